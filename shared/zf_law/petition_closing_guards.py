"""Guards of closing a petition (handbook 3.6): four paths, never a condition for relief, never by the handler alone."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from zf_law.act_guards import labels, local_time
from zf_law.deadline_rules import ZONE
from zf_law.petition_facts import FOUR_CHECKS, PetitionFacts
from zf_law.petition_stages import PetitionAct
from zf_law.problems import Problem
from zf_law.reading import Label

_CHECK_LABELS: Mapping[str, Label] = MappingProxyType(
    {
        "facts_established": Label("事实查清", "facts established"),
        "measures_done": Label("措施落实", "measures carried out"),
        "problem_solved": Label("问题解决", "problem solved"),
        "petitioner_settled": Label("信访人息诉", "petitioner settled"),
    }
)
_CONFIRMING_LEVELS = ("province", "central")


def leader_has_received_and_replied(act: PetitionAct, facts: PetitionFacts) -> list[Problem]:
    """Major or difficult matters: a leader receives the petitioner and signs the reply (S-004)."""
    if "serious" not in facts.flags:
        return []
    problems: list[Problem] = []
    if not facts.leader_received:
        problems.append(Problem("petition.leader_did_not_receive"))
    if not facts.leader_replied and facts.state != "litigation_path":
        problems.append(Problem("petition.leader_did_not_reply"))
    return problems


def leader_has_signed(act: PetitionAct, facts: PetitionFacts) -> list[Problem]:
    """The reply in a major or difficult matter goes out under a leader's own signature (S-004)."""
    if "serious" not in facts.flags or facts.leader_replied:
        return []
    return [Problem("petition.leader_did_not_reply")]


def four_checks_are_evidenced(act: PetitionAct, facts: PetitionFacts) -> list[Problem]:
    missing = [_CHECK_LABELS[name] for name in FOUR_CHECKS if name not in facts.closing.evidenced]
    return [Problem("petition.checks_missing", {"field": "checks", **labels("missing", missing)})] if missing else []


def procedure_is_exhausted(act: PetitionAct, facts: PetitionFacts) -> list[Problem]:
    """The final review was given, or the petitioner let the period for the next step pass (PET 35, 36)."""
    if facts.state == "finally_reviewed":
        return []
    until = facts.final_review_until if facts.state == "reviewed" else facts.review_until
    if until is not None and facts.now > until:
        return []
    return [Problem("petition.procedure_not_exhausted", {"until": local_time(until) if until else "—"})]


def follow_up_is_set(act: PetitionAct, facts: PetitionFacts) -> list[Problem]:
    """The petitioner need not agree; help and follow-up stay owed (PET 37(3))."""
    until = facts.closing.follow_up_until
    if until is not None and until > facts.now.astimezone(ZONE).date():
        return []
    return [Problem("petition.follow_up_missing", {"field": "follow_up_until"})]


def termination_is_confirmed(act: PetitionAct, facts: PetitionFacts) -> list[Problem]:
    closing = facts.closing
    if closing.confirmed_by and closing.confirmation_level in _CONFIRMING_LEVELS:
        return []
    return [Problem("petition.termination_not_confirmed", {"field": "confirmation_level"})]


def case_number_is_confirmed(act: PetitionAct, facts: PetitionFacts) -> list[Problem]:
    return [] if facts.closing.case_no else [Problem("petition.case_number_missing", {"field": "case_no"})]


def person_knows_the_case_number(act: PetitionAct, facts: PetitionFacts) -> list[Problem]:
    told = facts.closing.case_no_told_at
    if told is not None and told <= facts.now:
        return []
    return [Problem("petition.case_number_not_told", {"field": "case_no_told_at"})]


def approver_is_another_person(act: PetitionAct, facts: PetitionFacts) -> list[Problem]:
    """Approver ≠ handler: neither the officer, nor the first handler, nor whoever proposed the closing."""
    parties = facts.parties
    if facts.actor_id in {parties.officer_id, parties.first_handler_id, facts.closing.proposed_by}:
        return [Problem("petition.approver_is_handler")]
    return []


def no_request_is_open(act: PetitionAct, facts: PetitionFacts) -> list[Problem]:
    if not facts.open_requests:
        return []
    numbers = "、".join(str(number) for number in sorted(facts.open_requests))
    return [Problem("petition.requests_open", {"numbers": numbers})]


def answer_is_served(act: PetitionAct, facts: PetitionFacts) -> list[Problem]:
    served = {"answered": "answer_served", "reviewed": "review_served", "finally_reviewed": "final_review_served"}
    flag = served.get(facts.state, "answer_served")
    return [] if flag in facts.flags else [Problem("petition.answer_not_served")]
