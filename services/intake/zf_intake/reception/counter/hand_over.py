"""首问负责: walk the visitor to another queue or desk. The hand-over is written down and runs against a time (S-026)."""

from datetime import timedelta

from sqlalchemy import select

from zf_contracts.http.hall import HandOver
from zf_intake.reception.counter.locked_queries import moved, own_ticket
from zf_intake.reception.counter.plan import hall_plan
from zf_intake.reception.counter.rules import Act, Target, handover_problems
from zf_intake.reception.counter.tables import HallDesk, Handover, Ticket
from zf_law.loader import Law
from zf_law.problems import Problem
from zf_platform.errors import Refused
from zf_platform.transaction import Scope

BASIS = "S-026"


async def hand_over(scope: Scope, command: HandOver, *, ticket_id: str, law: Law) -> Ticket:
    ticket = await own_ticket(scope, ticket_id, version=command.version)
    problems = handover_problems(await _target(scope, command, ticket), hall=hall_plan(scope, law=law))
    if problems:
        raise Refused(problems)
    moved(ticket, Act.HAND_OVER)
    minutes = law.reception.counter.handover_minutes
    handover = Handover(
        id=scope.new_id(),
        ticket_id=ticket.id,
        day=ticket.day,
        from_desk_id=ticket.desk_id,
        from_clerk_id=scope.actor.account_id,
        from_clerk_name=scope.actor.name,
        to_queue=command.queue,
        to_desk_id=command.desk_id,
        reason=command.reason,
        state="pending",
        at=scope.now,
        due_at=scope.now + timedelta(minutes=minutes),
        taken_by_name="",
    )
    scope.session.add(handover)
    await scope.session.flush()
    scope.record(
        "ticket.hand_over",
        object_kind="ticket",
        object_id=ticket.id,
        reason=command.reason,
        basis=BASIS,
        after={"queue": command.queue, "desk": command.desk_id},
    )
    return ticket


async def _target(scope: Scope, command: HandOver, ticket: Ticket) -> Target:
    wanted = [found for found in (ticket.desk_id, command.desk_id) if found]
    desks = {desk.id: desk for desk in await scope.session.scalars(select(HallDesk).where(HallDesk.id.in_(wanted)))}
    own = desks.get(ticket.desk_id or "")
    other = desks.get(command.desk_id or "")
    if own is None or (command.desk_id and other is None):
        raise Refused((Problem("handover.desk_unknown", {"field": "desk_id"}),))
    return Target(
        queue=command.queue,
        desk_id=command.desk_id,
        desk_open=other is not None and other.state == "open",
        desk_queues=other.queues if other else (),
        from_desk_id=own.id,
        from_queues=own.queues,
    )
