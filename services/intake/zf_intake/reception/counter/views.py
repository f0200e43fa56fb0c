"""From stored rows to the bodies that pages get."""

from collections.abc import Mapping
from datetime import datetime

from zf_contracts.http.hall import ChoiceView, DeskView, HallView, HandoverView, TicketView
from zf_intake.reception.counter.rules import STATE_NAMES, TicketState, over_waited
from zf_intake.reception.counter.tables import HallDesk, Handover, Ticket
from zf_law.reading import Label
from zf_law.reception import HallPlan, Queue, Reception


def desk_view(desk: HallDesk) -> DeskView:
    return DeskView.model_validate(desk, from_attributes=True)


def ticket_view(ticket: Ticket, *, hall: HallPlan, law: Reception, now: datetime) -> TicketView:
    return TicketView.model_validate(ticket_values(ticket, hall=hall, law=law, now=now))


def ticket_values(ticket: Ticket, *, hall: HallPlan, law: Reception, now: datetime) -> dict[str, object]:
    queue, priority = queue_of(hall, ticket.queue), law.priorities[ticket.priority]
    state_zh, state_en = STATE_NAMES[TicketState(ticket.state)]
    return {
        "id": ticket.id,
        "number": ticket.number,
        "queue": ticket.queue,
        "queue_zh": queue.zh,
        "queue_en": queue.en,
        "room": queue.room,
        "priority": ticket.priority,
        "priority_zh": priority.zh,
        "priority_en": priority.en,
        "people": ticket.people,
        "matter": ticket.matter,
        "state": ticket.state,
        "state_zh": state_zh,
        "state_en": state_en,
        "desk_id": ticket.desk_id,
        "clerk_id": ticket.clerk_id,
        "clerk_name": ticket.clerk_name,
        "issued_at": ticket.issued_at,
        "called_at": ticket.called_at,
        "calls": ticket.calls,
        "skips": ticket.skips,
        "over_waited": waited_too_long(ticket, law=law, now=now),
        "outcome": ticket.outcome,
        "petition_id": ticket.petition_id,
        "version": ticket.version,
    }


def waited_too_long(ticket: Ticket, *, law: Reception, now: datetime) -> bool:
    """From the issue to the first call, or until now for a number that was never called."""
    until = ticket.first_called_at or ticket.ended_at or now
    return over_waited(ticket.priority, since=ticket.issued_at, until=until, classes=law.priorities)


def handover_view(handover: Handover, ticket: Ticket, *, desks: Mapping[str, HallDesk]) -> HandoverView:
    to_desk = desks.get(handover.to_desk_id or "")
    return HandoverView.model_validate(
        {
            "id": handover.id,
            "ticket_id": ticket.id,
            "number": ticket.number,
            "ticket_version": ticket.version,
            "from_desk": desks[handover.from_desk_id].name,
            "from_clerk_name": handover.from_clerk_name,
            "to_queue": handover.to_queue,
            "to_desk": to_desk.name if to_desk else "",
            "reason": handover.reason,
            "state": handover.state,
            "at": handover.at,
            "due_at": handover.due_at,
            "settled_at": handover.settled_at,
        }
    )


def hall_view(hall: HallPlan, *, law: Reception) -> HallView:
    return HallView(
        agency=hall.agency,
        zh=hall.zh,
        en=hall.en,
        joint=hall.joint,
        queues=tuple(
            ChoiceView(id=one.id, zh=one.zh, en=one.en, hint_zh=one.hint_zh, hint_en=one.hint_en) for one in hall.queues
        ),
        priorities=tuple(ChoiceView(id=one.id, zh=one.zh, en=one.en) for one in law.priorities.values()),
        standards=choices(law.standards),
        matters=choices(law.matters),
        collective_from=law.counter.collective_from,
        handover_minutes=law.counter.handover_minutes,
    )


def choices(labels: Mapping[str, Label]) -> tuple[ChoiceView, ...]:
    return tuple(ChoiceView(id=name, zh=label.zh, en=label.en) for name, label in labels.items())


def queue_of(hall: HallPlan, queue_id: str) -> Queue:
    """A queue taken out of the plan since is shown by its id."""
    return hall.queue(queue_id) or Queue(queue_id, hall.agency, "", queue_id, queue_id, "", "", "")
