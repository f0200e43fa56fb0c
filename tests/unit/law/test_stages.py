"""The pipeline as data: counts, wording, reachability, and the walk that the suite runs end to end."""

from dataclasses import replace

import pytest

from tests.unit.law.matters import fitting, spoilt
from zf_law.guards import GUARDS, decide
from zf_law.loader import Law, load_law
from zf_law.stages import NEW, PACKAGE_MESSAGE, Transition

TRANSITIONS = load_law().stages.transitions


def test_there_are_22_states_and_41_rows(law: Law) -> None:
    assert len(law.stages.states) == 22
    assert law.stages.numbers() == tuple(f"T{number:02d}" for number in range(1, 42))


def test_there_are_nine_suspect_states(law: Law) -> None:
    assert len(law.stages.suspect_states) == 9
    entered = {transition.to for transition in TRANSITIONS if transition.aggregate == "suspect" and transition.to}
    assert entered == set(law.stages.suspect_states)


def test_every_act_is_named_in_both_languages_and_unique() -> None:
    assert len({transition.act for transition in TRANSITIONS}) == len(TRANSITIONS)
    assert all(transition.zh and transition.en and transition.basis for transition in TRANSITIONS)


def test_every_guard_is_used_and_every_flag_is_set_and_read(law: Law) -> None:
    assert {guard for transition in TRANSITIONS for guard in transition.guards} == set(GUARDS)
    conditions = {rule.condition.removeprefix("flag:") for rule in law.deadlines.all()}
    from_outside = {"at_large_reason_recorded", "administrative_penalty_due", "referred_by_admin_body"}
    for flag in law.stages.flags:
        assert flag in from_outside or any(flag in transition.sets_flags for transition in TRANSITIONS), flag
        read = any(flag in (*one.needs_flags, *one.refuses_flags) for one in TRANSITIONS)
        assert read or flag in conditions or flag == "at_large_reason_recorded", flag


@pytest.mark.parametrize("transition", TRANSITIONS, ids=lambda transition: transition.id)
def test_every_transition_is_possible_under_fitting_facts(transition: Transition) -> None:
    assert decide(transition, fitting(transition)) == []


@pytest.mark.parametrize("transition", TRANSITIONS, ids=lambda transition: transition.id)
def test_no_transition_leaves_from_a_foreign_state(transition: Transition) -> None:
    facts = spoilt(transition, state="closed")
    assert "stage.wrong_state" in {problem.code for problem in decide(transition, facts)}
    assert [problem.code for problem in decide(transition, facts, by_message=True)] == ["stage.wrong_state"]


@pytest.mark.parametrize("transition", TRANSITIONS, ids=lambda transition: transition.id)
def test_a_message_needs_only_the_state(transition: Transition) -> None:
    facts = spoilt(transition, documents=frozenset(), actor_roles=(), exit_check=None, head_signed_by=None)
    assert decide(transition, facts, by_message=True) == []
    for state in transition.from_by_message:
        assert decide(transition, replace(facts, state=state), by_message=True) == []


def test_states_are_held_by_those_who_act_on_them(law: Law) -> None:
    for transition in TRANSITIONS:
        if "agency_holds_the_case" not in transition.guards:
            continue
        for state in transition.from_:
            holders = law.stages.state(state).holders
            assert set(holders) & set(transition.agency_kinds), (transition.id, state)


def test_permissions_belong_to_the_roles_that_act(law: Law) -> None:
    for transition in TRANSITIONS:
        for role in transition.by:
            kinds = {kind.value for kind in transition.agency_kinds}
            known = law.roles.find(role)
            assert known is not None
            if known.kinds and not set(known.kinds) & kinds:
                pytest.fail(f"{transition.id}: {role} exists in none of its agencies")
            assert transition.permission in law.roles.permissions([role]), (transition.id, role)


def test_gated_exits_are_exactly_those_of_the_two_unifications() -> None:
    gated = {transition.act for transition in TRANSITIONS if transition.gate}
    assert gated == {
        "request_arrest",
        "request_arrest_reconsideration",
        "request_arrest_higher_review",
        "request_custody_extension",
        "submit_for_prosecution",
        "resubmit_for_prosecution",
        "request_reconsideration",
        "request_higher_review",
    }


def test_packages_carry_the_steps_between_agencies() -> None:
    carried = {transition.act: transition.package for transition in TRANSITIONS if transition.package}
    assert carried == {
        "request_arrest": "arrest_request",
        "submit_for_prosecution": "prosecution",
        "resubmit_for_prosecution": "resubmission",
        "submit_indictment": "indictment",
        "revoke_conditional_non_prosecution": "indictment",
        "hand_over_for_enforcement": "enforcement",
    }


