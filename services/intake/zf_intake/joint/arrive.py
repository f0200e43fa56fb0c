"""Something another agency tells of a petition: taken once, acted on, and kept for people where it only informs.

Statements of different agencies may overtake each other. One that needs what is not here yet waits until that comes.
"""

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert

from zf_contracts.internal.petitions import PetitionNoticeArrived
from zf_intake.desk import Desk
from zf_intake.joint.act_on import Acted, act_on
from zf_intake.joint.tables import ArrivedNotice
from zf_platform.transaction import Scope

APPLIED, WAITING = "applied", "waiting"


async def arrive(scope: Scope, told: PetitionNoticeArrived, *, desk: Desk) -> None:
    """The same statement of the same sender takes effect once, under whatever message it comes again."""
    if not await _is_new(scope, told):
        return
    acted = await act_on(scope, told, desk=desk)
    await _note(scope, told, acted)
    if acted.opened:
        await _act_on_waiting(scope, told.body.collab_no, desk=desk)
    scope.record(
        "joint.arrive",
        object_kind="petition_notice",
        object_id=told.body.notice_id,
        reason=told.message,
    )


async def _is_new(scope: Scope, told: PetitionNoticeArrived) -> bool:
    body = told.body
    statement = insert(ArrivedNotice).values(
        sender=told.sender,
        notice_id=body.notice_id,
        message=told.message,
        message_id=told.message_id,
        collab_no=body.collab_no,
        petition_no=body.petition_no,
        state=APPLIED,
        body=_kept(told),
        acted_at=body.acted_at,
        received_at=told.received_at,
    )
    found = await scope.session.execute(statement.on_conflict_do_nothing().returning(ArrivedNotice.notice_id))
    return found.scalar_one_or_none() is not None


def _kept(told: PetitionNoticeArrived) -> str:
    """Without the content: persons lie sealed in the petition that arose from it, and nowhere else."""
    return told.model_dump_json(exclude={"body": {"content"}}, exclude_none=True)


async def _note(scope: Scope, told: PetitionNoticeArrived, acted: Acted) -> None:
    await scope.session.execute(
        update(ArrivedNotice)
        .where(ArrivedNotice.sender == told.sender, ArrivedNotice.notice_id == told.body.notice_id)
        .values(state=acted.state, petition_id=acted.petition_id)
        .execution_options(synchronize_session=False)
    )


async def _act_on_waiting(scope: Scope, collab_no: str, *, desk: Desk) -> None:
    """In the order in which they were said; one that still does not fit waits on."""
    rows = await scope.session.scalars(
        select(ArrivedNotice)
        .where(ArrivedNotice.collab_no == collab_no, ArrivedNotice.state == WAITING)
        .order_by(ArrivedNotice.acted_at, ArrivedNotice.notice_id)
    )
    for row in rows.all():
        told = PetitionNoticeArrived.model_validate_json(row.body)
        await _note(scope, told, await act_on(scope, told, desk=desk))
