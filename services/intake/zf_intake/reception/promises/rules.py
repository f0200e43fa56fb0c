"""When a promise falls due, and whether it was broken. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from zf_law.calendar import Calendar
from zf_law.deadlines import ZONE
from zf_law.problems import Problem
from zf_law.reception import Promise


@dataclass(frozen=True, slots=True)
class Running:
    """Something a promise was given for. `done_at` is None while it still waits; `person` is who answers for it."""

    object_kind: str
    object_id: str
    label: str
    since: datetime
    done_at: datetime | None
    person_id: str = ""
    person_name: str = ""


def due_at(promise: Promise, *, since: datetime, calendar: Calendar) -> datetime:
    """The last moment. Days end at midnight; the day of the event is not counted."""
    if promise.unit == "minute":
        return since + timedelta(minutes=promise.amount)
    day = since.astimezone(ZONE).date()
    if promise.unit == "day":
        return _end_of(day + timedelta(days=promise.amount))
    for _ in range(promise.amount):
        day = calendar.next_working(day + timedelta(days=1))
    return _end_of(day)


def earliest_since(promise: Promise, *, now: datetime) -> datetime:
    """Nothing that began after this can be broken yet: what need not be looked at."""
    length = timedelta(minutes=promise.amount) if promise.unit == "minute" else timedelta(days=promise.amount)
    return now - length


def is_broken(one: Running, *, due: datetime, now: datetime) -> bool:
    return (one.done_at or now) > due


def cause_problems(*, cause: str, known: str) -> list[Problem]:
    """The cause of a breach is written once; a second opinion belongs into the fault file, not over the first."""
    return [Problem("promise.cause_given")] if known and cause != known else []


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=ZONE) - timedelta(microseconds=1)
