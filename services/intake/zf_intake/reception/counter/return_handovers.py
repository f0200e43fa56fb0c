"""Hand-overs that nobody took in time go back to the first person, at the head of that desk's queue (S-026)."""

from sqlalchemy import select

from zf_intake.reception.counter.locked_queries import moved
from zf_intake.reception.counter.rules import Act
from zf_intake.reception.counter.tables import Handover, Ticket
from zf_platform.transaction import Scope


async def return_handovers(scope: Scope) -> None:
    """A number whose taking is under way at this very moment is left alone; the next look finds it or not."""
    overdue = select(Handover.ticket_id).where(Handover.state == "pending", Handover.due_at < scope.now)
    tickets = await scope.session.scalars(
        select(Ticket).where(Ticket.id.in_(overdue)).order_by(Ticket.id).with_for_update(skip_locked=True)
    )
    for ticket in tickets.all():
        handover = await scope.session.scalar(
            select(Handover).where(Handover.ticket_id == ticket.id, Handover.state == "pending")
        )
        if handover is None:
            continue
        moved(ticket, Act.GIVE_BACK)
        ticket.desk_id, ticket.clerk_id, ticket.clerk_name = handover.from_desk_id, None, ""
        handover.state, handover.settled_at = "returned", scope.now
        scope.record("handover.return", object_kind="ticket", object_id=ticket.id, basis="S-026")
    await scope.session.flush()
