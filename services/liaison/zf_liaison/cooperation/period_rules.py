"""Acts that are a right within a period counted from the opening, and days that are the last of a period. Pure."""

from __future__ import annotations

from datetime import datetime

from zf_law.cooperation import CooperationKind
from zf_law.loader import Law
from zf_law.moments import day_of, last_instant
from zf_law.problems import Problem
from zf_law.side_acts import SideAct
from zf_liaison.clocks.rules import Start, count


def period_problems(
    act: SideAct, kind: CooperationKind, *, opened_at: datetime, now: datetime, law: Law
) -> list[Problem]:
    """Both sides count it from the same instant, so both know the same last day."""
    rule = kind.within.get(act.id)
    if rule is None:
        return []
    counted = count(Start(rule), at=opened_at, deadlines=law.deadlines, calendar=law.calendar, marks=())
    due = counted.due.due
    if now <= last_instant(due):
        return []
    values = {"act": act.zh, "act_en": act.en, "due": day_of(due).isoformat()}
    return [Problem("cooperation.period_over", values)]


def last_days(kind: CooperationKind, *, now: datetime, law: Law) -> frozenset[str]:
    """The facts that name a last day: their rule adds nothing to it."""
    return frozenset(name for rule, name in kind.days.items() if not law.deadlines.rule(rule, on=now).amount)
