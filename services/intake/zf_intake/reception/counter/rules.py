"""Decisions on the floor of the hall. Pure: facts and the figures of reception.toml in, next state and problems out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from zf_law.problems import Problem
from zf_law.reception import COLLECTIVE, HallPlan, PriorityClass, Reception


class TicketState(StrEnum):
    ISSUED = "issued"
    CALLED = "called"
    SERVING = "serving"
    TRANSFERRED = "transferred"
    DONE = "done"
    NO_SHOW = "no_show"


class Act(StrEnum):
    """What may happen to a number after it was issued."""

    CALL = "call"
    RECALL = "recall"
    SKIP = "skip"
    SERVE = "serve"
    COMPLETE = "complete"
    HAND_OVER = "hand_over"
    TAKE_OVER = "take_over"
    GIVE_BACK = "give_back"
    NO_SHOW = "no_show"


_S = TicketState
MOVES: Mapping[Act, tuple[frozenset[TicketState], TicketState]] = {
    Act.CALL: (frozenset({_S.ISSUED}), _S.CALLED),
    Act.RECALL: (frozenset({_S.CALLED}), _S.CALLED),
    Act.SKIP: (frozenset({_S.CALLED}), _S.ISSUED),
    Act.SERVE: (frozenset({_S.CALLED}), _S.SERVING),
    Act.COMPLETE: (frozenset({_S.SERVING}), _S.DONE),
    Act.HAND_OVER: (frozenset({_S.CALLED, _S.SERVING}), _S.TRANSFERRED),
    Act.TAKE_OVER: (frozenset({_S.TRANSFERRED}), _S.SERVING),
    Act.GIVE_BACK: (frozenset({_S.TRANSFERRED}), _S.ISSUED),
    Act.NO_SHOW: (frozenset({_S.CALLED}), _S.NO_SHOW),
}
AT_A_DESK = frozenset({_S.CALLED, _S.SERVING})
ENDED = frozenset({_S.DONE, _S.NO_SHOW})
DESK_STATES = ("open", "paused", "closed")
OUTCOMES = ("answered", "registered", "advised", "litigation", "left")
"""What became of a visit: answered on the spot, registered, told the competent body, told the legal path, left."""
STATE_NAMES: Mapping[TicketState, tuple[str, str]] = {
    _S.ISSUED: ("等候中", "waiting"),
    _S.CALLED: ("已叫号", "called"),
    _S.SERVING: ("接待中", "being served"),
    _S.TRANSFERRED: ("转接中", "being handed over"),
    _S.DONE: ("已办结", "finished"),
    _S.NO_SHOW: ("过号未到", "not appeared"),
}


def move(state: TicketState, act: Act) -> tuple[TicketState, list[Problem]]:
    """The next state; with problems the state stays as it is."""
    allowed, target = MOVES[act]
    if state in allowed:
        return target, []
    zh, en = STATE_NAMES[state]
    return state, [Problem("ticket.wrong_state", {"state": zh, "state_en": en})]


@dataclass(frozen=True, slots=True)
class DeskFacts:
    """`agencies` are those that may staff a desk of this hall, `taken_codes` the codes of its other desks."""

    code: str
    agency: str
    queues: Sequence[str]
    taken_codes: Collection[str] = ()


def desk_problems(desk: DeskFacts, *, hall: HallPlan) -> list[Problem]:
    problems = [
        Problem("hall.queue_unknown", {"field": "queues", "queue": queue})
        for queue in desk.queues
        if hall.queue(queue) is None
    ]
    if not desk.queues:
        problems.append(Problem("hall.desk_without_queue", {"field": "queues"}))
    if desk.agency not in {queue.agency for queue in hall.queues}:
        problems.append(Problem("hall.agency_not_here", {"field": "agency", "agency": desk.agency}))
    if desk.code in desk.taken_codes:
        problems.append(Problem("hall.desk_code_taken", {"field": "code", "code": desk.code}))
    return problems


@dataclass(frozen=True, slots=True)
class Opening:
    """Somebody opens, pauses or closes a desk. `serves` is the number at the desk, if any."""

    state: str
    clerk_id: str | None
    wanted: str
    actor_id: str
    manages: bool
    serves: bool
    elsewhere: str = ""


def opening_problems(opening: Opening) -> list[Problem]:
    """A desk is opened by who will serve there; who serves, or who manages the hall, may pause and close it."""
    problems: list[Problem] = []
    held_by_other = opening.state != "closed" and opening.clerk_id != opening.actor_id
    if opening.wanted == "open" and held_by_other:
        problems.append(Problem("hall.desk_held"))
    if opening.wanted != "open" and held_by_other and not opening.manages:
        problems.append(Problem("hall.desk_held"))
    if opening.wanted != "open" and opening.state == "closed":
        problems.append(Problem("hall.desk_closed"))
    if opening.wanted != "open" and opening.serves:
        problems.append(Problem("hall.desk_busy"))
    if opening.wanted == "open" and opening.elsewhere:
        problems.append(Problem("hall.clerk_elsewhere", {"desk": opening.elsewhere}))
    return problems


def holder_problems(*, clerk_id: str | None, actor_id: str) -> list[Problem]:
    """Only who called a number goes on with it; everything else is a hand-over that is written down."""
    return [] if clerk_id == actor_id else [Problem("ticket.not_yours")]


@dataclass(frozen=True, slots=True)
class Visit:
    """What is asked for at the ticket machine."""

    queue: str
    priority: str
    people: int
    matter: str = ""


def queue_for(visit: Visit, *, law: Reception) -> str:
    """A collective visit goes to its own room, whichever window was asked for (handbook 4.1, item 1)."""
    return COLLECTIVE if visit.people >= law.counter.collective_from else visit.queue


def visit_problems(visit: Visit, *, hall: HallPlan, law: Reception) -> list[Problem]:
    problems: list[Problem] = []
    if hall.queue(visit.queue) is None:
        problems.append(Problem("hall.queue_unknown", {"field": "queue", "queue": visit.queue}))
    if visit.priority not in law.priorities:
        problems.append(Problem("ticket.priority_unknown", {"field": "priority"}))
    if visit.matter and visit.matter not in law.matters:
        problems.append(Problem("ticket.matter_unknown", {"field": "matter"}))
    if visit.queue == COLLECTIVE and visit.people < law.counter.collective_from:
        problems.append(Problem("ticket.not_collective", {"field": "people", "least": law.counter.collective_from}))
    return problems


@dataclass(frozen=True, slots=True)
class Waiting:
    """A number that waits. `returned`: a hand-over came back. `desk_id` is set when only that desk may call it."""

    id: str
    priority: str
    order_at: datetime
    serial: int
    returned: bool = False
    desk_id: str | None = None


def call_order(waiting: Sequence[Waiting], *, desk_id: str, now: datetime, law: Reception) -> list[str]:
    """Ids in the order in which this desk calls them.

    First what came back from a hand-over, then whoever has waited too long, then by class, and inside each by arrival.
    """
    mine = [one for one in waiting if one.desk_id in (None, desk_id)]
    return [one.id for one in sorted(mine, key=lambda one: _call_key(one, now=now, classes=law.priorities))]


def _call_key(one: Waiting, *, now: datetime, classes: Mapping[str, PriorityClass]) -> tuple[int, datetime, int, str]:
    found = classes[one.priority]
    if one.returned:
        return (-1, one.order_at, one.serial, one.id)
    late = over_waited(one.priority, since=one.order_at, until=now, classes=classes)
    return (0 if late else found.rank, one.order_at, one.serial, one.id)


def over_waited(priority: str, *, since: datetime, until: datetime, classes: Mapping[str, PriorityClass]) -> bool:
    return until - since > timedelta(minutes=classes[priority].over_wait_minutes)


def skip_problems(*, skips: int, law: Reception) -> list[Problem]:
    """After so many skips the number is closed as not appeared instead of going round for ever."""
    most = law.counter.call_skips
    return [] if skips < most else [Problem("ticket.skipped_enough", {"most": most})]


@dataclass(frozen=True, slots=True)
class Target:
    """Where a hand-over shall go: a queue, and perhaps one desk of it."""

    queue: str
    desk_id: str | None
    desk_open: bool
    desk_queues: Sequence[str]
    from_desk_id: str
    from_queues: Sequence[str]


def handover_problems(target: Target, *, hall: HallPlan) -> list[Problem]:
    if hall.queue(target.queue) is None:
        return [Problem("hall.queue_unknown", {"field": "queue", "queue": target.queue})]
    if target.desk_id is None:
        if list(target.from_queues) == [target.queue]:
            return [Problem("handover.to_itself", {"field": "queue"})]
        return []
    if target.desk_id == target.from_desk_id:
        return [Problem("handover.to_itself", {"field": "desk_id"})]
    if not target.desk_open:
        return [Problem("handover.desk_not_open", {"field": "desk_id"})]
    return [] if target.queue in target.desk_queues else [Problem("handover.other_queue", {"field": "desk_id"})]


def taking_problems(
    *, to_desk_id: str | None, to_queue: str, desk_id: str, desk_queues: Sequence[str]
) -> list[Problem]:
    """A hand-over to a desk is taken there; one to a queue by any desk that serves the queue."""
    fits = to_desk_id == desk_id if to_desk_id is not None else to_queue in desk_queues
    return [] if fits else [Problem("handover.not_for_this_desk")]


def completion_problems(
    *, outcome: str, petition_id: str | None, standards: Sequence[str], law: Reception
) -> list[Problem]:
    problems: list[Problem] = []
    if any(one not in law.standards for one in standards):
        problems.append(Problem("hall.standard_unknown", {"field": "standards"}))
    if petition_id and outcome != "registered":
        problems.append(Problem("ticket.outcome_unfit", {"field": "outcome"}))
    return problems


def rating_problems(state: TicketState, *, kept: Sequence[str], law: Reception) -> list[Problem]:
    if state is not TicketState.DONE:
        return [Problem("ticket.not_rateable")]
    unknown = [one for one in kept if one not in law.standards]
    return [Problem("hall.standard_unknown", {"field": "kept"})] if unknown else []
