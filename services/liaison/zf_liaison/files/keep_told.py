"""Keep the files of an act that another agency told; their content is here already."""

from collections.abc import Sequence

from sqlalchemy import insert

from zf_contracts.supervision_values import EvidenceFile
from zf_liaison.files.tables import MatterFile
from zf_platform.transaction import Scope


async def keep_told(scope: Scope, files: Sequence[EvidenceFile], *, matter_id: str, act_id: str, peer: str) -> None:
    rows = [
        {
            "id": scope.new_id(),
            "matter_id": matter_id,
            "act_id": act_id,
            "title": one.title,
            "media_type": one.media_type,
            "digest": one.blob.digest,
            "size": one.blob.size,
            "added_by": peer,
            "added_at": scope.now,
        }
        for one in files
    ]
    if rows:
        await scope.session.execute(insert(MatterFile).values(rows))
