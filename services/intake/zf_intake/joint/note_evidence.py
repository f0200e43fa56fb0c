"""liaison has one more evidence of a statement of ours: the counter sees who has received it and who has not."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from zf_contracts.internal.petitions import PetitionEvidenceChanged
from zf_intake.joint.tables import SentNotice
from zf_platform.transaction import Scope

# How far it has come; a step never moves back, but what was given up as failed comes to life with a late receipt.
_RANK: Mapping[str, int] = {
    "": 0,
    "submitted": 1,
    "relayed": 2,
    "failed": 3,
    "delivered": 4,
    "opened": 5,
    "rejected": 6,
}


async def note_evidence(scope: Scope, told: PetitionEvidenceChanged) -> None:
    """Whoever told it: a statement without a row of its own gets one with its first evidence."""
    fresh = insert(SentNotice).values(
        notice_id=told.notice_id,
        receiver=told.receiver,
        message=told.message,
        collab_no=told.collab_no,
        issued_at=told.at,
    )
    await scope.session.execute(fresh.on_conflict_do_nothing())
    row = await scope.session.scalar(
        select(SentNotice)
        .where(SentNotice.notice_id == told.notice_id, SentNotice.receiver == told.receiver)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if row is None or _RANK[told.step] <= _RANK[row.step]:
        return
    row.message_id = told.message_id
    row.step, row.step_at = told.step, told.at
    row.warn_at, row.fail_at = told.warn_at or row.warn_at, told.fail_at or row.fail_at
    row.problems = [{"code": one.code, "text": one.text} for one in told.problems]
    await scope.session.flush()
