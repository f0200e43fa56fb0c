"""Rules of collective decisions: what a vote comes to, who may speak when, what a resolution bars. Facts only."""

from dataclasses import replace
from datetime import timedelta
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.casemgmt.files import NOW
from zf_casemgmt.deliberations import rules
from zf_casemgmt.deliberations.binding_rules import ADOPTED, REJECTED, UNDECIDED, Binding, Standing, act_problems
from zf_casemgmt.deliberations.paper_rules import decision_text
from zf_casemgmt.deliberations.rules import Count, Discussion, Seat
from zf_law.deliberations import Committee
from zf_law.loader import load_law

LAW = load_law()
FOUND = LAW.deliberations.committee_of("police")
assert FOUND is not None
COMMITTEE: Committee = FOUND
Opinion = Literal["", "for", "against", "own"]
SEATS = st.lists(
    st.tuples(st.booleans(), st.booleans(), st.sampled_from(("", "for", "against", "own"))), min_size=1, max_size=15
)


def seats_of(rows: list[tuple[bool, bool, str]]) -> list[Seat]:
    """(present, recused, opinion) of each; the first is the chair."""
    return [
        Seat(
            f"m{number}",
            f"委员{number}",
            "chair" if number == 0 else "member",
            present=present,
            recused="曾任本案承办人" if recused else "",
            opinion=opinion if present and not recused else "",
        )
        for number, (present, recused, opinion) in enumerate(rows)
    ]


@given(SEATS)
def test_a_side_wins_only_with_more_than_half_of_all_members(rows: list[tuple[bool, bool, str]]) -> None:
    seats = seats_of(rows)
    votes = rules.count(seats)
    outcome = rules.result(votes, committee=COMMITTEE)
    favour = sum(seat.opinion == "for" for seat in seats)
    against = sum(seat.opinion == "against" for seat in seats)
    assert votes.members == len(rows), "absent and withdrawn members count among all"
    assert votes.favour + votes.against + votes.own + votes.missing == len(rows)
    assert (outcome == ADOPTED) == (favour * 2 > len(rows))
    assert (outcome == REJECTED) == (against * 2 > len(rows))


@given(SEATS)
def test_nobody_who_withdrew_or_is_absent_moves_the_result(rows: list[tuple[bool, bool, str]]) -> None:
    seats = seats_of(rows)
    shouted = [replace(seat, opinion=seat.opinion if seat.votes else "for") for seat in seats]
    assert rules.count(shouted) == rules.count(seats)


@given(SEATS)
def test_every_opinion_is_with_the_result_or_on_record_against_it(rows: list[tuple[bool, bool, str]]) -> None:
    seats = seats_of(rows)
    outcome = rules.result(rules.count(seats), committee=COMMITTEE)
    dissent = set(rules.dissents(seats, outcome))
    agreeing = {ADOPTED: "for", REJECTED: "against"}.get(outcome)
    for seat in seats:
        assert (seat in dissent) == bool(seat.opinion and seat.opinion != agreeing)


@given(SEATS)
def test_the_leader_speaks_only_when_everybody_who_may_vote_has_spoken(rows: list[tuple[bool, bool, str]]) -> None:
    seats = seats_of([(True, False, ""), *rows])
    found = Discussion(rules.CONVENED, "m0", "委员0", NOW)
    codes = {
        one.code
        for one in rules.opinion_problems(
            found, seats, actor_id="m0", now=NOW + timedelta(hours=1), committee=COMMITTEE
        )
    }
    silent = [seat for seat in seats[1:] if seat.votes and not seat.opinion]
    assert ("deliberation.leader_speaks_last" in codes) == bool(silent)


@pytest.mark.parametrize(
    ("members", "present", "code"), [(5, 3, ""), (5, 2, "deliberation.no_quorum"), (6, 3, "deliberation.no_quorum")]
)
def test_quorum_is_more_than_half_of_those_who_may_vote(members: int, present: int, code: str) -> None:
    seats = seats_of([(number < present, False, "") for number in range(members)])
    assert [one.code for one in rules.quorum_problems(seats, committee=COMMITTEE)] == ([code] if code else [])
    withdrawn = [replace(seat, recused="回避") for seat in seats]
    assert rules.quorum_problems(withdrawn, committee=COMMITTEE), "who may not vote makes no quorum"