@pytest.mark.parametrize(
    ("act", "messages"),
    [
        ("register_intake", {"case.intake.registered"}),
        ("file_case", {"case.filing.decided"}),
        ("request_arrest", {PACKAGE_MESSAGE, "arrest.approval.requested"}),
        ("approve_arrest", {"arrest.decision.issued"}),
        ("refuse_arrest", {"arrest.decision.issued"}),
        ("submit_for_prosecution", {PACKAGE_MESSAGE}),
        ("accept_for_prosecution", {"case.transfer.receipted"}),
        ("return_prosecution_transfer", {"case.transfer.returned"}),
        ("order_supplementary_investigation", {"supplementary_investigation.ordered"}),
        ("decide_insufficient_evidence_non_prosecution", {"prosecution.decision.issued"}),
        ("request_reconsideration", {"reconsideration.requested"}),
        ("decide_reconsideration", {"reconsideration.decided"}),
        ("submit_indictment", {PACKAGE_MESSAGE, "prosecution.decision.issued"}),
        ("accept_for_trial", {"court.case.accepted"}),
        ("pronounce_judgment", {"court.judgment.served"}),
        ("hand_over_for_enforcement", {PACKAGE_MESSAGE, "enforcement.handover.sent"}),
    ],
)
def test_acts_tell_the_messages_of_the_catalogue(law: Law, act: str, messages: set[str]) -> None:
    assert {tell.message for tell in law.stages.transition(act).tells} == messages


def test_nobody_is_told_what_he_did_himself() -> None:
    for transition in TRANSITIONS:
        for tell in transition.tells:
            others = set(tell.to) - set(transition.agency_kinds)
            assert others, f"{transition.id} tells {tell.message} to nobody else"


WALK = [
    ("register_intake", "intake_registered"),
    ("begin_filing_review", "filing_review"),
    ("file_case", "investigating"),
    ("submit_for_exit_review", "exit_review"),
    ("return_from_exit_review", "investigating"),
    ("submit_for_exit_review", "exit_review"),
    ("submit_for_prosecution", "transfer_pending"),
    ("accept_for_prosecution", "prosecution_review"),
    ("order_supplementary_investigation", "supplementary_investigation"),
    ("resubmit_for_prosecution", "transfer_pending"),
    ("accept_for_prosecution", "prosecution_review"),
    ("submit_indictment", "indictment_pending"),
    ("receive_indictment", "court_check"),
    ("accept_for_trial", "first_instance"),
    ("pronounce_judgment", "appeal_window"),
    ("confirm_effective", "effective"),
    ("hand_over_for_enforcement", "enforcement_handover"),
    ("confirm_enforcement", "closed"),
]


def test_a_case_walks_from_report_to_closing(law: Law) -> None:
    state = NEW
    for act, target in WALK:
        transition = law.stages.transition(act)
        assert decide(transition, spoilt(transition, state=state)) == [], act
        assert transition.to == target
        state = target
    assert law.stages.state(state).end


def test_every_record_can_follow_the_walk_by_what_it_is_told(law: Law) -> None:
    """Each agency takes its own acts and those it is told; the in-between states it misses must not stop it."""
    opened = {"police": "register_intake", "procuratorate": "submit_for_prosecution", "court": "submit_indictment"}
    for kind, first in opened.items():
        state, started = "", False
        for act, target in WALK:
            transition = law.stages.transition(act)
            started = started or act == first
            told = any(kind == receiver for tell in transition.tells for receiver in tell.to)
            if started and (told or kind in transition.agency_kinds):
                allowed = {*transition.from_, *transition.from_by_message}
                assert not state or state in allowed, f"{kind}: {act} from {state}"
                state = target
        assert state in ("closed", "enforcement_handover"), kind


def test_the_second_round_is_the_last(law: Law) -> None:
    order = law.stages.transition("order_supplementary_investigation")
    assert decide(order, spoilt(order, returns=1)) == []
    assert [problem.code for problem in decide(order, spoilt(order, returns=2))] == ["stage.no_return_left"]
    assert order.counts == "returns"


def test_the_plan_shows_what_is_possible_and_why_the_rest_is_not(law: Law) -> None:
    submit = law.stages.transition("submit_for_exit_review")
    facts = spoilt(submit, actor_roles=("handler",), documents=frozenset({"closing_report"}))
    options = {option.transition.act: option.problems for option in law.stages.plan(facts)}
    assert "submit_for_prosecution" not in options
    missing = {str(problem.values["document_type"]) for problem in options["submit_for_exit_review"]}
    assert missing == {"prosecution_opinion", "litigation_volume", "transfer_manifest"}
    assert options["mark_suspect_at_large"] == ()
    assert law.stages.plan(facts)[0].problems == ()
    leader = {option.transition.act for option in law.stages.plan(facts, actor="bureau_leader")}
    assert "withdraw_case" in leader
    assert "submit_for_exit_review" not in leader


def test_unknown_acts_are_found_out(law: Law) -> None:
    assert law.stages.find("fly_away") is None
    with pytest.raises(KeyError):
        law.stages.transition("fly_away")
