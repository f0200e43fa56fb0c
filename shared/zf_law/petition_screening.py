"""What the periodic screening of petitions counts, as data (petition_screening.toml), and which period a day lies in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from zf_law.reading import Row, unique

MEASURES = ("long_standing", "repeat", "backlog", "skip_level", "persistent_litigation")
NEEDS_DAYS = frozenset({"backlog", "persistent_litigation"})
NEEDS_TIMES = frozenset({"persistent_litigation"})


@dataclass(frozen=True, slots=True)
class ScreeningItem:
    """One class of the screening. `days` and `times` are thresholds of its measure, 0 where it has none."""

    id: str
    measure: str
    zh: str
    en: str
    hint_zh: str
    hint_en: str
    target: int
    days: int = 0
    times: int = 0


@dataclass(frozen=True, slots=True)
class PetitionScreening:
    """Everything of petition_screening.toml."""

    version: str
    period_months: int
    report_days: int
    items: Mapping[str, ScreeningItem]

    def period_of(self, day: date) -> tuple[date, date]:
        """First and last day of the reporting period that this day lies in."""
        first_month = (day.month - 1) // self.period_months * self.period_months + 1
        first = date(day.year, first_month, 1)
        months = day.year * 12 + first_month - 1 + self.period_months
        if months // 12 > date.max.year:
            return first, date.max
        return first, date(months // 12, months % 12 + 1, 1) - timedelta(days=1)

    def last_ended(self, day: date) -> tuple[date, date]:
        """The newest period that was over on this day."""
        return self.period_of(self.period_of(day)[0] - timedelta(days=1))

    def due_on(self, last_day: date) -> date:
        return last_day + timedelta(days=self.report_days)


def read_petition_screening(table: Row) -> PetitionScreening:
    rows = table.rows("item")
    unique(rows, "id")
    found = PetitionScreening(
        version=table.text("version"),
        period_months=table.number("period_months"),
        report_days=table.number("report_days"),
        items={item.id: item for item in map(_read_item, rows)},
    )
    table.finish()
    if found.period_months < 1 or 12 % found.period_months:
        raise table.error("'period_months' divides a year: 1, 2, 3, 4, 6 or 12")
    if found.report_days < 1:
        raise table.error("'report_days' must be positive")
    if not found.items:
        raise table.error("at least one item is needed")
    return found


def _read_item(row: Row) -> ScreeningItem:
    item = ScreeningItem(
        id=row.text("id"),
        measure=row.text("measure"),
        zh=row.text("zh"),
        en=row.text("en"),
        hint_zh=row.text("hint_zh"),
        hint_en=row.text("hint_en"),
        target=row.number("target"),
        days=row.number("days", 0),
        times=row.number("times", 0),
    )
    row.finish()
    if item.measure not in MEASURES:
        raise row.error(f"'measure' is one of {', '.join(MEASURES)}")
    if item.target < 0:
        raise row.error("'target' is zero or more")
    if (item.measure in NEEDS_DAYS) != (item.days > 0) or (item.measure in NEEDS_TIMES) != (item.times > 1):
        raise row.error("'days' and 'times' stand where the measure needs them, and only there")
    return item
