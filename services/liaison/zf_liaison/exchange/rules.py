"""Decisions of the exchange: when evidence is late, what a receipt changes, which wire message says what.

All pure: times and standings in, decisions out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Final, Literal

from zf_contracts.values import RunningClock

WAITING: Final = "waiting"
DELIVERED: Final = "delivered"
OPENED: Final = "opened"
REJECTED: Final = "rejected"
FAILED: Final = "failed"

# How far a message has come; a receipt never moves it back.
_RANK: Mapping[str, int] = {WAITING: 0, FAILED: 0, DELIVERED: 1, OPENED: 2, REJECTED: 3}
_STATE_OF_STEP: Mapping[str, str] = {"delivered": DELIVERED, "opened": OPENED, "rejected": REJECTED}

STATE_LABELS: Mapping[str, tuple[str, str]] = {
    WAITING: ("待送达", "Waiting"),
    DELIVERED: ("已送达", "Delivered"),
    OPENED: ("已拆阅", "Opened"),
    REJECTED: ("被拒收", "Rejected"),
    FAILED: ("送达失败", "Failed"),
}
STEP_LABELS: Mapping[str, tuple[str, str]] = {
    "submitted": ("已提交", "Submitted"),
    "relayed": ("已转发", "Relayed"),
    "delivered": ("已送达", "Delivered"),
    "opened": ("已拆阅", "Opened"),
    "rejected": ("被拒收", "Rejected"),
    "failed": ("送达失败", "Failed"),
}

RELAY_WARN: Final = timedelta(minutes=5)
RELAY_FAIL: Final = timedelta(hours=1)
DELIVERY_WARN: Final = timedelta(hours=1)
DELIVERY_FAIL: Final = timedelta(hours=24)
OPENING_WARN: Final = timedelta(hours=24)
_SHARE_OF_PERIOD: Final = 10
_SHORTEST_CAP: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class EvidenceTimes:
    """When missing evidence is late (warn) and when the hand-over counts as failed."""

    relay_warn: datetime
    relay_fail: datetime
    delivery_warn: datetime
    delivery_fail: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """What this side knows of one message it sent."""

    state: str
    submitted_at: datetime
    times: EvidenceTimes
    relayed_at: datetime | None = None
    delivered_at: datetime | None = None
    opened_at: datetime | None = None
    ended_at: datetime | None = None
    """When it was rejected or given up."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Outcome of looking at a message that waits: what is newly wrong, and when to look again."""

    standing: Standing
    late: str | None
    failed: bool
    look_again_at: datetime | None


def evidence_times(submitted_at: datetime, *, shortest: timedelta | None = None) -> EvidenceTimes:
    """The default times, none of them longer than a tenth of the shortest legal period that hangs on the message."""
    cap = None if shortest is None else max(_SHORTEST_CAP, shortest / _SHARE_OF_PERIOD)

    def after(period: timedelta) -> datetime:
        return submitted_at + (period if cap is None else min(period, cap))

    return EvidenceTimes(after(RELAY_WARN), after(RELAY_FAIL), after(DELIVERY_WARN), after(DELIVERY_FAIL))


def shortest_period(clocks: Iterable[RunningClock], *, submitted_at: datetime) -> timedelta | None:
    """What is left of the clock that ends first; for a clock that has already ended, its whole length."""
    periods = []
    for clock in clocks:
        due = _instant(clock.due, submitted_at, at_end=True)
        anchor = _instant(clock.anchor, submitted_at, at_end=False)
        periods.append(due - submitted_at if due > submitted_at else max(due - anchor, timedelta()))
    return min(periods, default=None)


def _instant(moment: datetime | date, reference: datetime, *, at_end: bool) -> datetime:
    """A date of law ends with its day; the zone is that of the message."""
    if isinstance(moment, datetime):
        return moment
    return datetime.combine(moment, time.max if at_end else time.min, tzinfo=reference.tzinfo)


def relayed(standing: Standing, *, at: datetime) -> Standing:
    return standing if standing.relayed_at else replace(standing, relayed_at=at)


