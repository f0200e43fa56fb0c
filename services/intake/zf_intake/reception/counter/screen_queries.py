"""What the calling screen shows: the newest calls and how many wait. No names, so that everybody may see it."""

from sqlalchemy import select

from zf_contracts.http.hall import CallRow, ScreenView
from zf_intake.reception.counter.plan import hall_plan
from zf_intake.reception.counter.queries import queue_counts, today
from zf_intake.reception.counter.tables import HallDesk, Ticket
from zf_intake.reception.counter.views import queue_of
from zf_law.loader import Law
from zf_platform.transaction import Scope


async def show_screen(scope: Scope, *, law: Law) -> ScreenView:
    hall = hall_plan(scope, law=law)
    statement = (
        select(Ticket, HallDesk)
        .join(HallDesk, HallDesk.id == Ticket.desk_id)
        .where(Ticket.day == today(scope), Ticket.called_at.is_not(None), Ticket.state != "issued")
        .order_by(Ticket.called_at.desc(), Ticket.id.desc())
        .limit(law.reception.counter.recent_calls)
    )
    rows = (await scope.session.execute(statement)).all()
    return ScreenView(
        hall_zh=hall.zh,
        hall_en=hall.en,
        calls=tuple(
            CallRow(
                number=ticket.number,
                queue_zh=queue_of(hall, ticket.queue).zh,
                queue_en=queue_of(hall, ticket.queue).en,
                place=queue_of(hall, ticket.queue).room or desk.room or desk.name,
                called_at=ticket.called_at,
                calls=ticket.calls,
            )
            for ticket, desk in rows
            if ticket.called_at is not None
        ),
        queues=await queue_counts(scope, law=law),
    )
