"""Legal moments are a day or an instant; this is how both are stored, compared and read back."""

from __future__ import annotations

from datetime import date, datetime, time

from zf_law.deadline_rules import ZONE

Moment = date | datetime


def written(moment: Moment) -> str:
    """ISO 8601; a day has ten characters, an instant carries its offset."""
    return moment.astimezone(ZONE).isoformat() if isinstance(moment, datetime) else moment.isoformat()


def read(text: str) -> Moment:
    return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)


def first_instant(moment: Moment) -> datetime:
    """A day begins at midnight in China."""
    return moment if isinstance(moment, datetime) else datetime.combine(moment, time.min, tzinfo=ZONE)


def last_instant(moment: Moment) -> datetime:
    """The last second in which the duty is still in time: a day ends at midnight in China."""
    return moment if isinstance(moment, datetime) else datetime.combine(moment, time(23, 59, 59), tzinfo=ZONE)


def day_of(moment: Moment) -> date:
    return moment.astimezone(ZONE).date() if isinstance(moment, datetime) else moment
