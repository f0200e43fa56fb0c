"""How times, sizes and hashes read on a page. All in China Standard Time, digits first, aligned in tables."""

from __future__ import annotations

from datetime import date, datetime
from math import ceil

from zf_platform.clock import ZONE

_WEEKDAYS = {"zh": "一二三四五六日", "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}

Moment = datetime | date | None


def day(value: Moment) -> str:
    if value is None:
        return "—"
    if isinstance(value, datetime):
        value = value.astimezone(ZONE)
    return f"{value:%Y-%m-%d}"


def stamp(value: Moment) -> str:
    """Day and minute; a plain date stays a date."""
    if isinstance(value, datetime):
        return f"{value.astimezone(ZONE):%Y-%m-%d %H:%M}"
    return day(value)


def second(value: Moment) -> str:
    if isinstance(value, datetime):
        return f"{value.astimezone(ZONE):%Y-%m-%d %H:%M:%S}"
    return day(value)


def clock_time(value: Moment) -> str:
    return f"{value.astimezone(ZONE):%H:%M}" if isinstance(value, datetime) else ""


def form_stamp(value: datetime) -> str:
    """As `<input type=datetime-local>` wants it."""
    return f"{value.astimezone(ZONE):%Y-%m-%dT%H:%M}"


def local_day(value: datetime | date) -> date:
    return value.astimezone(ZONE).date() if isinstance(value, datetime) else value


def weekday(value: datetime | date, *, language: str) -> str:
    name = _WEEKDAYS[language][local_day(value).weekday()]
    return f"星期{name}" if language == "zh" else name


def days_between(now: datetime, due: datetime | date) -> int:
    """Calendar days from today to the due day; negative when past."""
    return (local_day(due) - local_day(now)).days


def hours_between(now: datetime, due: datetime) -> int:
    return ceil((due - now).total_seconds() / 3600)


def size(value: int) -> str:
    if value < 1024:
        return f"{value} B"
    if value < 1024 * 1024:
        return f"{value / 1024:.0f} kB"
    return f"{value / 1024 / 1024:.1f} MB"


def short_hash(value: str) -> str:
    """`sha256:` and the first twelve hex digits; the page gives the whole in a title or a details element."""
    return value.removeprefix("sha256:")[:12]


def micro(value: int) -> str:
    if value < 1000:
        return f"{value} µs"
    if value < 1_000_000:
        return f"{value / 1000:.1f} ms"
    return f"{value / 1_000_000:.2f} s"