def receipted(standing: Standing, *, step: str, at: datetime) -> Standing | None:
    """The standing after a receipt, or None when it brings nothing new (a duplicate, or overtaken by a later step).

    Who opened it has received it; who received it, the broker had it: missing earlier steps are filled with this time.
    A hand-over given up as failed comes back to life when its receipt arrives late.
    """
    after = _STATE_OF_STEP[step]
    known = {"delivered": standing.delivered_at, "opened": standing.opened_at}.get(step)
    if known is not None or standing.state == REJECTED:
        return None
    state = after if _RANK[after] > _RANK[standing.state] else standing.state
    filled = replace(standing, state=state, relayed_at=standing.relayed_at or at, ended_at=None)
    if after == REJECTED:
        return replace(filled, ended_at=at)
    filled = replace(filled, delivered_at=standing.delivered_at or at)
    return replace(filled, opened_at=at) if after == OPENED else filled


def implied(before: Standing, after: Standing, *, step: str) -> tuple[Literal["relayed", "delivered"], ...]:
    """Earlier evidences that a receipt of this step proved as well, because nothing had told them before."""
    found: list[Literal["relayed", "delivered"]] = []
    if before.relayed_at is None and after.relayed_at is not None:
        found.append("relayed")
    if before.delivered_at is None and after.delivered_at is not None and step != "delivered":
        found.append("delivered")
    return tuple(found)


def look(standing: Standing, *, now: datetime, opens: bool) -> Finding:
    """Judge a message at its check time. `opens`: somebody at the peer is expected to open it (packages)."""
    if standing.state in (REJECTED, OPENED) or (standing.state == DELIVERED and not opens):
        return Finding(standing, None, failed=False, look_again_at=None)
    if standing.state == DELIVERED:
        due = (standing.delivered_at or standing.submitted_at) + OPENING_WARN
        late = "opened" if now >= due else None
        return Finding(standing, late, failed=False, look_again_at=None if late else due)
    missing = "delivered" if standing.relayed_at else "relayed"
    times = standing.times
    warn = times.delivery_warn if standing.relayed_at else times.relay_warn
    fail = times.delivery_fail if standing.relayed_at else times.relay_fail
    if now >= fail:
        newly = standing.state != FAILED
        return Finding(replace(standing, state=FAILED, ended_at=standing.ended_at or now), missing, newly, None)
    return Finding(standing, missing if now >= warn else None, False, fail if now >= warn else warn)


def next_look(standing: Standing, *, opens: bool) -> datetime | None:
    """The next moment at which something could be late."""
    if standing.state == DELIVERED and opens:
        return (standing.delivered_at or standing.submitted_at) + OPENING_WARN
    if standing.state != WAITING:
        return None
    return standing.times.delivery_warn if standing.relayed_at else standing.times.relay_warn


def is_overdue(standing: Standing, *, now: datetime) -> bool:
    """Shown red: given up, or waiting past the time at which the evidence should have been here."""
    if standing.state == FAILED:
        return True
    if standing.state != WAITING:
        return False
    return now >= (standing.times.delivery_warn if standing.relayed_at else standing.times.relay_warn)


def evidence_state(step: str, standing: Standing, *, now: datetime) -> str:
    """done | waiting | late | failed of one of the four evidences."""
    at = {
        "submitted": standing.submitted_at,
        "relayed": standing.relayed_at,
        "delivered": standing.delivered_at,
        "opened": standing.opened_at,
    }[step]
    if at is not None:
        return "done"
    if standing.state == REJECTED:
        return "failed"
    warn, fail = evidence_limits(step, standing)
    if fail is not None and now >= fail:
        return "failed"
    return "late" if warn is not None and now >= warn else "waiting"


def evidence_limits(step: str, standing: Standing) -> tuple[datetime | None, datetime | None]:
    """Warn and fail time of one evidence."""
    times = standing.times
    if step == "relayed":
        return times.relay_warn, times.relay_fail
    if step == "delivered":
        return times.delivery_warn, times.delivery_fail
    if step == "opened" and standing.delivered_at is not None:
        return standing.delivered_at + OPENING_WARN, None
    return None, None


def trace_of(traceparent: str | None) -> str | None:
    """The trace id inside a W3C traceparent."""
    parts = (traceparent or "").split("-")
    return parts[1] if len(parts) == 4 and len(parts[1]) == 32 else None