@pytest.mark.parametrize(
    ("kind", "members", "code"),
    [
        ("police", 4, "deliberation.too_few_members"),
        ("police", 6, ""),
        ("court", 5, ""),
        ("court", 6, "deliberation.members_even"),
        ("procuratorate", 8, "deliberation.members_even"),
    ],
)
def test_each_committee_has_its_own_size(kind: str, members: int, code: str) -> None:
    committee = LAW.deliberations.committee_of(kind)
    assert committee is not None
    assert [one.code for one in rules.size_problems(members, committee=committee)] == ([code] if code else [])


def bound(act: str, *bindings: Binding, grave: bool = False, targets: frozenset[str] = frozenset()) -> list[str]:
    standing = Standing(bindings, grave)
    found = act_problems(act, targets, standing, law=LAW.deliberations, stages=LAW.stages, kind="police")
    return [one.code for one in found]


def binding(act: str, outcome: str = ADOPTED, suspect: str = "") -> Binding:
    return Binding("r1", "d1", "云公执委议〔2026〕1号", act, suspect, outcome)


@pytest.mark.parametrize("choice", LAW.deliberations.choices, ids=lambda choice: choice.id)
def test_a_resolution_for_one_act_of_a_choice_bars_the_others_only(choice: object) -> None:
    for act in choice.acts:  # type: ignore[attr-defined]
        for other in choice.acts:  # type: ignore[attr-defined]
            codes = bound(other, binding(act))
            assert ("deliberation.bound" in codes) == (act != other)
            against = bound(other, binding(act, REJECTED))
            assert ("deliberation.decided_against" in against) == (act == other)


def test_acts_outside_every_choice_are_free() -> None:
    inside = {act for choice in LAW.deliberations.choices for act in choice.acts}
    outside = [one.act for one in LAW.stages.transitions if one.act not in inside]
    assert len(outside) > 50
    for act in outside:
        assert bound(act, binding("withdraw_case"), binding("file_case", REJECTED), grave=True) == []


def test_a_major_case_waits_and_each_person_needs_the_resolution() -> None:
    assert bound("withdraw_case") == []
    assert bound("withdraw_case", grave=True) == ["deliberation.required"]
    assert bound("withdraw_case", binding("withdraw_case"), grave=True) == []
    both = frozenset({"s1", "s2"})
    one = binding("request_arrest", suspect="s1")
    assert bound("request_arrest", one, grave=True, targets=frozenset({"s1"})) == []
    assert bound("request_arrest", one, grave=True, targets=both) == ["deliberation.required"]
    assert bound("request_arrest", one, binding("request_arrest", suspect="s2"), grave=True, targets=both) == []
    assert bound("bail_suspect", one, targets=frozenset({"s2"})) == [], "somebody else is not bound by it"


def test_death_review_always_waits_at_the_court() -> None:
    found = act_problems(
        "send_for_death_review", (), Standing(), law=LAW.deliberations, stages=LAW.stages, kind="court"
    )
    assert [one.code for one in found] == ["deliberation.required"]


def test_the_paper_says_votes_and_result_and_nobodys_name() -> None:
    votes = Count(members=5, favour=3, against=1, own=0)
    text = decision_text(COMMITTEE, act="撤销案件", asked="是否撤案", outcome=ADOPTED, votes=votes, text="理由。")
    assert "委员5人，同意3人，不同意1人，另行意见0人，缺席或者回避1人" in text
    assert "决定：同意“撤销案件”" in text
    assert "不同意“撤销案件”" in decision_text(
        COMMITTEE, act="撤销案件", asked="是否撤案", outcome=REJECTED, votes=votes, text="理由。"
    )


def test_no_majority_is_no_result() -> None:
    assert rules.result(Count(members=4, favour=2, against=2, own=0), committee=COMMITTEE) == UNDECIDED
    assert rules.result(Count(members=6, favour=3, against=0, own=0), committee=COMMITTEE) == UNDECIDED
