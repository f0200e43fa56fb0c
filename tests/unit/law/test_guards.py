"""Each guard refuses for its own reason and for nothing else."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from tests.unit.law.matters import NOON, passed_check, spoilt
from zf_law.case_facts import SuspectFacts
from zf_law.guards import decide
from zf_law.loader import Law

HELD = SuspectFacts("held", "detained", custody_until=date(2026, 12, 1))
AWAY = SuspectFacts("away", "at_large", at_large=True)


def codes(law: Law, act: str, changes: Mapping[str, object]) -> list[str]:
    transition = law.stages.transition(act)
    return [problem.code for problem in decide(transition, spoilt(transition, **changes))]


@pytest.mark.parametrize(
    ("act", "changes", "code"),
    [
        ("file_case", {"state": "investigating"}, "stage.wrong_state"),
        ("file_case", {"agency_kind": "court", "holder_kind": "court"}, "stage.wrong_agency"),
        ("file_case", {"actor_roles": ("handler",)}, "stage.role_may_not_act"),
        ("file_case", {"documents": frozenset()}, "document.missing"),
        ("file_case", {"holder_kind": "court"}, "stage.not_holder"),
        ("file_case", {"acted_at": NOON - timedelta(days=2)}, "stage.act_before_last_act"),
        ("file_case", {"acted_at": NOON + timedelta(minutes=1)}, "stage.act_in_future"),
        ("resubmit_for_prosecution", {"documents": frozenset({"transfer_manifest"})}, "document.one_of_missing"),
        ("submit_for_prosecution", {"exit_check": None}, "gate.no_exit_check"),
        ("submit_for_prosecution", {"exit_check": replace(passed_check(), passed=False)}, "gate.exit_check_failed"),
        (
            "submit_for_prosecution",
            {"exit_check": replace(passed_check(), evidence_sufficient=False)},
            "gate.exit_check_failed",
        ),
        ("submit_for_prosecution", {"participants": {"reviewer": "handler"}}, "gate.checker_took_part"),
        ("submit_for_prosecution", {"head_signed_by": None}, "gate.head_not_signed"),
        ("submit_for_prosecution", {"suspects": ()}, "suspect.none_named"),
        ("submit_for_prosecution", {"suspects": (HELD, AWAY)}, "suspect.at_large"),
        ("submit_for_prosecution", {"open_transfer": True}, "transfer.still_open"),
        ("decide_insufficient_evidence_non_prosecution", {"returns": 0}, "stage.never_returned"),
        ("return_prosecution_transfer", {"returns": 1}, "stage.returned_before"),
        ("return_resubmitted_transfer", {"returns": 0}, "stage.never_returned"),
        ("order_supplementary_investigation", {"returns": 2}, "stage.no_return_left"),
        ("adjourn_trial", {"adjournments": 2}, "stage.no_adjournment_left"),
        ("decide_conditional_non_prosecution", {"suspects": (HELD,)}, "suspect.not_minor"),
        ("confirm_effective", {"deadlines": {}}, "stage.appeal_window_unknown"),
        ("confirm_effective", {"deadlines": {"C10": date(2026, 11, 20)}}, "stage.appeal_window_open"),
        ("decide_reconsideration", {"flags": frozenset()}, "stage.flag_missing"),
        ("request_reconsideration", {"flags": frozenset({"reconsideration_open"})}, "stage.flag_present"),
        ("approve_arrest", {"suspects": (HELD,)}, "suspect.wrong_state"),
        ("approve_arrest", {"targets": frozenset({"nobody"})}, "suspect.none_named"),
        (
            "return_arrest_request",
            {"suspects": (SuspectFacts("free", "arrest_requested"),)},
            "suspect.not_in_custody",
        ),
        (
            "return_arrest_request_at_liberty",
            {"suspects": (replace(HELD, state="arrest_requested"),)},
            "suspect.in_custody",
        ),
    ],
)
def test_one_fault_gives_one_problem(law: Law, act: str, changes: dict[str, object], code: str) -> None:
    assert codes(law, act, changes) == [code]


def test_only_the_outlet_sends_through_the_gate(law: Law) -> None:
    changes = {"actor_roles": ("bureau_leader",)}
    assert codes(law, "submit_for_prosecution", changes) == ["stage.role_may_not_act", "gate.not_the_outlet"]


def test_a_suspect_at_large_may_be_named_beside_one_who_is_present(law: Law) -> None:
    flags = frozenset({"at_large_reason_recorded"})
    assert codes(law, "submit_for_prosecution", {"suspects": (HELD, AWAY), "flags": flags}) == []
    assert codes(law, "submit_for_prosecution", {"suspects": (AWAY,), "flags": flags}) == ["suspect.at_large"]


def test_only_the_suspects_of_the_act_matter(law: Law) -> None:
    suspects = (replace(HELD, state="arrest_requested"), SuspectFacts("other", "bailed"))
    assert codes(law, "approve_arrest", {"suspects": suspects, "targets": frozenset({"held"})}) == []
    assert codes(law, "approve_arrest", {"suspects": suspects}) == ["suspect.wrong_state"]


def test_an_automatic_act_needs_no_person_but_no_wrong_person_either(law: Law) -> None:
    assert codes(law, "begin_filing_review", {"actor_roles": ()}) == []
    assert codes(law, "begin_filing_review", {"actor_roles": ("judge",)}) == ["stage.role_may_not_act"]


def test_all_problems_are_told_at_once(law: Law) -> None:
    found = codes(law, "submit_for_prosecution", {"documents": frozenset(), "exit_check": None, "head_signed_by": None})
    assert found.count("document.missing") == 3
    assert {"gate.no_exit_check", "gate.head_not_signed"} < set(found)


def test_problems_speak_of_documents_and_roles_by_name(law: Law) -> None:
    transition = law.stages.transition("file_case")
    problems = decide(transition, spoilt(transition, documents=frozenset(), actor_roles=("handler",)))
    sentences = " ".join(law.problems.describe(problem) for problem in problems)
    assert "立案决定书" in sentences
    assert "局领导" in sentences
    english = " ".join(law.problems.describe(problem, language="en") for problem in problems)
    assert "Filing decision" in english
    assert "局领导" not in english


def test_the_appeal_window_may_be_a_moment(law: Law) -> None:
    moment = datetime.fromisoformat("2026-11-19T15:00:00+00:00")
    assert codes(law, "confirm_effective", {"deadlines": {"C10.ruling": moment}}) == []
