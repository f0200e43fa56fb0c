"""Call the number at the desk once more."""

from zf_intake.reception.counter.locked_queries import moved, own_ticket
from zf_intake.reception.counter.rules import Act
from zf_intake.reception.counter.tables import Ticket
from zf_platform.transaction import Scope


async def recall(scope: Scope, *, ticket_id: str, version: int) -> Ticket:
    ticket = await own_ticket(scope, ticket_id, version=version)
    moved(ticket, Act.RECALL)
    ticket.called_at = scope.now
    ticket.calls += 1
    await scope.session.flush()
    scope.record("ticket.recall", object_kind="ticket", object_id=ticket.id, after={"calls": ticket.calls})
    return ticket
