"""Guards: named sentences that must hold before an act. `decide` runs the common ones and the act's own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from types import MappingProxyType

from zf_law.act_guards import (
    act_not_before_last_act,
    act_not_in_future,
    act_values,
    flags_allow,
    from_state_matches,
    labels,
)
from zf_law.agencies import KIND_LABELS
from zf_law.case_facts import CaseFacts, ExitCheck, SuspectFacts
from zf_law.deadline_rules import ZONE
from zf_law.problems import Problem
from zf_law.stages import Transition

__all__ = ["COMMON_GUARDS", "GUARDS", "MAX_RETURNS", "CaseFacts", "ExitCheck", "Guard", "SuspectFacts", "decide"]

MAX_RETURNS = 2
"""Rounds of supplementary investigation, and likewise adjournments (CPL 175, 205)."""

_APPEAL_RULES = ("C10", "C10.ruling")


Guard = Callable[[Transition, CaseFacts], list[Problem]]


def decide(transition: Transition, facts: CaseFacts, *, by_message: bool = False) -> list[Problem]:
    """All problems at once. `by_message`: another agency has acted and told us, so only the from-state is checked."""
    if by_message:
        if facts.state in transition.from_by_message:
            return []
        return from_state_matches(transition, facts)
    problems: list[Problem] = []
    for guard in (*COMMON_GUARDS, *(GUARDS[name] for name in transition.guards)):
        problems.extend(guard(transition, facts))
    return problems


def agency_may_act(transition: Transition, facts: CaseFacts) -> list[Problem]:
    if facts.agency_kind in transition.agency_kinds:
        return []
    allowed = [KIND_LABELS[kind] for kind in transition.agency_kinds]
    return [Problem("stage.wrong_agency", {**act_values(transition), **labels("agencies", allowed)})]


def role_may_trigger(transition: Transition, facts: CaseFacts) -> list[Problem]:
    """An automatic act needs no role when nobody in person triggers it."""
    if set(transition.by) & set(facts.actor_roles) or (transition.automatic and not facts.actor_roles):
        return []
    allowed = [transition.names[role] for role in transition.by]
    return [Problem("stage.role_may_not_act", {**act_values(transition), **labels("roles", allowed)})]


def documents_are_present(transition: Transition, facts: CaseFacts) -> list[Problem]:
    problems = [
        Problem("document.missing", {"document_type": document, **labels("document", [transition.names[document]])})
        for document in transition.documents
        if document not in facts.documents
    ]
    for group in transition.documents_any:
        if not facts.documents.intersection(group):
            titles = [transition.names[document] for document in group]
            problems.append(Problem("document.one_of_missing", labels("documents", titles)))
    return problems


def suspect_state_allows(transition: Transition, facts: CaseFacts) -> list[Problem]:
    if transition.aggregate != "suspect":
        return []
    known = {suspect.id for suspect in facts.suspects}
    if not facts.targeted() or not facts.targets <= known:
        return [Problem("suspect.none_named")]
    wrong = [suspect for suspect in facts.targeted() if suspect.state not in transition.suspect_from]
    return [
        Problem("suspect.wrong_state", {**act_values(transition), "suspect": one.id, "state": one.state})
        for one in wrong
    ]


def agency_holds_the_case(transition: Transition, facts: CaseFacts) -> list[Problem]:
    if facts.agency_kind == facts.holder_kind:
        return []
    holder = [label for kind, label in KIND_LABELS.items() if kind == facts.holder_kind]
    return [Problem("stage.not_holder", labels("holder", holder))]


def exit_check_is_passed(transition: Transition, facts: CaseFacts) -> list[Problem]:
    """The checker is a third person: neither the sender nor a handler of the case (两统一)."""
    check = facts.exit_check
    if check is None:
        return [Problem("gate.no_exit_check")]
    problems: list[Problem] = []
    if not (check.passed and check.all_points):
        problems.append(Problem("gate.exit_check_failed"))
    if facts.participants.get(check.checker_id) == "handler":
        problems.append(Problem("gate.checker_took_part"))
    return problems


def head_has_signed(transition: Transition, facts: CaseFacts) -> list[Problem]:
    return [] if facts.head_signed_by else [Problem("gate.head_not_signed")]


def sender_is_the_outlet(transition: Transition, facts: CaseFacts) -> list[Problem]:
    return [] if "outlet_clerk" in facts.actor_roles else [Problem("gate.not_the_outlet")]


def returns_left(transition: Transition, facts: CaseFacts) -> list[Problem]:
    return [] if facts.returns < MAX_RETURNS else [Problem("stage.no_return_left", {"maximum": MAX_RETURNS})]


def adjournments_left(transition: Transition, facts: CaseFacts) -> list[Problem]:
    if facts.adjournments < MAX_RETURNS:
        return []
    return [Problem("stage.no_adjournment_left", {"maximum": MAX_RETURNS})]


def was_returned_before(transition: Transition, facts: CaseFacts) -> list[Problem]:
    return [] if facts.returns > 0 else [Problem("stage.never_returned")]


def was_never_returned(transition: Transition, facts: CaseFacts) -> list[Problem]:
    return [] if facts.returns == 0 else [Problem("stage.returned_before")]


def suspects_are_named(transition: Transition, facts: CaseFacts) -> list[Problem]:
    return [] if facts.suspects else [Problem("suspect.none_named")]


def suspects_in_custody_or_reason(transition: Transition, facts: CaseFacts) -> list[Problem]:
    """Nobody at large may be sent along, except beside a co-suspect who is present, with a recorded reason (SPP 158)."""
    away = [one for one in facts.suspects if one.at_large or one.state == "at_large"]
    if not away:
        return []
    present = len(facts.suspects) > len(away)
    if present and "at_large_reason_recorded" in facts.flags:
        return []
    return [Problem("suspect.at_large", {"count": len(away)})]


def targets_are_in_custody(transition: Transition, facts: CaseFacts) -> list[Problem]:
    free = [one for one in facts.targeted() if not one.in_custody]
    return [Problem("suspect.not_in_custody", {"suspect": one.id}) for one in free]


def targets_are_not_in_custody(transition: Transition, facts: CaseFacts) -> list[Problem]:
    held = [one for one in facts.targeted() if one.in_custody]
    return [Problem("suspect.in_custody", {"suspect": one.id}) for one in held]


def suspects_are_minors(transition: Transition, facts: CaseFacts) -> list[Problem]:
    """Conditional non-prosecution is for minors only (CPL 282)."""
    adults = [one for one in facts.suspects if not one.minor]
    return [Problem("suspect.not_minor", {"suspect": one.id}) for one in adults]


def no_open_transfer(transition: Transition, facts: CaseFacts) -> list[Problem]:
    return [Problem("transfer.still_open")] if facts.open_transfer else []


def appeal_window_is_over(transition: Transition, facts: CaseFacts) -> list[Problem]:
    """A judgment takes effect only after the last appeal day has passed (CPL 259)."""
    days = [facts.deadlines[rule] for rule in _APPEAL_RULES if rule in facts.deadlines]
    if not days:
        return [Problem("stage.appeal_window_unknown")]
    last = max(_day(moment) for moment in days)
    if _day(facts.acted_at) > last:
        return []
    return [Problem("stage.appeal_window_open", {"last_day": last.isoformat()})]


COMMON_GUARDS: tuple[Guard, ...] = (
    from_state_matches,
    agency_may_act,
    role_may_trigger,
    documents_are_present,
    flags_allow,
    suspect_state_allows,
    act_not_before_last_act,
    act_not_in_future,
)

GUARDS: Mapping[str, Guard] = MappingProxyType(
    {
        guard.__name__: guard
        for guard in (
            agency_holds_the_case,
            exit_check_is_passed,
            head_has_signed,
            sender_is_the_outlet,
            returns_left,
            adjournments_left,
            was_returned_before,
            was_never_returned,
            suspects_are_named,
            suspects_in_custody_or_reason,
            targets_are_in_custody,
            targets_are_not_in_custody,
            suspects_are_minors,
            no_open_transfer,
            appeal_window_is_over,
        )
    }
)
"""The guards a transition can name in stages.toml."""


def _day(moment: date | datetime) -> date:
    return moment.astimezone(ZONE).date() if isinstance(moment, datetime) else moment
