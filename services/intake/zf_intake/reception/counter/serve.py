"""The called person sits down at the desk."""

from zf_intake.reception.counter.locked_queries import moved, own_ticket
from zf_intake.reception.counter.rules import Act
from zf_intake.reception.counter.tables import Ticket
from zf_platform.transaction import Scope


async def serve(scope: Scope, *, ticket_id: str, version: int) -> Ticket:
    ticket = await own_ticket(scope, ticket_id, version=version)
    moved(ticket, Act.SERVE)
    ticket.serving_at = scope.now
    await scope.session.flush()
    scope.record("ticket.serve", object_kind="ticket", object_id=ticket.id)
    return ticket
