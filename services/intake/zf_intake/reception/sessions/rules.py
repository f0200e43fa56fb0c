"""Decisions on leader receptions. Pure: the rule and the working days in, sessions and problems out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from zf_law.calendar import Calendar
from zf_law.problems import Problem
from zf_law.reception import SessionRule

PLANNED, PUBLISHED, HELD, MISSED, CANCELLED = "planned", "published", "held", "missed", "cancelled"
FURTHEST_DAYS = 400
OPEN_STATES = (PLANNED, PUBLISHED)
STATE_NAMES: Mapping[str, tuple[str, str]] = {
    PLANNED: ("待公布", "to be published"),
    PUBLISHED: ("已公布", "published"),
    HELD: ("已接访", "held"),
    MISSED: ("未接访", "missed"),
    CANCELLED: ("已取消", "cancelled"),
}


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """One session on `day`. `named` are the days of the rule that it stands for: two may meet on one working day."""

    day: date
    named: tuple[date, ...]
    provisional: bool


def plan_sessions(rule: SessionRule, *, calendar: Calendar, since: date, until: date) -> list[PlannedSession]:
    """All days the rule names from `since` to `until`, each on its working day, one session a day."""
    found: dict[date, list[date]] = defaultdict(list)
    for offset in range((until - since).days + 1):
        named = since + timedelta(days=offset)
        if rule.names(named):
            found[calendar.next_working(named)].append(named)
    return [
        PlannedSession(day, tuple(named), provisional=any(calendar.day(one).provisional for one in (day, *named)))
        for day, named in sorted(found.items())
    ]


def still_to_plan(planned: Sequence[PlannedSession], *, covered: Collection[date]) -> list[PlannedSession]:
    """What no session stands for yet. A day that was moved or cancelled by decision is covered: it does not come back."""
    fresh = [
        PlannedSession(one.day, tuple(day for day in one.named if day not in covered), one.provisional)
        for one in planned
    ]
    return [one for one in fresh if one.named]


def publish_by(day: date, named: Sequence[date], *, rule: SessionRule) -> date:
    """The last day on which it may be published: before the day it really is, and before the day people expect it."""
    return min(day, *named) - timedelta(days=rule.publish_days_before)


def horizon_problems(*, until: date, today: date) -> list[Problem]:
    """Days are planned one by one, so the end is near: a calendar of the far future would only be wrong."""
    if until < today:
        return [Problem("reception.day_past", {"field": "until"})]
    if until > today + timedelta(days=FURTHEST_DAYS):
        return [Problem("reception.too_far", {"field": "until", "days": FURTHEST_DAYS})]
    return []


@dataclass(frozen=True, slots=True)
class OnDuty:
    """A leader of the duty roster. `rank` orders the turns."""

    account_id: str
    rank: int
    portfolio: Sequence[str] = ()


def next_on_duty(leaders: Sequence[OnDuty], *, last: str | None) -> OnDuty | None:
    """Whose turn it is after `last`; whoever is new or has left only shifts the turns."""
    turns = sorted(leaders, key=lambda one: (one.rank, one.account_id))
    if not turns:
        return None
    place = next((at for at, one in enumerate(turns) if one.account_id == last), -1)
    return turns[(place + 1) % len(turns)]


@dataclass(frozen=True, slots=True)
class Change:
    """A published decision on one session. No `day`: it is cancelled. `taken`: days with a session of this agency."""

    state: str
    current: date
    day: date | None
    today: date
    urgent: bool
    taken: Collection[date] = ()


def change_problems(change: Change, *, rule: SessionRule, calendar: Calendar) -> list[Problem]:
    """Moved to a working day and told in time, or urgent with its reason; never a session that has been."""
    if change.state not in OPEN_STATES or change.current < change.today:
        return [
            Problem("reception.over", {"state": STATE_NAMES[change.state][0], "state_en": STATE_NAMES[change.state][1]})
        ]
    problems: list[Problem] = []
    if change.day is not None:
        if change.day <= change.today:
            problems.append(Problem("reception.day_past", {"field": "day"}))
        if not calendar.is_working(change.day):
            problems.append(Problem("reception.no_working_day", {"field": "day", "day": change.day.isoformat()}))
        if change.day in change.taken:
            problems.append(Problem("reception.day_taken", {"field": "day", "day": change.day.isoformat()}))
    first = min(change.current, change.day or change.current)
    if not change.urgent and change.today > first - timedelta(days=rule.publish_days_before):
        problems.append(Problem("reception.notice_too_short", {"field": "urgent", "days": rule.publish_days_before}))
    return problems


def record_problems(*, state: str, day: date, today: date, held: bool, note: str) -> list[Problem]:
    """A session is recorded when its day has come. One written off as missed may still be recorded as held, with a note."""
    if day > today:
        return [Problem("reception.not_yet", {"day": day.isoformat()})]
    if state in (PLANNED, CANCELLED, HELD):
        return [Problem("reception.over", {"state": STATE_NAMES[state][0], "state_en": STATE_NAMES[state][1]})]
    if (not held or state == MISSED) and not note:
        return [Problem("reception.note_needed", {"field": "note"})]
    return []


@dataclass(frozen=True, slots=True)
class Kept:
    """One past session for the report: whose turn it was, and who received."""

    leader_id: str
    state: str
    held_by: str


@dataclass(slots=True)
class Tally:
    """Per leader: own sessions held, missed, held for him by another, and held by him for another."""

    held: int = 0
    missed: int = 0
    stood_in_for: int = 0
    stood_in: int = 0


def tally(sessions: Sequence[Kept]) -> dict[str, Tally]:
    """Sessions held and missed per leader. A cancelled session is nobody's fault."""
    found: dict[str, Tally] = defaultdict(Tally)
    for one in sessions:
        if one.state == MISSED:
            found[one.leader_id].missed += 1
        elif one.state == HELD and one.held_by == one.leader_id:
            found[one.leader_id].held += 1
        elif one.state == HELD:
            found[one.leader_id].stood_in_for += 1
            found[one.held_by].stood_in += 1
    return dict(found)
