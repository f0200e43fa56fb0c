"""The other desk takes the visitor over, face to face; or the first person takes the visitor back. The number stays."""

from sqlalchemy import select

from zf_contracts.http.hall import TakeOver
from zf_intake.reception.counter.locked_queries import locked_ticket, moved, number_at, own_open_desk
from zf_intake.reception.counter.rules import Act, taking_problems
from zf_intake.reception.counter.tables import Handover, Ticket
from zf_law.problems import Problem
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def take_over(scope: Scope, command: TakeOver, *, ticket_id: str) -> Ticket:
    desk = await own_open_desk(scope, command.desk_id)
    current = await number_at(scope, desk.id)
    if current is not None:
        raise Refused((Problem("ticket.finish_first", {"number": current.number}),))
    ticket = await locked_ticket(scope, ticket_id, version=command.version)
    handover = await scope.session.scalar(
        select(Handover).where(Handover.ticket_id == ticket.id, Handover.state == "pending")
    )
    if handover is None:
        raise Refused((Problem("handover.none_pending"),))
    back = handover.from_desk_id == desk.id
    problems = taking_problems(
        to_desk_id=handover.to_desk_id, to_queue=handover.to_queue, desk_id=desk.id, desk_queues=desk.queues
    )
    if problems and not back:
        raise Refused(problems)
    moved(ticket, Act.TAKE_OVER)
    ticket.desk_id, ticket.clerk_id, ticket.clerk_name = desk.id, scope.actor.account_id, scope.actor.name
    ticket.serving_at = ticket.serving_at or scope.now
    handover.state, handover.settled_at = "returned" if back else "taken", scope.now
    handover.taken_desk_id = desk.id
    handover.taken_by, handover.taken_by_name = scope.actor.account_id, scope.actor.name
    await scope.session.flush()
    scope.record(
        "ticket.take_over", object_kind="ticket", object_id=ticket.id, basis="S-026", after={"desk": desk.code}
    )
    return ticket
