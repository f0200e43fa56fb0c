"""Guards of petitions: named sentences that must hold before an act. `decide` runs the common ones and the act's own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType

from zf_law.act_guards import (
    act_not_before_last_act,
    act_not_in_future,
    act_values,
    flags_allow,
    from_state_matches,
    labels,
)
from zf_law.deadline_rules import ZONE
from zf_law.petition_closing_guards import (
    answer_is_served,
    approver_is_another_person,
    case_number_is_confirmed,
    follow_up_is_set,
    four_checks_are_evidenced,
    leader_has_received_and_replied,
    leader_has_signed,
    no_request_is_open,
    person_knows_the_case_number,
    procedure_is_exhausted,
    termination_is_confirmed,
)
from zf_law.petition_facts import FiveFixes, PetitionFacts
from zf_law.petition_stages import PetitionAct
from zf_law.problems import Problem
from zf_law.reading import Label

PetitionGuard = Callable[[PetitionAct, PetitionFacts], list[Problem]]

_FIX_LABELS: Mapping[str, Label] = MappingProxyType(
    {
        "leader": Label("定领导", "leader"),
        "officer": Label("定专人", "person"),
        "plan": Label("定方案", "plan"),
        "due": Label("定期限", "date"),
        "standard": Label("定标准", "standard"),
    }
)


def decide(act: PetitionAct, facts: PetitionFacts, *, proposal: PetitionAct | None = None) -> list[Problem]:
    """All problems at once. An automatic act reports what another agency did, so only its place in the way is checked.

    `proposal` is the act that proposed a closing: whatever happened since, its guards must hold again.
    """
    if act.automatic:
        return from_state_matches(act, facts)
    names = (*act.guards, *(proposal.guards if proposal and act.rechecks_path else ()))
    problems: list[Problem] = []
    for guard in (*COMMON_GUARDS, *(PETITION_GUARDS[name] for name in names)):
        problems.extend(guard(act, facts))
    return problems


def standing_problems(act: PetitionAct, facts: PetitionFacts) -> list[Problem]:
    """What stands against the act before its form is filled in: guards about the form's content are left out."""
    problems: list[Problem] = []
    for name in ("", *act.guards):
        if name in FORM_GUARDS:
            continue
        for guard in (PETITION_GUARDS[name],) if name else COMMON_GUARDS:
            problems.extend(guard(act, facts))
    return problems


def explanation_is_written(act: PetitionAct, facts: PetitionFacts) -> list[Problem]:
    if facts.given.explanation.strip():
        return []
    return [Problem("petition.explanation_missing", {"field": "explanation", **act_values(act)})]


def actor_has_no_interest(act: PetitionAct, facts: PetitionFacts) -> list[Problem]:
    """Staff with an interest stand back (PET 28(3)): whoever is accused, belongs to an accused unit, or was recused."""
    parties = facts.parties
    if facts.actor_id in parties.recused | parties.accused_people or facts.actor_unit in parties.accused_units:
        return [Problem("petition.actor_must_stand_back")]
    return []


def officer_has_no_interest(act: PetitionAct, facts: PetitionFacts) -> list[Problem]:
    if facts.given.officer_id in facts.parties.recused | facts.parties.accused_people:
        return [Problem("petition.officer_must_stand_back", {"field": "officer_id"})]
    return unit_is_not_accused(act, facts)


def unit_is_not_accused(act: PetitionAct, facts: PetitionFacts) -> list[Problem]:
    """No accusation goes to the unit it is about (PET 30(3))."""
    if facts.given.unit and facts.given.unit in facts.parties.accused_units:
        return [Problem("petition.unit_is_accused", {"field": "unit"})]
    return []


def receiver_is_a_partner(act: PetitionAct, facts: PetitionFacts) -> list[Problem]:
    if facts.given.receiver in facts.given.partners:
        return []
    return [Problem("petition.receiver_unknown", {"field": "receiver", "receiver": facts.given.receiver})]


def receiver_is_not_accused(act: PetitionAct, facts: PetitionFacts) -> list[Problem]:
    """An agency that is accused as a whole gets no material; an accusation of one unit names the unit (PET 30(3))."""
    if facts.given.receiver and facts.given.receiver in facts.parties.accused_agencies:
        return [Problem("petition.receiver_is_accused", {"field": "receiver"})]
    return []


def report_day_is_ahead(act: PetitionAct, facts: PetitionFacts) -> list[Problem]:
    day = facts.given.report_day
    if day is not None and day > facts.acted_at.astimezone(ZONE).date():
        return []
    return [Problem("petition.report_day_not_ahead", {"field": "report_day"})]


def ground_of_refusal_holds(act: PetitionAct, facts: PetitionFacts) -> list[Problem]:
    """Both grounds need the earlier matter, and that matter must really be what the ground says."""
    earlier = facts.given.earlier
    if earlier is None:
        return [Problem("petition.earlier_missing", {"field": "earlier_id"})]
    holds = earlier.open if facts.given.ground_earlier == "open" else earlier.finally_reviewed
    return [] if holds else [Problem("petition.ground_does_not_hold", {"field": "ground"})]


