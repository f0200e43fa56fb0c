"""Which days the board shows: a year by default, both days included, by month or by year."""

from datetime import date, timedelta

import pytest

from zf_intake.board.period_rules import asked_period

TODAY = date(2026, 11, 27)


def test_without_days_it_is_the_year_that_ends_today() -> None:
    period, problems = asked_period(None, None, today=TODAY)
    assert (period.since, period.until, problems) == (date(2025, 11, 28), TODAY, [])
    assert period.end - period.begin == timedelta(days=365)
    assert period.begin.utcoffset() == timedelta(hours=8)


@pytest.mark.parametrize(
    ("since", "grain"), [(date(2026, 1, 1), "month"), (date(2024, 12, 1), "month"), (date(2011, 1, 1), "year")]
)
def test_a_long_time_is_divided_by_years(since: date, grain: str) -> None:
    assert asked_period(since, None, today=TODAY)[0].grain == grain


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    _period, problems = asked_period(TODAY, date(2026, 1, 1), today=TODAY)
    assert [(one.code, one.values["field"]) for one in problems] == [("board.period_reversed", "until")]


def test_the_ends_of_the_calendar_break_nothing() -> None:
    last, _problems = asked_period(None, date.max, today=TODAY)
    assert last.end > last.begin
    first, _problems = asked_period(None, date.min, today=TODAY)
    assert first.since == first.until == date.min
