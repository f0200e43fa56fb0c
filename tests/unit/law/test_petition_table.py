"""Petitions as data: what must be there, what is refused at loading, and each guard by itself."""

import copy
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from zf_law.deadline_rules import ZONE
from zf_law.loader import Law, build_law, load_law, packaged_tables
from zf_law.petition_facts import (
    FOUR_CHECKS,
    ActFacts,
    ClosingFacts,
    EarlierMatter,
    FiveFixes,
    Parties,
    PetitionFacts,
)
from zf_law.petition_guards import FORM_GUARDS, PETITION_GUARDS, decide, fixes_problems
from zf_law.petition_stages import CLOSING_PATHS
from zf_law.reading import LawDataError
from zf_law.stage_checks import NEW

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZONE)
ACTS = load_law().petitions.acts
BARE = PetitionFacts(petition_id="p", state="registered", acted_at=NOW, now=NOW, actor_id="me")


def codes(law: Law, act: str, facts: PetitionFacts) -> set[str]:
    return {problem.code for problem in decide(law.petitions.act(act), facts)}


def test_every_state_of_the_handbook_is_there(law: Law) -> None:
    handbook = {
        "registered", "forwarded", "assigned", "advised", "accepted", "handling", "answered", "petition_review",
        "reviewed", "petition_final_review", "finally_reviewed", "closed", "not_accepted", "withdrawn", "merged",
        "litigation_path", "reopened", "objected", "returned",
    }  # fmt: skip
    assert handbook <= set(law.petitions.states)
    ends = {state.id for state in law.petitions.states.values() if state.end}
    assert {"closed", "not_accepted", "withdrawn", "merged", "returned"} <= ends


def test_every_state_says_something_to_the_petitioner(law: Law) -> None:
    assert all(state.told.zh.endswith("。") and state.told.en for state in law.petitions.states.values())


def test_there_are_six_ways_and_two_grounds(law: Law) -> None:
    assert len(law.petitions.ways) == 6
    assert [way.id for way in law.petitions.ways.values() if way.opinion] == ["handling_opinion"]
    assert {ground.earlier for ground in law.petitions.refusals.values()} == {"open", "finally_reviewed"}


def test_each_closing_path_has_one_act_and_nobody_closes_alone(law: Law) -> None:
    assert {law.petitions.proposing(path) is not None for path in CLOSING_PATHS} == {True}
    approving = law.petitions.act("approve_closing")
    assert approving.rechecks_path
    assert "approver_is_another_person" in approving.guards
    closers = {act.permission for act in ACTS if act.to == "closed"}
    # What was answered before this system came in from an old ledger already closed.
    assert closers == {"petition.approve_closing", "petition.import"}


def test_every_guard_is_used_and_every_form_guard_is_a_guard() -> None:
    used = {guard for act in ACTS for guard in act.guards}
    assert used == set(PETITION_GUARDS)
    assert set(PETITION_GUARDS) >= FORM_GUARDS


def test_every_clock_that_starts_is_ended_by_some_act(law: Law) -> None:
    started = {rule for act in ACTS for rule in (*act.starts, *act.restarts)}
    ended = {rule for act in ACTS for rule in (*act.stops, *act.cancels)}
    assert started == {rule for rule in started if rule in ended}
    assert {f"X{number:02d}" for number in range(1, 11)} <= started


def test_no_act_leads_out_of_an_end_but_the_reopening(law: Law) -> None:
    ends = {state.id for state in law.petitions.states.values() if state.end}
    assert {act.act for act in ACTS if act.to and ends & set(act.from_)} == {"reopen_petition"}


def test_the_way_to_review_is_open_from_every_answer(law: Law) -> None:
    """No closing, no settlement, no rating stands before it."""
    asked = law.petitions.act("request_review")
    assert asked.guards == ("review_is_asked_in_time",)
    assert "closing_proposed" not in asked.refuses_flags


def broken(change: Callable[[dict[str, Any]], None]) -> str:
    tables: dict[str, Any] = dict(packaged_tables())
    tables["petition_stages"] = copy.deepcopy(dict(tables["petition_stages"]))
    change(tables["petition_stages"])
    with pytest.raises(LawDataError) as refused:
        build_law(tables)
    return str(refused.value)


