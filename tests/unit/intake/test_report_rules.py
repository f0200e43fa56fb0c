"""Decisions on a report: only slips of the form are refused, lateness is seen, secrecy is kept."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zf_intake.reports.rules import (
    CLOCK_TOLERANCE,
    ReportForm,
    attach_problems,
    form_problems,
    masked,
    registered_late,
    reporter_is_visible,
)
from zf_law.loader import load_law
from zf_platform.clock import ZONE

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZONE)
LAW = load_law()
POLICE = LAW.agencies.by_code("police")


def report_form(
    *, unit: str = "yunling_station", received_at: datetime = NOW, occurred_on: date | None = None
) -> ReportForm:
    return ReportForm(unit, received_at, occurred_on, NOW)


@given(
    unit=st.sampled_from([unit.code for unit in POLICE.units]),
    before=st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=20_000)),
)
def test_whatever_happened_before_now_is_registered(unit: str, before: timedelta) -> None:
    received = NOW - before
    assert form_problems(report_form(unit=unit, received_at=received, occurred_on=received.date()), agency=POLICE) == []
    registered_late(received_at=received, registered_at=NOW, law=LAW)


def test_slips_are_all_named_at_once() -> None:
    tomorrow = NOW + timedelta(days=1)
    slips = report_form(unit="none", received_at=tomorrow, occurred_on=tomorrow.date())
    assert [problem.code for problem in form_problems(slips, agency=POLICE)] == [
        "report.unit_unknown",
        "report.received_in_future",
        "report.occurred_in_future",
    ]


def test_a_terminal_may_run_a_little_ahead() -> None:
    assert form_problems(report_form(received_at=NOW + CLOCK_TOLERANCE), agency=POLICE) == []
    beyond = NOW + CLOCK_TOLERANCE + timedelta(seconds=1)
    assert form_problems(report_form(received_at=beyond), agency=POLICE) != []


@pytest.mark.parametrize(
    ("hours", "late"), [(0, False), (23.99, False), (24, False), (24.01, True), (24 * 365 * 10, True)]
)
def test_late_is_after_twenty_four_hours(hours: float, late: bool) -> None:
    assert registered_late(received_at=NOW - timedelta(hours=hours), registered_at=NOW, law=LAW) is late


def test_the_limit_is_data() -> None:
    """What decides is rule P01 of the law tables."""
    rule = LAW.deadlines.rule("P01", on=NOW.date())
    assert (rule.amount, rule.unit.value) == (24, "h")


@pytest.mark.parametrize(
    ("number", "shown"),
    [("11010519491231002X", "110105**********2X"), ("E12345678", "E12345*78"), ("12345678", "********"), ("", "")],
)
def test_numbers_are_masked(number: str, shown: str) -> None:
    assert masked(number) == shown


@pytest.mark.parametrize(
    ("confidential", "registrar", "restricted", "visible"),
    [
        (False, False, False, True),
        (True, False, False, False),
        (True, True, False, True),
        (True, False, True, True),
    ],
)
def test_a_confidential_reporter(confidential: bool, registrar: bool, restricted: bool, visible: bool) -> None:
    assert (
        reporter_is_visible(confidential=confidential, is_registrar=registrar, may_read_restricted=restricted)
        is visible
    )


def test_one_report_has_one_case() -> None:
    assert attach_problems(attached=None, case_id="a") == attach_problems(attached="a", case_id="a") == []
    assert [problem.code for problem in attach_problems(attached="a", case_id="b")] == ["report.has_other_case"]
