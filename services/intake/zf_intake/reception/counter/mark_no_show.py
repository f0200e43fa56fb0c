"""The called person did not appear: the number ends."""

from zf_intake.reception.counter.locked_queries import moved, own_ticket
from zf_intake.reception.counter.rules import Act
from zf_intake.reception.counter.tables import Ticket
from zf_platform.transaction import Scope


async def mark_no_show(scope: Scope, *, ticket_id: str, version: int) -> Ticket:
    ticket = await own_ticket(scope, ticket_id, version=version)
    moved(ticket, Act.NO_SHOW)
    ticket.ended_at = scope.now
    await scope.session.flush()
    scope.record("ticket.no_show", object_kind="ticket", object_id=ticket.id)
    return ticket
