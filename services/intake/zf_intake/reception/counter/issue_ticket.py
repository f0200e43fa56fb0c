"""Issue the next number of a queue. Serials run per queue and day, without gaps."""

from zf_contracts.http.hall import IssueTicket
from zf_intake.reception.counter.plan import hall_plan
from zf_intake.reception.counter.rules import TicketState, Visit, queue_for, visit_problems
from zf_intake.reception.counter.tables import Ticket
from zf_intake.reports.take_serial import take_serial
from zf_law.deadlines import ZONE
from zf_law.loader import Law
from zf_platform.errors import Refused
from zf_platform.ids import new_secret
from zf_platform.transaction import Scope

_CODE_BYTES = 12


async def issue_ticket(scope: Scope, command: IssueTicket, *, law: Law) -> Ticket:
    hall = hall_plan(scope, law=law)
    visit = Visit(command.queue, command.priority, command.people, command.matter)
    problems = visit_problems(visit, hall=hall, law=law.reception)
    if problems:
        raise Refused(problems)
    queue = hall.queue(queue_for(visit, law=law.reception))
    assert queue is not None
    day = scope.now.astimezone(ZONE).date()
    serial = await take_serial(scope, series=f"ticket:{queue.id}", period=day.isoformat())
    ticket = Ticket(
        id=scope.new_id(),
        day=day,
        queue=queue.id,
        serial=serial,
        number=f"{queue.letter}{serial:03d}",
        code=new_secret(_CODE_BYTES),
        priority=command.priority,
        people=command.people,
        matter=command.matter,
        state=TicketState.ISSUED,
        clerk_name="",
        issued_at=scope.now,
        order_at=scope.now,
        calls=0,
        skips=0,
        outcome="",
        standards=[],
        version=1,
    )
    scope.session.add(ticket)
    await scope.session.flush()
    scope.record("ticket.issue", object_kind="ticket", object_id=ticket.id, after={"number": ticket.number})
    return ticket
