"""From the stored row to the facts that rules decide on."""

from datetime import date, datetime

from zf_oversight.clocks.rules import BINDING, ClockFacts, Moment
from zf_oversight.clocks.tables import WatchedClock

_LENGTH_OF_A_DAY = len("2026-01-01")


def facts_of(clock: WatchedClock) -> ClockFacts:
    """Only for clocks whose computation is known (`revision` > 0)."""
    if clock.due_at is None:
        raise ValueError(f"clock {clock.id} ended before its start was heard of; it has no due time yet")
    return ClockFacts(
        due_at=clock.due_at,
        warn_at=tuple(datetime.fromisoformat(text) for text in clock.warn_at),
        next_warn_at=clock.next_warn_at,
        custody=clock.custody,
        binds=clock.nature in BINDING,
        told_overdue=clock.breached_at is not None,
        ended=clock.ended_revision >= clock.revision,
    )


def due_of(clock: WatchedClock) -> Moment:
    return moment(clock.due)


def moment(text: str) -> Moment:
    return date.fromisoformat(text) if len(text) == _LENGTH_OF_A_DAY else datetime.fromisoformat(text)
