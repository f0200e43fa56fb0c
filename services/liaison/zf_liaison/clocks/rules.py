"""Counting a period of a matter of liaison, and when to remind of it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from zf_law.calendar import Calendar
from zf_law.deadlines import DeadlineRule, Deadlines, Due, compute, warnings
from zf_law.moments import Moment, day_of, first_instant, last_instant
from zf_law.side_acts import ADDRESSEE


@dataclass(frozen=True, slots=True)
class Start:
    """A period that begins. `day`: from which it counts if not from the act; a rule that adds nothing ends on that day.

    `side`: who must act.
    """

    rule: str
    day: Moment | None = None
    side: str = ADDRESSEE


@dataclass(frozen=True, slots=True)
class Period:
    """A period of a matter as it stands: its rule, its last moment, and whether it runs."""

    rule: str
    due: Moment
    state: str


@dataclass(frozen=True, slots=True)
class Orders:
    """What an act changes about the clocks of its matter. `at`: the legal time of the act.

    `kept`: periods which this act itself fulfils; they began before the matter was known here. `breaks`: periods that end
    unfulfilled, because nobody waits any longer. `crossed`: the own side had moved on before it heard of the act.
    """

    at: datetime
    act: str
    starts: tuple[Start, ...] = ()
    stops: tuple[str, ...] = ()
    cancels: tuple[str, ...] = ()
    breaks: tuple[str, ...] = ()
    kept: tuple[Start, ...] = ()
    crossed: bool = False

    @property
    def empty(self) -> bool:
        return not (self.starts or self.stops or self.cancels or self.breaks or self.kept)


@dataclass(frozen=True, slots=True)
class Counted:
    """A period with the computation that explains it. `warn_at` is when oversight warns."""

    rule: DeadlineRule
    side: str
    anchor: Moment
    due: Due
    warn_at: tuple[Moment, ...]
    marks: tuple[datetime, ...]


def count(start: Start, *, at: datetime, deadlines: Deadlines, calendar: Calendar, marks: Sequence[int]) -> Counted:
    """Both sides count alike: from the legal time of the same act, by the same rule."""
    rule = deadlines.rule(start.rule, on=at)
    anchor: Moment = start.day if start.day is not None else at
    due = compute(rule, anchor=anchor, calendar=calendar)
    whole = due if start.day is None or rule.amount else replace(due, anchor=day_of(at))
    shown = anchor if rule.amount else at
    return Counted(rule, start.side, shown, due, warnings(rule, whole), reminder_moments(at, due.due, marks))


def reminder_moments(at: datetime, due: Moment, marks: Sequence[int]) -> tuple[datetime, ...]:
    """The moments at these per cent of the period; the last mark is the end itself."""
    end = last_instant(due)
    whole = max(end - at, timedelta(0))
    return tuple(at + whole * mark / 100 for mark in marks)


def ended_as(due: Moment, at: datetime) -> str:
    return "met" if at <= last_instant(due) else "met_late"


def band(*, state: str, due: Moment, now: datetime, warned: bool) -> str:
    """ended | overdue | due_soon | running."""
    if state != "running":
        return "ended"
    if now > last_instant(due):
        return "overdue"
    return "due_soon" if warned else "running"


def begun(moments: Sequence[Moment], now: datetime) -> bool:
    return any(first_instant(moment) <= now for moment in moments)
