"""Another agency reported on a matter of ours: its first handler has to tell the petitioner (duty 跟踪答复, S-006)."""

from sqlalchemy import insert

from zf_contracts.internal.petitions import PetitionNoticeArrived
from zf_intake.joint.tables import TrackTask
from zf_intake.petitions.file_rules import PetitionFile
from zf_platform.transaction import Scope


async def track(scope: Scope, file: PetitionFile, *, told: PetitionNoticeArrived, state: str) -> None:
    """A task for every statement, as long as somebody here is first handler."""
    if not file.parties.first_handler_id:
        return
    await scope.session.execute(
        insert(TrackTask).values(
            id=scope.new_id(),
            petition_id=file.id,
            account_id=file.parties.first_handler_id,
            sender=told.sender,
            message=told.message,
            state=state,
            acted_at=told.body.acted_at,
            created_at=scope.now,
        )
    )
