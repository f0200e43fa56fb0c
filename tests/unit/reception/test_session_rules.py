"""The session calendar: the 5th and every Friday, on working days, once a day; decisions in time; turns and tallies (S-001)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zf_intake.reception.sessions.rules import (
    CANCELLED,
    HELD,
    MISSED,
    PLANNED,
    PUBLISHED,
    Change,
    Kept,
    OnDuty,
    change_problems,
    horizon_problems,
    next_on_duty,
    plan_sessions,
    publish_by,
    record_problems,
    still_to_plan,
    tally,
)
from zf_law.agencies import AgencyKind
from zf_law.loader import load_law
from zf_law.problems import Problem
from zf_law.reception import SessionRule

LAW = load_law()
CALENDAR = LAW.calendar
YEAR = (date(2026, 1, 1), date(2026, 12, 31))
DAYS = st.dates(date(2024, 1, 1), date(2026, 10, 1))


def rule() -> SessionRule:
    found = LAW.reception.session_rule(AgencyKind.PROCURATORATE, on=date(2026, 11, 23))
    assert found is not None
    return found


def codes(problems: list[Problem]) -> list[str]:
    return [problem.code for problem in problems]


def year_2026() -> dict[date, tuple[date, ...]]:
    """named day → the day of its session."""
    planned = plan_sessions(rule(), calendar=CALENDAR, since=YEAR[0], until=YEAR[1])
    return {one.day: one.named for one in planned}


def test_the_facts_of_2026() -> None:
    """Handbook 4.1: six Fridays are public holidays, the 5th is no working day in six months, 06-05 is both."""
    moved = {named: day for day, all_named in year_2026().items() for named in all_named if named != day}
    assert {named for named in moved if named.weekday() == 4} == {
        date(2026, 1, 2), date(2026, 2, 20), date(2026, 5, 1), date(2026, 6, 19), date(2026, 9, 25), date(2026, 10, 2),
    }  # fmt: skip
    assert {named.month for named in moved if named.day == 5} == {4, 5, 7, 9, 10, 12}
    assert year_2026()[date(2026, 6, 5)] == (date(2026, 6, 5),)


@pytest.mark.parametrize(
    ("named", "day"),
    [
        ((1, 2), (1, 4)),  # A Sunday, but a working day instead of a holiday.
        ((2, 20), (2, 24)),
        ((4, 5), (4, 7)),
        ((5, 1), (5, 6)),
        ((5, 5), (5, 6)),
        ((6, 19), (6, 22)),
        ((7, 5), (7, 6)),
        ((9, 5), (9, 7)),
        ((9, 25), (9, 28)),
        ((10, 2), (10, 8)),
        ((10, 5), (10, 8)),
        ((12, 5), (12, 7)),
    ],
)
def test_a_day_that_is_no_working_day_moves_to_the_next(named: tuple[int, int], day: tuple[int, int]) -> None:
    assert date(2026, *named) in year_2026()[date(2026, *day)]


def test_two_days_of_the_rule_that_meet_are_one_session() -> None:
    assert year_2026()[date(2026, 5, 6)] == (date(2026, 5, 1), date(2026, 5, 5))
    assert year_2026()[date(2026, 10, 8)] == (date(2026, 10, 2), date(2026, 10, 5))
    fridays_and_fifths = [
        day for day in (YEAR[0] + timedelta(days=n) for n in range(365)) if day.weekday() == 4 or day.day == 5
    ]
    assert len(fridays_and_fifths) == 63
    assert len(year_2026()) == 61


def test_a_year_without_published_holidays_is_marked_provisional() -> None:
    (first, *_rest) = plan_sessions(rule(), calendar=CALENDAR, since=date(2027, 1, 1), until=date(2027, 1, 10))
    assert first.named == (date(2027, 1, 1),)
    assert first.provisional


@given(DAYS, st.integers(0, 120))
def test_every_session_is_on_a_working_day_and_no_named_day_is_lost(since: date, length: int) -> None:
    until = since + timedelta(days=length)
    planned = plan_sessions(rule(), calendar=CALENDAR, since=since, until=until)
    assert all(CALENDAR.is_working(one.day) for one in planned)
    assert len({one.day for one in planned}) == len(planned)
    named = [day for one in planned for day in one.named]
    expected = [
        day for day in (since + timedelta(days=n) for n in range(length + 1)) if day.day == 5 or day.weekday() == 4
    ]
    assert sorted(named) == expected
    assert all(day <= one.day for one in planned for day in one.named)


@given(DAYS, st.data())
def test_what_is_covered_does_not_come_back(since: date, data: st.DataObject) -> None:
    planned = plan_sessions(rule(), calendar=CALENDAR, since=since, until=since + timedelta(days=60))
    named = [day for one in planned for day in one.named]
    covered = set(data.draw(st.lists(st.sampled_from(named), unique=True)))
    left = {day for one in still_to_plan(planned, covered=covered) for day in one.named}
    assert left == set(named) - covered


def test_it_is_published_five_days_before_the_day_people_expect() -> None:
    assert publish_by(date(2026, 5, 6), (date(2026, 5, 1), date(2026, 5, 5)), rule=rule()) == date(2026, 4, 26)
    assert publish_by(date(2026, 11, 27), (date(2026, 11, 27),), rule=rule()) == date(2026, 11, 22)


def change(**changed: object) -> Change:
    values: dict[str, object] = {
        "state": PUBLISHED,
        "current": date(2026, 12, 4),
        "day": date(2026, 12, 8),
        "today": date(2026, 11, 23),
        "urgent": False,
        "taken": (date(2026, 12, 4), date(2026, 12, 7)),
    }
    return Change(**{**values, **changed})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (change(), []),
        (change(day=None), []),
        (change(day=date(2026, 12, 6)), ["reception.no_working_day"]),
        (change(day=date(2026, 12, 7)), ["reception.day_taken"]),
        (change(day=date(2026, 11, 23)), ["reception.day_past", "reception.notice_too_short"]),
        (change(today=date(2026, 11, 30)), ["reception.notice_too_short"]),
        (change(today=date(2026, 11, 29)), []),
        (change(today=date(2026, 11, 30), urgent=True), []),
        (change(current=date(2026, 12, 11), day=date(2026, 12, 8), today=date(2026, 12, 4)), ["reception.notice_too_short"]),
        (change(state=HELD), ["reception.over"]),
        (change(today=date(2026, 12, 5)), ["reception.over"]),
    ],
)  # fmt: skip
def test_a_session_is_moved_or_cancelled_in_time(wanted: Change, expected: list[str]) -> None:
    assert codes(change_problems(wanted, rule=rule(), calendar=CALENDAR)) == expected


def test_turns_go_round_and_survive_coming_and_going() -> None:
    leaders = [OnDuty("b", 2), OnDuty("a", 1), OnDuty("c", 3)]
    order = []
    last: str | None = None
    for _ in range(4):
        turn = next_on_duty(leaders, last=last)
        assert turn is not None
        last = turn.account_id
        order.append(last)
    assert order == ["a", "b", "c", "a"]
    after = next_on_duty(leaders, last="gone")
    assert after is not None
    assert after.account_id == "a"
    assert next_on_duty([], last="a") is None


@pytest.mark.parametrize(
    ("state", "held", "note", "expected"),
    [
        (PUBLISHED, True, "", []),
        (PUBLISHED, False, "", ["reception.note_needed"]),
        (PUBLISHED, False, "出差", []),
        (MISSED, True, "", ["reception.note_needed"]),
        (MISSED, True, "当日接访，次日补记", []),
        (HELD, True, "", ["reception.over"]),
        (CANCELLED, True, "x", ["reception.over"]),
        (PLANNED, True, "x", ["reception.over"]),
    ],
)
def test_what_may_be_recorded(state: str, held: bool, note: str, expected: list[str]) -> None:
    day = date(2026, 11, 20)
    assert codes(record_problems(state=state, day=day, today=day, held=held, note=note)) == expected
    early = record_problems(state=state, day=day, today=day - timedelta(days=1), held=held, note=note)
    assert codes(early) == ["reception.not_yet"]


def test_the_horizon_is_bounded() -> None:
    today = date(2026, 11, 23)
    assert horizon_problems(until=today, today=today) == []
    assert codes(horizon_problems(until=date(9999, 12, 31), today=today)) == ["reception.too_far"]
    assert codes(horizon_problems(until=today - timedelta(days=1), today=today)) == ["reception.day_past"]


def test_held_and_missed_are_counted_per_leader() -> None:
    found = tally(
        [
            Kept("a", HELD, "a"),
            Kept("a", HELD, "b"),
            Kept("a", MISSED, ""),
            Kept("b", CANCELLED, ""),
            Kept("b", PUBLISHED, ""),
        ]
    )
    assert (found["a"].held, found["a"].missed, found["a"].stood_in_for) == (1, 1, 1)
    assert (found["b"].held, found["b"].stood_in) == (0, 1)
