"""Appointments on two sides: who does what, what needs consent, and that both sides agree in the end (S-002, S-003)."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from zf_intake.reception.appointments.rules import (
    ENDED,
    HOME_ACTS,
    HOST_ACTS,
    MOVES,
    Act,
    Candidate,
    Offer,
    Request,
    Standing,
    State,
    arrival_problems,
    further,
    honoured_share,
    is_substitution,
    offer_problems,
    proposed,
    side_problems,
    step,
)
from zf_law.problems import Problem
from zf_platform.clock import ZONE

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZONE)
STANDINGS = st.builds(Standing, st.sampled_from(State), st.integers(0, 4))


def codes(problems: list[Problem]) -> list[str]:
    return [problem.code for problem in problems]


@given(STANDINGS, st.sampled_from(Act))
def test_a_step_is_made_or_refused_and_nothing_leaves_an_end(standing: Standing, act: Act) -> None:
    after, problems = step(standing, act)
    if standing.state in MOVES[act]:
        assert problems == []
        assert after.offer_no == standing.offer_no + (act in (Act.OFFER, Act.REFUSE))
    else:
        assert codes(problems) == ["appointment.wrong_state"]
        assert after == standing
    if standing.state in ENDED:
        assert problems


@given(STANDINGS, STANDINGS, STANDINGS)
def test_hearing_of_each_other_in_any_order_ends_the_same(one: Standing, two: Standing, three: Standing) -> None:
    assert further(one, one) == one
    assert further(one, two).order == further(two, one).order
    assert further(further(one, two), three).order == further(one, further(two, three)).order


@given(STANDINGS, st.sampled_from(Act))
def test_every_step_goes_further(standing: Standing, act: Act) -> None:
    """So the side that acted last in one line of events is never overruled by its own past."""
    after, problems = step(standing, act)
    if not problems:
        assert further(standing, after) == after


def test_each_side_does_its_own_part() -> None:
    assert set(Act) == HOST_ACTS | HOME_ACTS
    for act in Act:
        assert side_problems(act, here="a", home="a", host="a") == []
        wrong, right = ("home", "host") if act in HOST_ACTS else ("host", "home")
        assert codes(side_problems(act, here=wrong, home="home", host="host")) == ["appointment.other_side"]
        assert side_problems(act, here=right, home="home", host="host") == []


class TwoSides(RuleBasedStateMachine):
    """Home and host act on what each knows; words cross in order, but late. When all are heard, both stand alike."""

    @initialize()
    def begin(self) -> None:
        self.sides = {"home": Standing(State.REQUESTED), "host": Standing(State.REQUESTED)}
        self.under_way: dict[str, list[Standing]] = {"home": [], "host": []}

    @rule(side=st.sampled_from(["home", "host"]), act=st.sampled_from(Act), other=st.booleans())
    def act(self, side: str, act: Act, other: bool) -> None:
        if side_problems(act, here=side, home="home", host="host"):
            return
        after, problems = step(self.sides[side], act, to=State.REASSIGNED if other else None)
        if not problems:
            self.sides[side] = after
            self.under_way["host" if side == "home" else "home"].append(after)

    @rule(side=st.sampled_from(["home", "host"]))
    def hear(self, side: str) -> None:
        if self.under_way[side]:
            self.sides[side] = further(self.sides[side], self.under_way[side].pop(0))

    @invariant()
    def they_agree_once_everything_is_heard(self) -> None:
        heard = dict(self.sides)
        for side, words in self.under_way.items():
            for word in words:
                heard[side] = further(heard[side], word)
        assert heard["home"].order == heard["host"].order


TwoSides.TestCase.settings = settings(max_examples=80, stateful_step_count=40, deadline=None)
TestTwoSides = TwoSides.TestCase


def offer(**changed: object) -> Offer:
    values: dict[str, object] = {
        "leader_id": "li",
        "leader_known": True,
        "named": False,
        "fits": False,
        "agreed": "",
        "meets_at": NOW + timedelta(days=2),
        "now": NOW,
        "reason": "",
    }
    return Offer(**{**values, **changed})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("offered", "substitution"),
    [
        (offer(), False),
        (offer(named=True, fits=True), False),
        (offer(named=True), True),
        (offer(agreed="li"), False),
        (offer(agreed="wang"), True),
        (offer(named=True, agreed="li"), False),
        (offer(named=True, fits=True, agreed="wang"), False),
    ],
)
def test_another_leader_than_named_or_agreed_is_a_substitute(offered: Offer, substitution: bool) -> None:
    assert is_substitution(offered) is substitution
    assert ("appointment.reason_needed" in codes(offer_problems(offered))) is substitution


def test_an_offer_names_a_known_leader_and_a_time_to_come() -> None:
    assert codes(offer_problems(offer(leader_known=False, meets_at=NOW))) == [
        "reception.leader_unknown",
        "appointment.time_past",
    ]


def test_the_proposal_follows_name_then_portfolio_then_turn() -> None:
    leaders = [
        Candidate("chief", (), 1),
        Candidate("li", ("trial",), 2, load=3),
        Candidate("wang", ("trial", "conduct"), 3, load=1),
    ]
    assert proposed(leaders, matter="trial", named="chief") == ("chief", "named")
    assert proposed(leaders, matter="trial", named="somebody else") == ("wang", "portfolio")
    assert proposed(leaders, matter="compensation", named="") == ("chief", "rank")
    assert proposed([], matter="trial", named="") == ("", "nobody")


def test_nobody_appears_or_fails_to_appear_before_the_time() -> None:
    at = NOW + timedelta(hours=5)
    assert codes(arrival_problems(Act.CHECK_IN, meets_at=at, now=NOW)) == ["appointment.too_early"]
    assert arrival_problems(Act.CHECK_IN, meets_at=at, now=NOW + timedelta(hours=1)) == []
    assert codes(arrival_problems(Act.NO_SHOW, meets_at=at, now=NOW + timedelta(hours=4))) == ["appointment.too_early"]
    assert arrival_problems(Act.NO_SHOW, meets_at=at, now=at) == []


def test_the_share_of_named_requests_honoured() -> None:
    share = honoured_share(
        [
            Request(State.HELD, named=True, fits=True),
            Request(State.HELD, named=True, fits=True),
            Request(State.HELD, named=True, fits=False),
            Request(State.CANCELLED, named=True, fits=False),
            Request(State.NO_SHOW, named=True, fits=True),
            Request(State.OFFERED, named=True, fits=True),
            Request(State.HELD, named=False, fits=False),
        ]
    )
    assert (share.named, share.honoured, share.substituted, share.lost, share.share) == (6, 2, 1, 1, 0.5)
    assert honoured_share([]).share is None
