"""Bind the files that were laid ready to the act they go with."""

from collections.abc import Sequence

from sqlalchemy import select

from zf_contracts.supervision_values import EvidenceFile
from zf_contracts.values import BlobRef
from zf_law.problems import Problem
from zf_liaison.files.tables import MatterFile
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def bind_files(scope: Scope, file_ids: Sequence[str], *, matter_id: str, act_id: str) -> tuple[EvidenceFile, ...]:
    """Only files of this matter, laid ready by this person and not used yet."""
    if not file_ids:
        return ()
    statement = select(MatterFile).where(
        MatterFile.id.in_(list(file_ids)),
        MatterFile.matter_id == matter_id,
        MatterFile.act_id == "",
        MatterFile.added_by == scope.actor.account_id,
    )
    found = {one.id: one for one in await scope.session.scalars(statement)}
    if set(found) != set(file_ids):
        raise Refused((Problem("supervision.file_unknown", {"field": "files"}),))
    for one in found.values():
        one.act_id = act_id
    await scope.session.flush()
    return tuple(
        EvidenceFile(
            title=found[file_id].title,
            media_type=found[file_id].media_type,
            blob=BlobRef(digest=found[file_id].digest, size=found[file_id].size),
        )
        for file_id in dict.fromkeys(file_ids)
    )
