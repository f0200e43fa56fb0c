"""Bands, warnings and breaches as pure decisions."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zf_oversight.clocks.rules import (
    Band,
    ClockFacts,
    Finding,
    band,
    days_left,
    examine,
    last_instant,
    warning_instants,
)
from zf_platform.clock import ZONE

START = datetime(2026, 11, 1, tzinfo=ZONE)
DUE = START + timedelta(days=10)
WARNINGS = (START + timedelta(days=5), START + timedelta(days=8))


def facts(**changed: object) -> ClockFacts:
    values: dict[str, object] = {
        "due_at": DUE,
        "warn_at": WARNINGS,
        "next_warn_at": WARNINGS[0],
        "custody": False,
        "told_overdue": False,
        **changed,
    }
    return ClockFacts(**values)  # type: ignore[arg-type]  # The test names fields it changes.


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (START, Band.RUNNING),
        (WARNINGS[0] - timedelta(microseconds=1), Band.RUNNING),
        (WARNINGS[0], Band.DUE_SOON),
        (DUE, Band.DUE_SOON),
        (DUE + timedelta(microseconds=1), Band.OVERDUE),
    ],
)
def test_the_band_changes_at_its_borders(at: datetime, expected: Band) -> None:
    assert band(facts(), now=at) is expected
    assert band(facts(ended=True), now=at) is Band.ENDED


def test_without_warning_times_a_clock_is_never_due_soon() -> None:
    assert band(facts(warn_at=()), now=DUE) is Band.RUNNING


@pytest.mark.parametrize(
    ("changed", "at", "finding"),
    [
        ({}, START, Finding(None, False, WARNINGS[0])),
        ({}, WARNINGS[0], Finding("warn", False, WARNINGS[1])),
        ({}, WARNINGS[1], Finding("warn", False, None)),
        ({"next_warn_at": None}, WARNINGS[1], Finding(None, False, None)),
        ({}, DUE + timedelta(seconds=1), Finding("overdue", True, None)),
        ({"custody": True}, DUE + timedelta(seconds=1), Finding("custody_overdue", True, None)),
        ({"told_overdue": True}, DUE + timedelta(days=9), Finding(None, False, None)),
        ({"ended": True}, DUE + timedelta(days=9), Finding(None, False, None)),
    ],
)
def test_what_one_look_leads_to(changed: dict[str, object], at: datetime, finding: Finding) -> None:
    assert examine(facts(**changed), now=at) == finding


@given(
    looks=st.lists(st.integers(min_value=0, max_value=24 * 14), min_size=1, max_size=40).map(sorted),
    warn_hours=st.sets(st.integers(min_value=1, max_value=240), max_size=4),
    custody=st.booleans(),
)
def test_however_often_one_looks_everything_is_told_once(looks: list[int], warn_hours: set[int], custody: bool) -> None:
    warnings = tuple(sorted(START + timedelta(hours=hours) for hours in warn_hours))
    next_warn_at = min(warnings, default=None)
    told: list[str] = []
    overdue = False
    for hours in looks:
        now = START + timedelta(hours=hours)
        clock = facts(warn_at=warnings, next_warn_at=next_warn_at, custody=custody, told_overdue=overdue)
        finding = examine(clock, now=now)
        next_warn_at, overdue = finding.next_warn_at, overdue or finding.breach
        told += [finding.level] if finding.level else []
    last = START + timedelta(hours=looks[-1])
    assert told.count("custody_overdue" if custody else "overdue") == (1 if last > DUE else 0)
    assert told.count("warn") <= len(warnings)
    reached_in_time = [START + timedelta(hours=hours) for hours in looks if START + timedelta(hours=hours) <= DUE]
    if reached_in_time and any(moment <= reached_in_time[-1] for moment in warnings):
        assert "warn" in told


def test_a_day_lasts_until_midnight_and_warns_from_its_start() -> None:
    day = date(2026, 11, 27)
    assert last_instant(day, zone=ZONE) == datetime(2026, 11, 28, tzinfo=ZONE) - timedelta(microseconds=1)
    moments = (date(2026, 11, 25), datetime(2026, 11, 24, 9, tzinfo=ZONE), date(2026, 11, 25), date(2026, 11, 28))
    assert warning_instants(moments, due=day, zone=ZONE) == (
        datetime(2026, 11, 24, 9, tzinfo=ZONE),
        datetime(2026, 11, 25, tzinfo=ZONE),
    )


@pytest.mark.parametrize(
    ("due", "left"),
    [
        (date(2026, 11, 27), 4),
        (date(2026, 11, 23), 0),
        (date(2026, 11, 20), -3),
        (datetime(2026, 11, 23, 17, 0, tzinfo=ZONE), 0),
        (datetime.fromisoformat("2026-11-23T16:30:00+00:00"), 1),
    ],
)
def test_days_left_are_days_in_china(due: date | datetime, left: int) -> None:
    assert days_left(due, today=date(2026, 11, 23), zone=ZONE) == left
