"""What another agency tells of a petition of ours, in one row for each agency; its statements come in their order."""

from collections.abc import Mapping

from sqlalchemy.dialects.postgresql import insert

from zf_intake.joint.tables import PeerProgress
from zf_intake.petitions.file_rules import PetitionFile
from zf_platform.transaction import Scope


async def keep_progress(scope: Scope, file: PetitionFile, *, agency: str, values: Mapping[str, object]) -> None:
    statement = insert(PeerProgress).values(petition_id=file.id, agency=agency, collab_no=file.collab_no, **values)
    newer = {name: statement.excluded[name] for name in values}
    await scope.session.execute(statement.on_conflict_do_update(index_elements=["petition_id", "agency"], set_=newer))
