"""Which days are working days: own override table, then the published arrangements, then a provisional computation.

The package `chinese_calendar` is a table of dates without I/O (docs/adr/0002-calendar-table.md). It refuses years it
has no arrangement for; such a day is computed from weekends and statutory holidays and marked provisional.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import chinese_calendar

from zf_law.reading import Row


class DayKind(StrEnum):
    WORKING = "working"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    MAKEUP = "makeup"


class DaySource(StrEnum):
    OVERRIDE = "override"
    TABLE = "table"
    COMPUTED = "computed"


@dataclass(frozen=True, slots=True)
class Day:
    date: date
    kind: DayKind
    source: DaySource
    provisional: bool
    note: str

    @property
    def is_working(self) -> bool:
        return self.kind in (DayKind.WORKING, DayKind.MAKEUP)


class Calendar:
    """Answers for one day at a time. `version` changes with the data, so that open deadlines can be recomputed."""

    def __init__(
        self, *, version: str, overrides: Mapping[date, Day], yearly: Mapping[str, str], moving: Mapping[date, str]
    ) -> None:
        self.version = version
        self._overrides = dict(overrides)
        self._yearly = dict(yearly)
        self._moving = dict(moving)

    def day(self, on: date) -> Day:
        override = self._overrides.get(on)
        if override is not None:
            return override
        return _from_table(on) or self._computed(on)

    def is_working(self, on: date) -> bool:
        return self.day(on).is_working

    def next_working(self, on: date) -> date:
        """The day itself if it is a working day, else the first working day after it."""
        while not self.is_working(on):
            on += timedelta(days=1)
        return on

    def _computed(self, on: date) -> Day:
        holiday = self._moving.get(on) or self._yearly.get(on.strftime("%m-%d"))
        if holiday:
            return Day(on, DayKind.HOLIDAY, DaySource.COMPUTED, True, holiday)
        kind = DayKind.WEEKEND if on.weekday() >= 5 else DayKind.WORKING
        return Day(on, kind, DaySource.COMPUTED, True, "")


def read_calendar(table: Row) -> Calendar:
    overrides: dict[date, Day] = {}
    for row in table.rows("override", name="note"):
        day = _read_override(row)
        if day.date in overrides:
            raise row.error(f"{day.date.isoformat()} appears twice")
        overrides[day.date] = day
    yearly = {row.text("day"): row.text("name") for row in table.rows("yearly", name="day")}
    moving = {row.day("date"): row.text("name") for row in table.rows("moving", name="name")}
    for month_day in yearly:
        _check_month_day(table, month_day)
    calendar = Calendar(version=table.text("version"), overrides=overrides, yearly=yearly, moving=moving)
    table.finish()
    return calendar


def _from_table(on: date) -> Day | None:
    try:
        off, name = chinese_calendar.get_holiday_detail(on)
    except NotImplementedError:
        return None
    weekday = on.weekday() < 5
    if off:
        kind = DayKind.HOLIDAY if name else DayKind.WEEKEND
    else:
        kind = DayKind.WORKING if weekday else DayKind.MAKEUP
    return Day(on, kind, DaySource.TABLE, False, _HOLIDAY_NAMES.get(name or "", name or ""))


_HOLIDAY_NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "Mid-autumn Festival": "中秋节",
    "National Day": "国庆节",
    "Anti-Fascist 70th Day": "抗战胜利70周年纪念日",
}


def _read_override(row: Row) -> Day:
    kind = row.text("kind")
    if kind not in {known.value for known in DayKind}:
        raise row.error(f"unknown kind of day {kind}")
    note = f"{row.text('note')}（{row.text('source')}，{row.text('version')}）"
    day = Day(row.day("date"), DayKind(kind), DaySource.OVERRIDE, row.flag("provisional", False), note)
    row.finish()
    return day


def _check_month_day(table: Row, month_day: str) -> None:
    try:
        date.fromisoformat(f"2000-{month_day}")
    except ValueError:
        raise table.error(f"yearly day {month_day} is not of the form MM-DD") from None