def act_of(table: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(act for act in table["act"] if act["act"] == name)
    return found


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda table: act_of(table, "accept_petition").update(colour="blue"), "unknown key"),
        (lambda table: act_of(table, "accept_petition").update(guards=["moon_is_full"]), "unknown guard"),
        (lambda table: act_of(table, "accept_petition").update(to="heaven"), "unknown state"),
        (lambda table: act_of(table, "accept_petition").update({"from": ["hell"]}), "unknown state"),
        (lambda table: act_of(table, "accept_petition").update(permission="petition.rule"), "unknown permission"),
        (lambda table: act_of(table, "accept_petition").update(starts=["X99"]), "unknown deadline rule"),
        (lambda table: act_of(table, "accept_petition").update(documents=["love_letter"]), "unknown document"),
        (lambda table: act_of(table, "accept_petition").update(needs_flags=["red"]), "unknown flag"),
        (lambda table: act_of(table, "accept_petition").update(tells=["case.opened"]), "message of petitions"),
        (lambda table: act_of(table, "accept_petition").update(id="T01"), "Q-number"),
        (lambda table: act_of(table, "accept_petition").update(events=[]), "no act produces the event"),
        (lambda table: act_of(table, "propose_settled").update(path=""), "proposes the closing path"),
        (lambda table: table["act"].append(dict(act_of(table, "accept_petition"))), "appears twice"),
        (lambda table: table["state"].append({**table["state"][0], "id": "limbo"}), "cannot be reached"),
        (lambda table: table["refusal"][0].update(earlier="yesterday"), "'earlier' is one of"),
        (lambda table: table["way"][0].update(opinion=True), "exactly one way"),
    ],
)
def test_a_wrong_table_is_refused(change: Callable[[dict[str, Any]], None], fault: str) -> None:
    assert fault in broken(change)


SERIOUS = replace(BARE, state="accepted", flags=frozenset({"serious", "appeal_claim"}))
FIXES = FiveFixes("leader", "officer", "plan", date(2026, 12, 1), "standard")


@pytest.mark.parametrize("gone", ["leader_id", "officer_id", "plan", "due", "standard"])
def test_each_of_the_five_fixes_holds_up_the_start(law: Law, gone: str) -> None:
    fixes = replace(FIXES, due=None) if gone == "due" else replace(FIXES, **{gone: ""})  # type: ignore[arg-type]
    facts = replace(SERIOUS, fixes=fixes, given=ActFacts(officer_id="officer"))
    assert codes(law, "start_handling", facts) == {"petition.fixes_missing"}


def test_the_five_fixes_are_for_serious_matters_only(law: Law) -> None:
    plain = replace(SERIOUS, flags=frozenset({"appeal_claim"}), given=ActFacts(officer_id="officer"))
    assert codes(law, "start_handling", plain) == set()
    whole = replace(SERIOUS, fixes=FIXES, given=ActFacts(officer_id="officer"))
    assert codes(law, "start_handling", whole) == {"petition.plan_not_approved"}
    approved = replace(whole, flags=whole.flags | {"plan_approved"})
    assert codes(law, "start_handling", approved) == set()
    assert [problem.code for problem in fixes_problems(FIXES, approver="officer")] == ["petition.plan_own"]


SERVED = replace(
    BARE,
    state="answered",
    flags=frozenset({"appeal_claim", "opinion_given", "answer_served"}),
    review_until=NOW + timedelta(days=30),
    closing=ClosingFacts(path="settled", proposed_by="officer", evidenced=frozenset(FOUR_CHECKS)),
    parties=Parties(first_handler_id="first", officer_id="officer"),
)


@pytest.mark.parametrize("gone", FOUR_CHECKS)
def test_each_of_the_four_checks_holds_up_a_settled_closing(law: Law, gone: str) -> None:
    assert codes(law, "propose_settled", SERVED) == set()
    lacking = replace(SERVED, closing=replace(SERVED.closing, evidenced=frozenset(FOUR_CHECKS) - {gone}))
    assert codes(law, "propose_settled", lacking) == {"petition.checks_missing"}


@pytest.mark.parametrize("who", ["first", "officer", "proposer"])
def test_none_of_the_three_approves(law: Law, who: str) -> None:
    facts = replace(
        SERVED,
        actor_id=who,
        flags=SERVED.flags | {"closing_proposed"},
        closing=replace(SERVED.closing, proposed_by="proposer"),
    )
    assert codes(law, "approve_closing", facts) == {"petition.approver_is_handler"}


def test_the_grounds_are_asked_again_at_the_approval(law: Law) -> None:
    facts = replace(SERVED, flags=SERVED.flags | {"closing_proposed"}, open_requests=frozenset({3}))
    approve = law.petitions.act("approve_closing")
    proposal = law.petitions.proposing("settled")
    assert {one.code for one in decide(approve, facts, proposal=proposal)} == {"petition.requests_open"}


