"""Working days: published table, own overrides, provisional computation."""

from datetime import date

import pytest

from tests.unit.law.matters import law_of
from zf_law.calendar import DayKind, DaySource
from zf_law.loader import Law, packaged_tables
from zf_law.reading import LawDataError


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2026, 9, 30), DayKind.WORKING),
        (date(2026, 10, 1), DayKind.HOLIDAY),
        (date(2026, 10, 10), DayKind.MAKEUP),
        (date(2026, 10, 17), DayKind.WEEKEND),
        (date(2026, 2, 28), DayKind.MAKEUP),
        (date(2026, 2, 23), DayKind.HOLIDAY),
    ],
)
def test_days_of_2026_come_from_the_published_table(law: Law, day: date, kind: DayKind) -> None:
    found = law.calendar.day(day)
    assert (found.kind, found.source, found.provisional) == (kind, DaySource.TABLE, False)


@pytest.mark.parametrize(
    "day",
    [
        date(2027, 1, 1),
        date(2027, 2, 5),
        date(2027, 2, 8),
        date(2027, 4, 5),
        date(2027, 5, 2),
        date(2027, 6, 9),
        date(2027, 9, 15),
        date(2027, 10, 3),
        date(2030, 9, 12),
        date(2031, 10, 1),
    ],
)
def test_statutory_days_without_a_notice_are_provisional_holidays(law: Law, day: date) -> None:
    found = law.calendar.day(day)
    assert (found.kind, found.source, found.provisional) == (DayKind.HOLIDAY, DaySource.COMPUTED, True)


def test_other_days_without_a_notice_follow_the_week_and_are_provisional(law: Law) -> None:
    assert law.calendar.day(date(2027, 1, 4)).kind is DayKind.WORKING
    assert law.calendar.day(date(2027, 1, 9)).kind is DayKind.WEEKEND
    assert law.calendar.day(date(2027, 1, 4)).provisional


def test_the_next_working_day_is_the_day_itself_or_the_first_after(law: Law) -> None:
    assert law.calendar.next_working(date(2026, 9, 30)) == date(2026, 9, 30)
    assert law.calendar.next_working(date(2026, 10, 2)) == date(2026, 10, 8)
    assert law.calendar.next_working(date(2026, 2, 15)) == date(2026, 2, 24)


def override(**changes: object) -> dict[str, object]:
    row: dict[str, object] = {
        "date": date(2027, 1, 4),
        "kind": "holiday",
        "source": "国办发明电",
        "version": "2027.1",
        "note": "元旦调休",
    }
    return {**row, **changes}


def test_an_override_wins_over_table_and_computation() -> None:
    rows = [override(), override(date=date(2026, 11, 23), kind="holiday")]
    law = law_of({"calendar": {**packaged_tables()["calendar"], "override": rows}})
    assert not law.calendar.is_working(date(2027, 1, 4))
    assert not law.calendar.is_working(date(2026, 11, 23))
    found = law.calendar.day(date(2027, 1, 4))
    assert (found.source, found.provisional) == (DaySource.OVERRIDE, False)
    assert "国办发明电" in found.note


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"override": [override(kind="feast")]}, "unknown kind of day"),
        ({"override": [override(), override()]}, "appears twice"),
        ({"override": [override(colour="red")]}, "unknown key"),
        ({"yearly": [{"day": "02-30", "name": "x"}]}, "MM-DD"),
        ({"weekends": True}, "unknown key"),
    ],
)
def test_a_broken_calendar_is_refused(change: dict[str, object], fault: str) -> None:
    with pytest.raises(LawDataError, match=fault):
        law_of({"calendar": {**packaged_tables()["calendar"], **change}})
