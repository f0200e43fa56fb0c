"""Decisions on a watched clock. Pure: the clock and the time in, its band and what must be told out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Literal

Moment = date | datetime
BINDING = ("duty", "limit")
"""Natures of a clock that must not run out."""
WarningLevel = Literal["warn", "overdue", "custody_overdue"]


class Band(StrEnum):
    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    RUNNING = "running"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class ClockFacts:
    """What decides. `due_at` is the last instant in time; `told_overdue` says that this computation was told already.

    A clock that does not bind is a right or a term: past its last instant it is over, and nobody is late.
    """

    due_at: datetime
    warn_at: tuple[datetime, ...]
    next_warn_at: datetime | None
    custody: bool
    told_overdue: bool
    ended: bool = False
    binds: bool = True


@dataclass(frozen=True, slots=True)
class Finding:
    """What one look at a clock leads to. No level: nothing is told, only the next warning time moves."""

    level: WarningLevel | None
    breach: bool
    next_warn_at: datetime | None


def examine(clock: ClockFacts, *, now: datetime) -> Finding:
    """Several warning times passed during a standstill give one warning; past the due time only the breach counts."""
    if clock.ended:
        return Finding(level=None, breach=False, next_warn_at=None)
    if now > clock.due_at:
        if clock.told_overdue or not clock.binds:
            return Finding(level=None, breach=False, next_warn_at=None)
        return Finding("custody_overdue" if clock.custody else "overdue", breach=True, next_warn_at=None)
    if clock.next_warn_at is None or now < clock.next_warn_at:
        return Finding(level=None, breach=False, next_warn_at=clock.next_warn_at)
    later = [moment for moment in clock.warn_at if moment > now]
    return Finding("warn", breach=False, next_warn_at=min(later, default=None))


def band(clock: ClockFacts, *, now: datetime) -> Band:
    """Ended (also by itself, as a right does), past its last instant, past its first warning time, or simply running."""
    if clock.ended:
        return Band.ENDED
    if now > clock.due_at:
        return Band.OVERDUE if clock.binds else Band.ENDED
    return Band.DUE_SOON if clock.warn_at and min(clock.warn_at) <= now else Band.RUNNING


def days_left(due: Moment, *, today: date, zone: tzinfo) -> int:
    """Whole calendar days to the due day; 0 on the day itself, negative after it."""
    day = due.astimezone(zone).date() if isinstance(due, datetime) else due
    return (day - today).days


def last_instant(moment: Moment, *, zone: tzinfo) -> datetime:
    """A day is in time until it ends at midnight in China."""
    if isinstance(moment, datetime):
        return moment
    return datetime.combine(moment + timedelta(days=1), time.min, tzinfo=zone) - timedelta(microseconds=1)


def warning_instants(moments: Sequence[Moment], *, due: Moment, zone: tzinfo) -> tuple[datetime, ...]:
    """In order, once each; a day warns when it begins. A warning after the due time would warn of nothing."""
    starts = {
        moment if isinstance(moment, datetime) else datetime.combine(moment, time.min, tzinfo=zone)
        for moment in moments
    }
    last = last_instant(due, zone=zone)
    return tuple(sorted(moment for moment in starts if moment <= last))
