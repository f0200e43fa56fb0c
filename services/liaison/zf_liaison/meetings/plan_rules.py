"""What a plan of a meeting needs. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Protocol

from zf_law.problems import Problem


class Plan(Protocol):
    """The facts of a plan that are checked."""

    @property
    def starts_at(self) -> datetime: ...
    @property
    def required(self) -> tuple[str, ...]: ...
    @property
    def optional(self) -> tuple[str, ...]: ...
    @property
    def collect_until(self) -> datetime | None: ...


def plan_problems(plan: Plan, *, here: str, partners: Collection[str], now: datetime) -> list[Problem]:
    """Known members, each once; a time ahead; materials in before the meeting."""
    problems: list[Problem] = []
    if plan.starts_at <= now:
        problems.append(Problem("meeting.starts_in_the_past", {"field": "starts_at"}))
    if plan.collect_until is not None and plan.collect_until > plan.starts_at:
        problems.append(Problem("meeting.collects_too_long", {"field": "collect_until"}))
    problems += _unknown(plan.required, field="required", known={here, *partners})
    problems += _unknown(plan.optional, field="optional", known={here, *partners})
    if len({*plan.required, *plan.optional}) < len(plan.required) + len(plan.optional):
        problems.append(Problem("meeting.member_twice", {"field": "optional"}))
    if not {*plan.required, *plan.optional} - {here}:
        problems.append(Problem("meeting.alone", {"field": "required"}))
    return problems


def _unknown(agencies: Iterable[str], *, field: str, known: Collection[str]) -> list[Problem]:
    return [Problem("meeting.agency_unknown", {"field": field, "agency": one}) for one in agencies if one not in known]
