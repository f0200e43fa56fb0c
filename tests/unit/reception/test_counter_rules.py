"""The machine of a number, the order of calls, hand-overs and desks as pure decisions."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from zf_intake.reception.counter.rules import (
    AT_A_DESK,
    ENDED,
    MOVES,
    Act,
    DeskFacts,
    Opening,
    Target,
    TicketState,
    Visit,
    Waiting,
    call_order,
    completion_problems,
    desk_problems,
    handover_problems,
    move,
    opening_problems,
    queue_for,
    rating_problems,
    skip_problems,
    taking_problems,
    visit_problems,
)
from zf_law.loader import load_law
from zf_law.problems import Problem
from zf_law.reception import HallPlan, Reception
from zf_platform.clock import ZONE

LAW: Reception = load_law().reception
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZONE)


def joint() -> HallPlan:
    hall = LAW.joint_hall()
    assert hall is not None
    return hall


def codes(problems: list[Problem]) -> list[str]:
    return [problem.code for problem in problems]


@given(st.sampled_from(TicketState), st.sampled_from(Act))
def test_a_move_is_made_or_refused_and_an_ended_number_never_moves(state: TicketState, act: Act) -> None:
    target, problems = move(state, act)
    assert (target is state and codes(problems) == ["ticket.wrong_state"]) or (state in MOVES[act][0] and not problems)
    if state in ENDED:
        assert problems


def test_every_state_can_be_reached_and_left() -> None:
    reached = {TicketState.ISSUED} | {target for _, target in MOVES.values()}
    left = {state for allowed, _ in MOVES.values() for state in allowed}
    assert reached == set(TicketState)
    assert left == set(TicketState) - ENDED


waiting_numbers = st.lists(
    st.builds(
        Waiting,
        id=st.uuids().map(str),
        priority=st.sampled_from(sorted(LAW.priorities)),
        order_at=st.integers(0, 90).map(lambda minutes: NOW - timedelta(minutes=minutes)),
        serial=st.integers(1, 999),
        returned=st.booleans(),
        desk_id=st.none(),
    ),
    max_size=30,
    unique_by=lambda one: one.id,
)


@given(waiting_numbers)
def test_nobody_is_left_out_and_nobody_waits_behind_a_later_one_of_the_same_standing(waiting: list[Waiting]) -> None:
    order = call_order(waiting, desk_id="d1", now=NOW, law=LAW)
    assert sorted(order) == sorted(one.id for one in waiting)
    by_id = {one.id: one for one in waiting}
    standing = [_standing(by_id[found]) for found in order]
    assert standing == sorted(standing)
    for earlier, later in pairwise(order):
        if _standing(by_id[earlier]) == _standing(by_id[later]):
            assert by_id[earlier].order_at <= by_id[later].order_at


def _standing(one: Waiting) -> int:
    """0 came back, 1 waited too long, then by class: said again in other words than the rule."""
    if one.returned:
        return 0
    limit = LAW.priorities[one.priority].over_wait_minutes
    return 1 if (NOW - one.order_at).total_seconds() > limit * 60 else 1 + LAW.priorities[one.priority].rank


def test_a_reserved_number_is_called_by_its_desk_only() -> None:
    mine = Waiting("t1", "normal", NOW, 1, returned=True, desk_id="d1")
    assert call_order([mine], desk_id="d1", now=NOW, law=LAW) == ["t1"]
    assert call_order([mine], desk_id="d2", now=NOW, law=LAW) == []


def test_the_elderly_come_first_until_somebody_has_waited_too_long() -> None:
    old = Waiting("old", "elderly", NOW - timedelta(minutes=1), 3)
    long = Waiting("long", "normal", NOW - timedelta(minutes=31), 2)
    fresh = Waiting("fresh", "normal", NOW - timedelta(minutes=30), 1)
    assert call_order([fresh, old, long], desk_id="d1", now=NOW, law=LAW) == ["long", "old", "fresh"]


def test_five_people_go_to_the_room_for_collective_visits() -> None:
    assert queue_for(Visit("police", "normal", 4), law=LAW) == "police"
    assert queue_for(Visit("police", "normal", 5), law=LAW) == "collective"
    assert codes(visit_problems(Visit("collective", "normal", 4), hall=joint(), law=LAW)) == ["ticket.not_collective"]


def test_a_visit_names_known_things_only() -> None:
    found = visit_problems(Visit("moon", "king", 1, "weather"), hall=joint(), law=LAW)
    assert codes(found) == ["hall.queue_unknown", "ticket.priority_unknown", "ticket.matter_unknown"]
    assert visit_problems(Visit("court", "minor", 2, "trial"), hall=joint(), law=LAW) == []


def test_a_desk_needs_a_queue_of_this_hall_and_a_number_of_its_own() -> None:
    found = desk_problems(DeskFacts("3", "market", ("moon",), taken_codes={"3"}), hall=joint())
    assert codes(found) == ["hall.queue_unknown", "hall.agency_not_here", "hall.desk_code_taken"]
    assert codes(desk_problems(DeskFacts("3", "court", ()), hall=joint())) == ["hall.desk_without_queue"]
    assert desk_problems(DeskFacts("3", "court", ("court", "joint")), hall=joint()) == []


@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        (Opening("closed", None, "open", "a", manages=False, serves=False), []),
        (Opening("open", "b", "open", "a", manages=True, serves=False), ["hall.desk_held"]),
        (Opening("paused", "a", "open", "a", manages=False, serves=False), []),
        (Opening("open", "b", "closed", "a", manages=False, serves=False), ["hall.desk_held"]),
        (Opening("open", "b", "closed", "a", manages=True, serves=False), []),
        (Opening("open", "a", "paused", "a", manages=False, serves=True), ["hall.desk_busy"]),
        (Opening("closed", None, "paused", "a", manages=True, serves=False), ["hall.desk_closed"]),
        (Opening("closed", None, "open", "a", manages=False, serves=False, elsewhere="1号"), ["hall.clerk_elsewhere"]),
    ],
)
def test_who_may_open_pause_and_close(opening: Opening, expected: list[str]) -> None:
    assert codes(opening_problems(opening)) == expected


def target(**changed: object) -> Target:
    values: dict[str, object] = {
        "queue": "court",
        "desk_id": None,
        "desk_open": False,
        "desk_queues": (),
        "from_desk_id": "d1",
        "from_queues": ("police",),
    }
    return Target(**{**values, **changed})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (target(), []),
        (target(queue="moon"), ["hall.queue_unknown"]),
        (target(queue="police"), ["handover.to_itself"]),
        (target(queue="police", from_queues=("police", "joint")), []),
        (target(desk_id="d1"), ["handover.to_itself"]),
        (target(desk_id="d2"), ["handover.desk_not_open"]),
        (target(desk_id="d2", desk_open=True, desk_queues=("joint",)), ["handover.other_queue"]),
        (target(desk_id="d2", desk_open=True, desk_queues=("court",)), []),
    ],
)
def test_a_hand_over_has_a_desk_or_queue_that_can_take_it(wanted: Target, expected: list[str]) -> None:
    assert codes(handover_problems(wanted, hall=joint())) == expected


def test_only_the_desk_meant_takes_over() -> None:
    assert taking_problems(to_desk_id="d2", to_queue="court", desk_id="d2", desk_queues=()) == []
    assert taking_problems(to_desk_id=None, to_queue="court", desk_id="d3", desk_queues=("court",)) == []
    for desk, queues in (("d3", ("court",)), ("d4", ())):
        found = taking_problems(to_desk_id="d2", to_queue="court", desk_id=desk, desk_queues=queues)
        assert codes(found) == ["handover.not_for_this_desk"]


def test_skipping_ends() -> None:
    assert skip_problems(skips=1, law=LAW) == []
    assert codes(skip_problems(skips=2, law=LAW)) == ["ticket.skipped_enough"]


def test_the_end_of_a_visit_and_its_rating() -> None:
    ended = completion_problems(outcome="advised", petition_id="p1", standards=("bow",), law=LAW)
    assert codes(ended) == ["hall.standard_unknown", "ticket.outcome_unfit"]
    assert completion_problems(outcome="registered", petition_id="p1", standards=("seat",), law=LAW) == []
    assert codes(rating_problems(TicketState.SERVING, kept=(), law=LAW)) == ["ticket.not_rateable"]
    assert codes(rating_problems(TicketState.DONE, kept=("bow",), law=LAW)) == ["hall.standard_unknown"]
    assert rating_problems(TicketState.DONE, kept=("greeting",), law=LAW) == []


class HallFloor(RuleBasedStateMachine):
    """Two desks, any acts in any order: a number is always in exactly one place, and a desk serves one at a time."""

    DESKS = ("d1", "d2")

    @initialize()
    def begin(self) -> None:
        self.states: dict[str, TicketState] = {}
        self.at: dict[str, str | None] = {}
        self.ended: dict[str, TicketState] = {}

    def free(self, desk: str) -> bool:
        return not any(self.at[one] == desk and self.states[one] in AT_A_DESK for one in self.states)

    @rule(priority=st.sampled_from(sorted(LAW.priorities)))
    def issue(self, priority: str) -> None:
        self.states[f"{len(self.states):03d}"] = TicketState.ISSUED
        self.at[f"{len(self.at):03d}"] = None

    @precondition(lambda self: self.states)
    @rule(desk=st.sampled_from(DESKS), act=st.sampled_from(sorted(Act)), data=st.data())
    def do(self, desk: str, act: Act, data: st.DataObject) -> None:
        one = data.draw(st.sampled_from(sorted(self.states)))
        if act in (Act.CALL, Act.TAKE_OVER) and not self.free(desk):
            return
        if act not in (Act.CALL, Act.TAKE_OVER, Act.GIVE_BACK) and self.at[one] != desk:
            return
        before = self.states[one]
        self.states[one], problems = move(before, act)
        if problems:
            assert self.states[one] is before
            return
        if act in (Act.CALL, Act.TAKE_OVER):
            self.at[one] = desk
        elif act is Act.SKIP:
            self.at[one] = None
        if self.states[one] in ENDED:
            self.ended[one] = self.states[one]

    @invariant()
    def one_at_a_desk(self) -> None:
        for desk in self.DESKS:
            assert sum(self.at[one] == desk and self.states[one] in AT_A_DESK for one in self.states) <= 1

    @invariant()
    def what_ended_stays_ended(self) -> None:
        assert all(self.states[one] is state for one, state in self.ended.items())

    @invariant()
    def called_or_served_numbers_have_a_desk(self) -> None:
        assert all(self.at[one] for one, state in self.states.items() if state in AT_A_DESK)


HallFloor.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestHallFloor = HallFloor.TestCase
