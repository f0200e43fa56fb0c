"""The read side of the counter: desks, the desk of the person who asks, waiting numbers, one slip."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import and_, or_, select

from zf_contracts.http.hall import (
    CounterView,
    DeskChangeRow,
    DeskView,
    HallView,
    HandoverView,
    IssuedTicket,
    PeerDeskView,
    QueueCount,
    SlipView,
    TicketView,
)
from zf_intake.reception.counter.plan import hall_plan
from zf_intake.reception.counter.rules import AT_A_DESK, ENDED, STATE_NAMES, TicketState, Waiting, call_order
from zf_intake.reception.counter.tables import DeskChange, HallDesk, Handover, PeerDesk, Ticket, VisitRating
from zf_intake.reception.counter.views import (
    choices,
    desk_view,
    hall_view,
    handover_view,
    queue_of,
    ticket_values,
    ticket_view,
    waited_too_long,
)
from zf_law.deadlines import ZONE
from zf_law.loader import Law
from zf_platform.errors import NotFound
from zf_platform.transaction import Scope


def today(scope: Scope) -> date:
    return scope.now.astimezone(ZONE).date()


async def show_hall(scope: Scope, *, law: Law) -> HallView:
    return hall_view(hall_plan(scope, law=law), law=law.reception)


async def list_desks(scope: Scope) -> tuple[DeskView, ...]:
    return tuple(desk_view(desk) for desk in await all_desks(scope))


async def list_peer_desks(scope: Scope) -> tuple[PeerDeskView, ...]:
    found = await scope.session.scalars(select(PeerDesk).order_by(PeerDesk.agency, PeerDesk.code))
    return tuple(PeerDeskView.model_validate(one, from_attributes=True) for one in found)


async def all_desks(scope: Scope) -> Sequence[HallDesk]:
    return (await scope.session.scalars(select(HallDesk).order_by(HallDesk.code))).all()


async def roster(scope: Scope, day: date) -> tuple[DeskChangeRow, ...]:
    """Who opened, paused and closed which desk on that day, in order."""
    begins = datetime.combine(day, time.min, tzinfo=ZONE)
    statement = (
        select(DeskChange, HallDesk.name)
        .join(HallDesk, HallDesk.id == DeskChange.desk_id)
        .where(DeskChange.at >= begins, DeskChange.at < begins + timedelta(days=1))
        .order_by(DeskChange.at, DeskChange.id)
    )
    rows = (await scope.session.execute(statement)).all()
    return tuple(
        DeskChangeRow(
            desk_name=name, state=change.state, clerk_name=change.clerk_name, reason=change.reason, at=change.at
        )
        for change, name in rows
    )


async def counter_view(scope: Scope, *, law: Law) -> CounterView:
    """The desk that the person who asks holds, with the number there and what was handed over to it."""
    desks = await all_desks(scope)
    held = (desk for desk in desks if desk.clerk_id == scope.actor.account_id and desk.state != "closed")
    mine = next(held, None)
    current: Ticket | None = None
    last: Ticket | None = None
    if mine is not None:
        statement = select(Ticket).where(Ticket.desk_id == mine.id, Ticket.day == today(scope))
        current = await scope.session.scalar(statement.where(Ticket.state.in_(sorted(AT_A_DESK))))
        ended = statement.where(Ticket.state.in_(sorted(ENDED)), Ticket.clerk_id == scope.actor.account_id)
        last = await scope.session.scalar(ended.order_by(Ticket.ended_at.desc()).limit(1))
    return CounterView(
        desk=desk_view(mine) if mine else None,
        current=shown(scope, current, law=law) if current else None,
        last=shown(scope, last, law=law) if last else None,
        queues=await queue_counts(scope, law=law),
        arrivals=await _handovers(scope, mine, desks, coming=True) if mine else (),
        given=await _handovers(scope, mine, desks, coming=False) if mine else (),
        desks=tuple(desk_view(desk) for desk in desks),
    )


async def queue_counts(scope: Scope, *, law: Law) -> tuple[QueueCount, ...]:
    """Every queue of the hall with how many wait there now, how many of them too long, and who serves it."""
    hall = hall_plan(scope, law=law)
    waiting: dict[str, list[Ticket]] = defaultdict(list)
    statement = select(Ticket).where(Ticket.day == today(scope), Ticket.state == TicketState.ISSUED)
    for ticket in await scope.session.scalars(statement.order_by(Ticket.issued_at)):
        waiting[ticket.queue].append(ticket)
    open_desks = select(HallDesk.queues).where(HallDesk.state == "open")
    serving = Counter(queue for queues in await scope.session.scalars(open_desks) for queue in queues)
    return tuple(
        QueueCount(
            queue=queue.id,
            zh=queue.zh,
            en=queue.en,
            waiting=len(waiting[queue.id]),
            over_waited=sum(waited_too_long(one, law=law.reception, now=scope.now) for one in waiting[queue.id]),
            oldest_at=waiting[queue.id][0].issued_at if waiting[queue.id] else None,
            open_desks=serving[queue.id],
        )
        for queue in hall.queues
    )


async def list_waiting(scope: Scope, *, law: Law) -> tuple[TicketView, ...]:
    """Today's numbers that are not finished, by the time of issue."""
    hall = hall_plan(scope, law=law)
    statement = select(Ticket).where(Ticket.day == today(scope), Ticket.state.not_in(sorted(ENDED)))
    found = await scope.session.scalars(statement.order_by(Ticket.issued_at, Ticket.queue, Ticket.serial))
    return tuple(ticket_view(one, hall=hall, law=law.reception, now=scope.now) for one in found)


