"""The called person is not there: the number waits again, behind those of its class who wait now."""

from zf_intake.reception.counter.locked_queries import moved, own_ticket
from zf_intake.reception.counter.rules import Act, skip_problems
from zf_intake.reception.counter.tables import Ticket
from zf_law.loader import Law
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def skip_number(scope: Scope, *, ticket_id: str, version: int, law: Law) -> Ticket:
    ticket = await own_ticket(scope, ticket_id, version=version)
    problems = skip_problems(skips=ticket.skips, law=law.reception)
    if problems:
        raise Refused(problems)
    moved(ticket, Act.SKIP)
    ticket.order_at, ticket.desk_id, ticket.clerk_id, ticket.clerk_name = scope.now, None, None, ""
    ticket.skips += 1
    await scope.session.flush()
    scope.record("ticket.skip", object_kind="ticket", object_id=ticket.id, after={"skips": ticket.skips})
    return ticket
