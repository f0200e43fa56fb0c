"""Which days the board is asked for, and how its axis is divided. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from zf_law.deadlines import ZONE
from zf_law.problems import Problem

USUAL = timedelta(days=364)
MOST_MONTHS = 24
MONTH = 31


@dataclass(frozen=True, slots=True)
class Period:
    """Both days are included; `begin` and `end` are the moments, the end excluded."""

    since: date
    until: date

    @property
    def begin(self) -> datetime:
        return datetime.combine(self.since, time.min, ZONE)

    @property
    def end(self) -> datetime:
        return datetime.combine(self.until + timedelta(days=1), time.min, ZONE)

    @property
    def grain(self) -> Literal["month", "year"]:
        return "month" if (self.until - self.since).days <= MOST_MONTHS * MONTH else "year"


def asked_period(since: date | None, until: date | None, *, today: date) -> tuple[Period, list[Problem]]:
    """Without days: the year that ends today. A period that ends before it begins is refused."""
    last = until or today
    if last == date.max:
        last -= timedelta(days=1)
    first = since or last - min(USUAL, last - date.min)
    period = Period(first, last)
    if first > last:
        return period, [Problem("board.period_reversed", {"field": "until"})]
    return period, []
