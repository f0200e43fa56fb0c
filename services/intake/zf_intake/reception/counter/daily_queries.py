"""The list of the day: what fell through (handbook 4.1, item 7), and the ratings per receiver (S-012)."""

from collections import Counter
from datetime import date

from sqlalchemy import func, select

from zf_contracts.http.hall_daily import DailyTicket, DailyView, RatingsView, ReceiverRating, StandardCount
from zf_intake.reception.counter.plan import hall_plan
from zf_intake.reception.counter.queries import all_desks
from zf_intake.reception.counter.rules import STATE_NAMES, TicketState
from zf_intake.reception.counter.tables import HallDesk, Handover, Ticket, VisitRating
from zf_intake.reception.counter.views import handover_view, queue_of, waited_too_long
from zf_law.loader import Law
from zf_law.reception import HallPlan
from zf_platform.transaction import Scope

LOW_SCORE = 2
_UNRECEIVED = frozenset({TicketState.ISSUED, TicketState.CALLED, TicketState.TRANSFERRED})


async def daily_list(scope: Scope, day: date, *, law: Law) -> DailyView:
    hall = hall_plan(scope, law=law)
    desks = {desk.id: desk for desk in await all_desks(scope)}
    found = await scope.session.scalars(
        select(Ticket).where(Ticket.day == day).order_by(Ticket.issued_at, Ticket.queue, Ticket.serial)
    )
    tickets = found.all()
    states = Counter(TicketState(one.state) for one in tickets)

    def rows(chosen: list[Ticket]) -> tuple[DailyTicket, ...]:
        return tuple(_row(scope, one, hall=hall, desks=desks) for one in chosen)

    handovers = await scope.session.execute(
        select(Handover, Ticket)
        .join(Ticket, Ticket.id == Handover.ticket_id)
        .where(Handover.day == day, Handover.state != "taken")
        .order_by(Handover.at)
    )
    return DailyView(
        day=day,
        issued=len(tickets),
        served=states[TicketState.DONE] + states[TicketState.SERVING],
        no_shows=states[TicketState.NO_SHOW],
        unreceived=rows([one for one in tickets if one.state in _UNRECEIVED]),
        over_waited=rows([one for one in tickets if waited_too_long(one, law=law.reception, now=scope.now)]),
        not_taken=tuple(handover_view(handover, ticket, desks=desks) for handover, ticket in handovers.all()),
        without_first_handler=rows([one for one in tickets if one.outcome == "registered" and not one.petition_id]),
    )


def _row(scope: Scope, ticket: Ticket, *, hall: HallPlan, desks: dict[str, HallDesk]) -> DailyTicket:
    queue = queue_of(hall, ticket.queue)
    state_zh, state_en = STATE_NAMES[TicketState(ticket.state)]
    until = ticket.first_called_at or ticket.ended_at or scope.now
    desk = desks.get(ticket.desk_id or "")
    return DailyTicket(
        ticket_id=ticket.id,
        number=ticket.number,
        queue=ticket.queue,
        queue_zh=queue.zh,
        queue_en=queue.en,
        state_zh=state_zh,
        state_en=state_en,
        issued_at=ticket.issued_at,
        waited_minutes=int((until - ticket.issued_at).total_seconds() // 60),
        desk_name=desk.name if desk else "",
        clerk_name=ticket.clerk_name,
    )


async def ratings(scope: Scope, *, since: date, until: date, law: Law) -> RatingsView:
    """Visits, ratings and their average per receiver; how often each point was claimed and how often confirmed."""
    served = await scope.session.execute(
        select(Ticket.clerk_id, Ticket.standards).where(
            Ticket.day.between(since, until), Ticket.state == TicketState.DONE
        )
    )
    visits: Counter[str] = Counter()
    claimed: Counter[str] = Counter()
    for row in served:
        visits[row.clerk_id] += 1
        claimed.update(row.standards)
    words = (await scope.session.scalars(select(VisitRating).where(VisitRating.day.between(since, until)))).all()
    confirmed = Counter(point for word in words for point in word.kept)
    return RatingsView(
        since=since,
        until=until,
        receivers=await _receivers(scope, since=since, until=until, visits=visits),
        kept=tuple(
            StandardCount(
                id=name, zh=label.zh, en=label.en, claimed=claimed[name], confirmed=confirmed[name], rated=len(words)
            )
            for name, label in law.reception.standards.items()
        ),
    )


async def _receivers(scope: Scope, *, since: date, until: date, visits: Counter[str]) -> tuple[ReceiverRating, ...]:
    names = await scope.session.execute(
        select(Ticket.clerk_id, func.max(Ticket.clerk_name))
        .where(Ticket.day.between(since, until), Ticket.state == TicketState.DONE)
        .group_by(Ticket.clerk_id)
    )
    grouped = await scope.session.execute(
        select(
            VisitRating.receiver_id,
            func.count(),
            func.avg(VisitRating.score),
            func.count().filter(VisitRating.score <= LOW_SCORE),
        )
        .where(VisitRating.day.between(since, until))
        .group_by(VisitRating.receiver_id)
    )
    rated = {row[0]: row for row in grouped}
    found = [
        ReceiverRating(
            receiver_id=clerk_id,
            receiver_name=name,
            visits=visits[clerk_id],
            rated=rated[clerk_id][1] if clerk_id in rated else 0,
            average=round(float(rated[clerk_id][2]), 2) if clerk_id in rated else None,
            low=rated[clerk_id][3] if clerk_id in rated else 0,
        )
        for clerk_id, name in names
        if clerk_id is not None
    ]
    return tuple(sorted(found, key=lambda one: (-one.visits, one.receiver_id)))