async def show_ticket(scope: Scope, ticket_id: str, *, law: Law) -> TicketView:
    ticket = await scope.session.get(Ticket, ticket_id)
    if ticket is None:
        raise NotFound
    return shown(scope, ticket, law=law)


def shown(scope: Scope, ticket: Ticket, *, law: Law) -> TicketView:
    return ticket_view(ticket, hall=hall_plan(scope, law=law), law=law.reception, now=scope.now)


def shown_with_code(scope: Scope, ticket: Ticket, *, law: Law) -> IssuedTicket:
    values = ticket_values(ticket, hall=hall_plan(scope, law=law), law=law.reception, now=scope.now)
    return IssuedTicket.model_validate({**values, "code": ticket.code})


async def show_slip(scope: Scope, code: str, *, law: Law) -> SlipView:
    """What the holder of the slip may know: where the number stands."""
    ticket = await scope.session.scalar(select(Ticket).where(Ticket.code == code))
    if ticket is None:
        raise NotFound
    hall = hall_plan(scope, law=law)
    queue, priority = queue_of(hall, ticket.queue), law.reception.priorities[ticket.priority]
    state_zh, state_en = STATE_NAMES[TicketState(ticket.state)]
    desk = await scope.session.get(HallDesk, ticket.desk_id) if ticket.desk_id else None
    return SlipView(
        number=ticket.number,
        hall_zh=hall.zh,
        hall_en=hall.en,
        queue_zh=queue.zh,
        queue_en=queue.en,
        room=queue.room,
        priority_zh=priority.zh,
        priority_en=priority.en,
        people=ticket.people,
        state=ticket.state,
        state_zh=state_zh,
        state_en=state_en,
        desk_name=desk.name if desk else "",
        ahead=await _ahead(scope, ticket, law=law),
        issued_at=ticket.issued_at,
        rated=await scope.session.get(VisitRating, ticket.id) is not None,
        standards=choices(law.reception.standards),
    )


async def _ahead(scope: Scope, ticket: Ticket, *, law: Law) -> int:
    if ticket.state != TicketState.ISSUED:
        return 0
    same = select(Ticket).where(
        Ticket.day == ticket.day, Ticket.queue == ticket.queue, Ticket.state == TicketState.ISSUED
    )
    waiting = [
        Waiting(one.id, one.priority, one.order_at, one.serial, one.desk_id is not None)
        for one in await scope.session.scalars(same)
    ]
    return call_order(waiting, desk_id="", now=scope.now, law=law.reception).index(ticket.id)


async def _handovers(
    scope: Scope, desk: HallDesk, desks: Sequence[HallDesk], *, coming: bool
) -> tuple[HandoverView, ...]:
    """Pending ones: what this desk may take, or what the person handed over and nobody has taken yet."""
    to_queue = and_(Handover.to_desk_id.is_(None), Handover.to_queue.in_(desk.queues), Handover.from_desk_id != desk.id)
    direction = or_(Handover.to_desk_id == desk.id, to_queue) if coming else Handover.from_desk_id == desk.id
    statement = (
        select(Handover, Ticket)
        .join(Ticket, Ticket.id == Handover.ticket_id)
        .where(Handover.state == "pending", direction)
        .order_by(Handover.at)
    )
    by_id = {one.id: one for one in desks}
    rows = (await scope.session.execute(statement)).all()
    return tuple(handover_view(handover, ticket, desks=by_id) for handover, ticket in rows)