@pytest.mark.parametrize(
    ("state", "until", "blocked"),
    [
        ("answered", NOW + timedelta(days=1), True),
        ("answered", NOW - timedelta(seconds=1), False),
        ("answered", None, True),
        ("reviewed", NOW + timedelta(days=1), True),
        ("finally_reviewed", None, False),
    ],
)
def test_exhausted_means_that_nothing_is_left_to_ask_for(
    law: Law, state: str, until: datetime | None, blocked: bool
) -> None:
    served = SERVED.flags | {"review_served", "final_review_served"}
    closing = ClosingFacts(path="procedure_exhausted", follow_up_until=date(2027, 1, 1))
    facts = replace(SERVED, state=state, flags=served, closing=closing, review_until=until, final_review_until=until)
    assert codes(law, "propose_exhausted", facts) == ({"petition.procedure_not_exhausted"} if blocked else set())


@pytest.mark.parametrize(
    ("earlier", "ground", "found"),
    [
        (None, "open", "petition.earlier_missing"),
        (EarlierMatter("e", open=True, finally_reviewed=False), "open", ""),
        (EarlierMatter("e", open=False, finally_reviewed=True), "open", "petition.ground_does_not_hold"),
        (EarlierMatter("e", open=False, finally_reviewed=True), "finally_reviewed", ""),
        (EarlierMatter("e", open=True, finally_reviewed=False), "finally_reviewed", "petition.ground_does_not_hold"),
    ],
)
def test_the_two_grounds_of_refusal(law: Law, earlier: EarlierMatter | None, ground: str, found: str) -> None:
    given = ActFacts(explanation="同一事项", earlier=earlier, ground_earlier=ground)
    assert codes(law, "refuse_acceptance", replace(BARE, given=given)) == ({found} if found else set())


ACCUSED = Parties(
    accused_units=frozenset({"economic"}),
    accused_agencies=frozenset({"court"}),
    accused_people=frozenset({"villain"}),
    recused=frozenset({"cousin"}),
)


@pytest.mark.parametrize(("actor", "unit"), [("villain", "x"), ("cousin", "x"), ("somebody", "economic")])
def test_who_has_an_interest_stands_back(law: Law, actor: str, unit: str) -> None:
    facts = replace(BARE, actor_id=actor, actor_unit=unit, parties=ACCUSED)
    assert codes(law, "accept_petition", facts) == {"petition.actor_must_stand_back"}


def test_nothing_goes_to_the_accused(law: Law) -> None:
    partners = frozenset({"court", "police"})
    given = ActFacts(receiver="court", partners=partners, report_day=date(2026, 12, 1))
    for act in ("forward_petition", "assign_petition"):
        facts = replace(BARE, parties=ACCUSED, given=given)
        assert codes(law, act, facts) == {"petition.receiver_is_accused"}
        assert codes(law, act, replace(facts, given=replace(given, receiver="police"))) == set()
    unit = replace(BARE, parties=ACCUSED, given=ActFacts(unit="economic"))
    assert codes(law, "accept_petition", unit) == {"petition.unit_is_accused"}


def test_an_objection_has_its_five_days(law: Law) -> None:
    facts = replace(BARE, state="received", given=ActFacts(explanation="不属于本机关"), objection_until=NOW)
    assert codes(law, "raise_objection", facts) == set()
    late = replace(facts, objection_until=NOW - timedelta(seconds=1))
    assert codes(law, "raise_objection", late) == {"petition.objection_too_late"}


def test_the_objection_period_is_that_of_the_handbook(law: Law) -> None:
    """Forwarded petition received 2026-09-24: five working days end on 2026-10-09, over National Day."""
    from zf_law.deadlines import compute

    rule = law.deadlines.rule("X03.objection", on=date(2026, 9, 24))
    assert compute(rule, anchor=date(2026, 9, 24), calendar=law.calendar).due == date(2026, 10, 9)
    notice = law.deadlines.rule("X02", on=date(2026, 9, 18))
    assert compute(notice, anchor=date(2026, 9, 18), calendar=law.calendar).due == date(2026, 10, 8)


def test_a_messages_act_asks_only_for_its_place(law: Law) -> None:
    assert codes(law, "note_tracking", replace(BARE, state="forwarded", acted_at=NOW + timedelta(days=9))) == set()
    assert codes(law, "note_tracking", replace(BARE, state="closed")) == {"stage.wrong_state"}


def test_the_plan_holds_no_empty_form_against_anybody(law: Law) -> None:
    options: Mapping[str, bool] = {one.act.act: not one.problems for one in law.petitions.plan(BARE)}
    assert options["forward_petition"]
    assert options["refuse_acceptance"]
    assert not any(name.startswith(("receive_", "note_")) for name in options)
    assert NEW not in {state for act in ACTS if not act.opens for state in act.from_}