def earlier_matter_is_open(act: PetitionAct, facts: PetitionFacts) -> list[Problem]:
    earlier = facts.given.earlier
    if earlier is None:
        return [Problem("petition.earlier_missing", {"field": "earlier_id"})]
    if earlier.id == facts.petition_id or not earlier.open:
        return [Problem("petition.cannot_merge_into", {"field": "earlier_id"})]
    return []


def objection_is_in_time(act: PetitionAct, facts: PetitionFacts) -> list[Problem]:
    """Five working days from receipt (PET 23(3)); afterwards the matter stays."""
    until = facts.objection_until
    if until is None or facts.acted_at <= until:
        return []
    return [Problem("petition.objection_too_late", {"until": until.astimezone(ZONE).date().isoformat()})]


def officer_is_named(act: PetitionAct, facts: PetitionFacts) -> list[Problem]:
    return [] if facts.given.officer_id else [Problem("petition.officer_missing", {"field": "officer_id"})]


def five_fixes_are_set(act: PetitionAct, facts: PetitionFacts) -> list[Problem]:
    """Major or difficult matters start only with leader, person, plan, date and standard, approved (S-008)."""
    if "serious" not in facts.flags:
        return []
    missing = [_FIX_LABELS[name] for name in facts.fixes.missing()]
    if missing:
        return [Problem("petition.fixes_missing", labels("missing", missing))]
    if "plan_approved" not in facts.flags:
        return [Problem("petition.plan_not_approved")]
    if facts.given.officer_id and facts.given.officer_id != facts.fixes.officer_id:
        return [Problem("petition.officer_not_in_plan", {"field": "officer_id"})]
    return []


def fixes_problems(fixes: FiveFixes, *, approver: str) -> list[Problem]:
    """What stands against approving the five fixes: one of them missing, or the person himself approving."""
    missing = [_FIX_LABELS[name] for name in fixes.missing()]
    problems = [Problem("petition.fixes_missing", labels("missing", missing))] if missing else []
    if approver == fixes.officer_id:
        problems.append(Problem("petition.plan_own"))
    return problems


def every_request_is_answered(act: PetitionAct, facts: PetitionFacts) -> list[Problem]:
    """The answer speaks to each request that was raised (PET 32)."""
    left = sorted(facts.open_requests - facts.given.answered_requests)
    if not left:
        return []
    numbers = "、".join(str(number) for number in left)
    return [Problem("petition.requests_left", {"field": "results", "numbers": numbers})]


def review_is_asked_in_time(act: PetitionAct, facts: PetitionFacts) -> list[Problem]:
    return _asked_in_time(facts, facts.review_until)


def final_review_is_asked_in_time(act: PetitionAct, facts: PetitionFacts) -> list[Problem]:
    return _asked_in_time(facts, facts.final_review_until)


def actor_did_not_handle(act: PetitionAct, facts: PetitionFacts) -> list[Problem]:
    """Nobody reviews an answer of his own."""
    parties = facts.parties
    if facts.actor_id in parties.answerers or facts.actor_id == parties.officer_id:
        return [Problem("petition.reviewer_handled_it")]
    return []


def _asked_in_time(facts: PetitionFacts, until: datetime | None) -> list[Problem]:
    if until is None or facts.acted_at <= until or facts.given.late_reason.strip():
        return []
    day = until.astimezone(ZONE).date().isoformat()
    return [Problem("petition.review_asked_too_late", {"field": "late_reason", "until": day})]


COMMON_GUARDS: tuple[PetitionGuard, ...] = (
    from_state_matches,
    flags_allow,
    act_not_before_last_act,
    act_not_in_future,
)

PETITION_GUARDS: Mapping[str, PetitionGuard] = MappingProxyType(
    {
        guard.__name__: guard
        for guard in (
            explanation_is_written,
            actor_has_no_interest,
            officer_has_no_interest,
            unit_is_not_accused,
            receiver_is_a_partner,
            receiver_is_not_accused,
            report_day_is_ahead,
            ground_of_refusal_holds,
            earlier_matter_is_open,
            objection_is_in_time,
            officer_is_named,
            five_fixes_are_set,
            every_request_is_answered,
            no_request_is_open,
            answer_is_served,
            review_is_asked_in_time,
            final_review_is_asked_in_time,
            actor_did_not_handle,
            leader_has_received_and_replied,
            leader_has_signed,
            four_checks_are_evidenced,
            procedure_is_exhausted,
            follow_up_is_set,
            termination_is_confirmed,
            case_number_is_confirmed,
            person_knows_the_case_number,
            approver_is_another_person,
        )
    }
)
"""The guards an act can name in petition_stages.toml."""

FORM_GUARDS = frozenset(
    {
        "explanation_is_written",
        "officer_has_no_interest",
        "unit_is_not_accused",
        "receiver_is_a_partner",
        "receiver_is_not_accused",
        "report_day_is_ahead",
        "ground_of_refusal_holds",
        "earlier_matter_is_open",
        "officer_is_named",
        "every_request_is_answered",
        "review_is_asked_in_time",
        "final_review_is_asked_in_time",
        "four_checks_are_evidenced",
        "follow_up_is_set",
        "termination_is_confirmed",
        "case_number_is_confirmed",
        "person_knows_the_case_number",
    }
)
"""Guards about what the person fills in: the plan of possible acts does not hold the empty form against anybody."""
