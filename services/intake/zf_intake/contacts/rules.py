"""What a second meeting, a revisit and a home visit need before they are planned and when they are recorded. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from zf_law.problems import Problem

SECOND_MEETING, REVISIT, HOME_VISIT = "second_meeting", "revisit", "home_visit"
KINDS = (SECOND_MEETING, REVISIT, HOME_VISIT)
PARTNER_KINDS = ("justice", "police")
"""The township justice office and the police station go along on a home visit (S-017)."""
NEEDED: dict[str, tuple[str, ...]] = {
    SECOND_MEETING: ("opinions", "talk", "answer"),
    REVISIT: ("situation", "risk", "action"),
    HOME_VISIT: ("situation", "talk", "present"),
}
"""What the record of each kind has to say (S-014, S-015, S-017)."""


@dataclass(frozen=True, slots=True)
class Plan:
    kind: str
    planned_at: datetime
    plan: str = ""
    told_at: datetime | None = None
    repeat_days: int | None = None
    reasons: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    first_opinions: str = ""


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """`open_kinds`: planned and not yet held. `settled`: answered or closed. `kinds`: agency → kind of those we can ask."""

    now: datetime
    ended: bool
    settled: bool
    open_kinds: frozenset[str] = frozenset()
    kinds: dict[str, str] = field(default_factory=dict)
    here_kind: str = ""


def hindrances(kind: str, facts: PlanFacts) -> list[Problem]:
    """What stands against planning this kind at all, whatever the form says."""
    if kind in facts.open_kinds:
        return [Problem("contact.planned_already", {"kind": kind})]
    if kind == REVISIT and not facts.settled:
        return [Problem("contact.not_settled")]
    if kind != REVISIT and facts.ended:
        return [Problem("contact.petition_ended")]
    return []


def plan_problems(plan: Plan, facts: PlanFacts) -> list[Problem]:
    problems = hindrances(plan.kind, facts)
    if plan.planned_at <= facts.now:
        problems.append(Problem("contact.not_ahead", {"field": "planned_at"}))
    if plan.kind == SECOND_MEETING and (plan.told_at is None or plan.told_at > facts.now):
        problems.append(Problem("contact.not_told", {"field": "told_at"}))
    if plan.kind == SECOND_MEETING and not plan.first_opinions.strip():
        problems.append(Problem("contact.first_not_recorded", {"field": "first_opinions"}))
    if plan.kind == REVISIT and plan.repeat_days is None:
        problems.append(Problem("contact.no_rhythm", {"field": "repeat_days"}))
    if plan.kind == HOME_VISIT:
        problems += _home_visit_problems(plan, facts)
    return problems


def _home_visit_problems(plan: Plan, facts: PlanFacts) -> list[Problem]:
    """A written plan, a reason of the list, and both partners asked before departure."""
    problems: list[Problem] = []
    if not plan.plan.strip():
        problems.append(Problem("contact.no_plan", {"field": "plan"}))
    if not plan.reasons:
        problems.append(Problem("contact.no_reason", {"field": "reasons"}))
    unknown = [one for one in plan.partners if one not in facts.kinds]
    if unknown:
        problems.append(Problem("contact.partner_unknown", {"field": "partners", "agency": unknown[0]}))
    asked = {facts.kinds[one] for one in plan.partners if one in facts.kinds} | {facts.here_kind}
    if not set(PARTNER_KINDS) <= asked:
        problems.append(Problem("contact.partners_missing", {"field": "partners"}))
    return problems


def record_problems(
    *, kind: str, state: str, held_at: datetime, now: datetime, filled: Collection[str], unanswered: Collection[str]
) -> list[Problem]:
    """`filled`: the fields that say something; `unanswered`: partners who have not agreed to come along."""
    if state != "planned":
        return [Problem("contact.held_already")]
    problems = [Problem("contact.not_recorded", {"field": name}) for name in NEEDED[kind] if name not in filled]
    if held_at > now:
        problems.append(Problem("contact.not_held_yet", {"field": "held_at"}))
    if kind == HOME_VISIT and unanswered:
        problems.append(Problem("contact.partners_not_agreed", {"agencies": "、".join(sorted(unanswered))}))
    return problems


def next_after(*, kind: str, held_at: datetime, repeat_days: int | None, ends: bool) -> datetime | None:
    """A revisit plans the next one by itself, until it is recorded as the last."""
    if kind != REVISIT or ends or repeat_days is None:
        return None
    return held_at + timedelta(days=repeat_days)
