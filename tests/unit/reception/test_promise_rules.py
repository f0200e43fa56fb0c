"""When a published promise falls due and when it is broken (S-028)."""

from datetime import date, datetime, timedelta

import pytest

from zf_intake.reception.promises.rules import Running, cause_problems, due_at, earliest_since, is_broken
from zf_law.loader import load_law
from zf_law.reception import Promise
from zf_platform.clock import ZONE

LAW = load_law()
EVE = datetime(2026, 9, 24, 16, 0, tzinfo=ZONE)
"""A Thursday; the Friday after it is the Mid-autumn holiday."""


def promise(unit: str, amount: int) -> Promise:
    return Promise("p", "ticket_wait", amount, unit, "", "", "", "", ("petition",), date(2026, 1, 1), None, "")


@pytest.mark.parametrize(
    ("unit", "amount", "due"),
    [
        ("minute", 30, datetime(2026, 9, 24, 16, 30, tzinfo=ZONE)),
        ("day", 2, datetime(2026, 9, 26, 23, 59, 59, 999999, tzinfo=ZONE)),
        ("working_day", 1, datetime(2026, 9, 28, 23, 59, 59, 999999, tzinfo=ZONE)),
        ("working_day", 3, datetime(2026, 9, 30, 23, 59, 59, 999999, tzinfo=ZONE)),
    ],
)
def test_the_last_moment(unit: str, amount: int, due: datetime) -> None:
    assert due_at(promise(unit, amount), since=EVE, calendar=LAW.calendar) == due


def test_nothing_that_need_not_be_looked_at_can_be_broken() -> None:
    for unit, amount in (("minute", 15), ("day", 2), ("working_day", 3)):
        now = EVE + timedelta(days=1)
        since = earliest_since(promise(unit, amount), now=now)
        assert due_at(promise(unit, amount), since=since, calendar=LAW.calendar) >= now


def test_done_in_time_or_still_waiting() -> None:
    due = EVE + timedelta(minutes=30)
    for done, now, broken in (
        (due, due + timedelta(days=1), False),
        (due + timedelta(seconds=1), due + timedelta(days=1), True),
        (None, due, False),
        (None, due + timedelta(seconds=1), True),
    ):
        assert is_broken(Running("ticket", "t", "A001", since=EVE, done_at=done), due=due, now=now) is broken


def test_a_cause_is_written_once() -> None:
    assert cause_problems(cause="人手不足", known="") == []
    assert cause_problems(cause="人手不足", known="人手不足") == []
    assert [one.code for one in cause_problems(cause="另有原因", known="人手不足")] == ["promise.cause_given"]
