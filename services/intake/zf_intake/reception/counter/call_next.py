"""Call the next number to a desk. Two desks calling at the same moment never get the same one.

The order is a pure rule over what waits now; the claim takes the first of that order which nobody else is just taking.
Nothing is left when all that waits is being called by others at this moment.
"""

from collections.abc import Sequence

from sqlalchemy import ARRAY, Text, and_, any_, func, literal, select

from zf_intake.reception.counter.locked_queries import moved, number_at, own_open_desk
from zf_intake.reception.counter.rules import Act, TicketState, Waiting, call_order
from zf_intake.reception.counter.tables import HallDesk, Ticket
from zf_law.deadlines import ZONE
from zf_law.loader import Law
from zf_law.problems import Problem
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def call_next(scope: Scope, *, desk_id: str, law: Law) -> Ticket:
    desk = await own_open_desk(scope, desk_id)
    current = await number_at(scope, desk_id)
    if current is not None:
        raise Refused((Problem("ticket.finish_first", {"number": current.number}),))
    order = call_order(await _waiting(scope, desk), desk_id=desk_id, now=scope.now, law=law.reception)
    ticket = await _claimed(scope, order)
    if ticket is None:
        raise Refused((Problem("ticket.nobody_waits"),))
    return await _called(scope, ticket, desk)


async def _waiting(scope: Scope, desk: HallDesk) -> list[Waiting]:
    """What this desk may call. A number that came back to a desk no longer open is free for all."""
    reserved = and_(HallDesk.id == Ticket.desk_id, HallDesk.state == "open")
    statement = (
        select(
            Ticket.id, Ticket.priority, Ticket.order_at, Ticket.serial, Ticket.desk_id, HallDesk.id.label("reserved")
        )
        .outerjoin(HallDesk, reserved)
        .where(
            Ticket.day == scope.now.astimezone(ZONE).date(),
            Ticket.state == TicketState.ISSUED,
            (Ticket.queue.in_(desk.queues)) | (Ticket.desk_id == desk.id),
            (HallDesk.id.is_(None)) | (HallDesk.id == desk.id),
        )
    )
    rows = await scope.session.execute(statement)
    return [
        Waiting(row.id, row.priority, row.order_at, row.serial, row.desk_id is not None, row.reserved) for row in rows
    ]


async def _claimed(scope: Scope, order: Sequence[str]) -> Ticket | None:
    """The first of the order that is still waiting and that no other desk holds at this moment."""
    ids = literal(list(order), ARRAY(Text))
    statement = (
        select(Ticket)
        .where(Ticket.id == any_(ids), Ticket.state == TicketState.ISSUED)
        .order_by(func.array_position(ids, Ticket.id))
        .limit(1)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    found: Ticket | None = await scope.session.scalar(statement)
    return found


async def _called(scope: Scope, ticket: Ticket, desk: HallDesk) -> Ticket:
    moved(ticket, Act.CALL)
    ticket.desk_id, ticket.clerk_id, ticket.clerk_name = desk.id, scope.actor.account_id, scope.actor.name
    ticket.called_at = scope.now
    ticket.first_called_at = ticket.first_called_at or scope.now
    ticket.calls += 1
    await scope.session.flush()
    scope.record("ticket.call", object_kind="ticket", object_id=ticket.id, after={"desk": desk.code})
    return ticket
