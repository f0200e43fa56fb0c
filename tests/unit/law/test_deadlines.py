"""Counting periods: the vectors of the handbook, the trace, and properties that hold for every date."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zf_law.deadlines import (
    ZONE,
    DeadlineRule,
    Due,
    Interval,
    PeriodUnit,
    UnknownRule,
    add_months,
    compute,
    extension_problems,
    warnings,
)
from zf_law.loader import load_law

LAW = load_law()
DAYS = st.dates(min_value=date(2026, 1, 1), max_value=date(2029, 6, 30))
EVERY_RULE = [rule for rule in LAW.deadlines.all() if rule.unit is not PeriodUnit.HOUR]
CUSTODY = [rule for rule in EVERY_RULE if rule.custody]
ROLLING = [rule for rule in EVERY_RULE if rule.roll]


def due(rule: DeadlineRule | str, anchor: date | datetime, **how: object) -> Due:
    found = LAW.deadlines.rule(rule, on=anchor) if isinstance(rule, str) else rule
    return compute(found, anchor=anchor, calendar=LAW.calendar, **how)  # type: ignore[arg-type]


def last_day(rule: DeadlineRule, anchor: date, **how: object) -> date:
    return due(rule, anchor, **how).due


@pytest.mark.parametrize(
    ("rule", "anchor", "expected", "provisional"),
    [
        ("P14", date(2026, 9, 29), date(2026, 10, 2), False),
        ("P07", date(2026, 9, 25), date(2026, 10, 8), False),
        ("X03.objection", date(2026, 9, 24), date(2026, 10, 9), False),
        ("X02", date(2026, 9, 18), date(2026, 10, 8), False),
        ("C10", date(2026, 2, 6), date(2026, 2, 24), False),
        ("J01", date(2026, 2, 11), date(2026, 2, 18), False),
        ("P18", date(2026, 1, 15), date(2026, 3, 15), False),
        ("J07", date(2026, 1, 31), date(2026, 2, 28), False),
        ("J07", date(2026, 2, 28), date(2026, 3, 31), False),
        ("J07", date(2026, 1, 30), date(2026, 2, 28), False),
        ("X04", date(2026, 8, 10), date(2026, 10, 9), False),
        ("X04", date(2026, 11, 20), date(2027, 1, 19), True),
    ],
)
def test_vectors_of_the_handbook(rule: str, anchor: date, expected: date, provisional: bool) -> None:
    result = due(rule, anchor)
    assert (result.due, result.provisional) == (expected, provisional)


def test_a_case_clock_rolls_only_while_nobody_is_in_custody() -> None:
    assert due("J07", date(2026, 9, 3)).due == date(2026, 10, 8)
    assert due("J07", date(2026, 9, 3), in_custody=True).due == date(2026, 10, 3)


def test_an_appeal_window_rolls_even_for_people_in_custody() -> None:
    assert due("C10", date(2026, 2, 6), in_custody=True).due == date(2026, 2, 24)


def test_extensions_are_added_in_their_order() -> None:
    ends = [due("P18", date(2026, 1, 31), extensions=count).due for count in range(4)]
    assert ends == [date(2026, 3, 31), date(2026, 4, 30), date(2026, 6, 30), date(2026, 8, 31)]
    assert due("J07", date(2026, 3, 2), extensions=1, in_custody=True).due == date(2026, 4, 17)
    assert due("C04.long", date(2026, 3, 2), in_custody=True).due == date(2026, 4, 17)


def test_too_many_extensions_are_a_problem_and_no_due_date() -> None:
    rule = LAW.deadlines.rule("P22", on=date(2026, 1, 1))
    assert [problem.code for problem in extension_problems(rule, 1)] == ["deadline.no_extension_left"]
    assert extension_problems(rule, 0) == []
    with pytest.raises(ValueError, match="extension"):
        due(rule, date(2026, 1, 1), extensions=1)


def test_hours_run_from_clock_time_through_holidays() -> None:
    start = datetime(2026, 9, 30, 22, 15, tzinfo=ZONE)
    assert due("P13", start).due == datetime(2026, 10, 1, 22, 15, tzinfo=ZONE)
    assert due("P12", start, extensions=1).due == start + timedelta(hours=24)
    with pytest.raises(ValueError, match="hours"):
        due("P13", date(2026, 9, 30))


def test_a_time_without_zone_is_refused_and_utc_is_read_as_chinese_time() -> None:
    with pytest.raises(ValueError, match="time zone"):
        due("P14", datetime(2026, 9, 29, 10))  # noqa: DTZ001 - the refusal is the point
    late = datetime.fromisoformat("2026-09-28T17:00:00+00:00")
    assert due("P14", late).due == date(2026, 10, 2)


def test_days_left_out_push_the_end_and_overlaps_count_once() -> None:
    out = [
        Interval(date(2026, 3, 10), date(2026, 3, 19), "trial_suspension"),
        Interval(date(2026, 3, 15), date(2026, 3, 20), "trial_suspension"),
    ]
    assert due("C04", date(2026, 3, 2), in_custody=True, excluded=out).due == date(2026, 4, 2)


def test_days_left_out_beyond_the_old_end_but_within_the_new_one_count_too() -> None:
    out = [Interval(date(2026, 3, 21), date(2026, 3, 23)), Interval(date(2026, 3, 25), date(2026, 3, 26))]
    assert due("C04", date(2026, 3, 2), in_custody=True, excluded=out).due == date(2026, 3, 27)


def test_a_reason_that_the_rule_does_not_know_counts_and_says_so() -> None:
    result = due("P18", date(2026, 1, 15), excluded=[Interval(date(2026, 2, 1), date(2026, 2, 9), "holiday_travel")])
    assert result.due == date(2026, 3, 15)
    assert any("不属于本期限可扣除的事由" in line.zh for line in result.trace)


def test_an_interval_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="ends before"):
        due("P18", date(2026, 1, 15), excluded=[Interval(date(2026, 2, 9), date(2026, 2, 1))])


def test_hours_left_out_are_whole_chinese_days_inside_the_period() -> None:
    start = datetime(2026, 9, 29, 12, tzinfo=ZONE)
    result = due("P13", start, excluded=[Interval(date(2026, 9, 30), date(2026, 9, 30))])
    assert result.due == datetime(2026, 10, 1, 12, tzinfo=ZONE)


def test_working_days_left_out_are_replaced_by_later_ones() -> None:
    rule = replace(LAW.deadlines.rule("X03.objection", on=date(2026, 1, 1)), exclusions=("petition_hearing",))
    plain = due(rule, date(2026, 3, 2))
    pushed = due(rule, date(2026, 3, 2), excluded=[Interval(date(2026, 3, 4), date(2026, 3, 5), "petition_hearing")])
    assert (plain.due, pushed.due) == (date(2026, 3, 9), date(2026, 3, 11))


def test_the_trace_tells_each_step_with_its_source() -> None:
    result = due("P07", date(2026, 9, 25))
    chinese = "\n".join(line.zh for line in result.trace)
    for words in ("2026-09-25 起算，当日不计入", "期限：7 日", "2026-10-02 是节假日", "2026-10-08"):
        assert words in chinese
    assert all(line.zh and line.en and line.basis for line in result.trace)
    assert result.rolled


def test_custody_and_provisional_days_are_explained() -> None:
    custody = "\n".join(line.zh for line in due("P14", date(2026, 9, 29)).trace)
    assert "不因节假日延长" in custody
    assert "放假安排尚未公布" in "\n".join(line.zh for line in due("X04", date(2026, 11, 20)).trace)


def test_json_has_rule_start_due_and_trace() -> None:
    found = due("P14", date(2026, 9, 29)).to_json()
    assert {name: found[name] for name in ("rule", "from", "due", "provisional", "rolled")} == {
        "rule": "P14",
        "from": "2026-09-29",
        "due": "2026-10-02",
        "provisional": False,
        "rolled": False,
    }
    assert isinstance(found["trace"], list)


def test_warnings_for_custody_come_seven_days_before_and_never_before_the_start() -> None:
    rule = LAW.deadlines.rule("P18", on=date(2026, 1, 15))
    assert warnings(rule, due(rule, date(2026, 1, 15))) == (date(2026, 3, 8),)
    assert warnings(LAW.deadlines.rule("P14", on=date(2026, 1, 15)), due("P14", date(2026, 1, 15))) == ()


def test_warnings_for_other_periods_are_shares_and_the_last_three_days() -> None:
    rule = LAW.deadlines.rule("X04", on=date(2026, 3, 16))
    assert warnings(rule, due(rule, date(2026, 3, 16))) == (date(2026, 4, 15), date(2026, 5, 3), date(2026, 5, 12))


def test_warnings_for_hours_are_moments() -> None:
    start = datetime(2026, 9, 29, 12, tzinfo=ZONE)
    rule = LAW.deadlines.rule("P13", on=start)
    assert warnings(rule, due(rule, start)) == (start + timedelta(hours=12), start + timedelta(hours=19, minutes=12))


def test_the_version_in_force_on_the_anchor_day_is_taken() -> None:
    old, new = LAW.deadlines.rule("A02", on=date(2025, 12, 31)), LAW.deadlines.rule("A02", on=date(2026, 1, 1))
    assert (old.version, old.max_extensions, new.version, new.max_extensions) == ("1", 1, "2", 2)
    with pytest.raises(UnknownRule):
        LAW.deadlines.rule("A02", on=date(2000, 1, 1))
    with pytest.raises(UnknownRule):
        LAW.deadlines.rule("Z99", on=date(2026, 1, 1))


def test_rules_start_only_under_their_condition() -> None:
    detained, free = LAW.deadlines.rule("J01", on=date(2026, 1, 1)), LAW.deadlines.rule("J02", on=date(2026, 1, 1))
    assert (detained.applies(in_custody=True), detained.applies(in_custody=False)) == (True, False)
    assert (free.applies(in_custody=True), free.applies(in_custody=False)) == (False, True)
    person = LAW.deadlines.rule("J12.person", on=date(2026, 1, 1))
    assert not person.applies(in_custody=False)
    assert person.applies(in_custody=False, flags={"discretionary_non_prosecution"})


@given(rule=st.sampled_from(EVERY_RULE), anchor=DAYS)
def test_the_end_is_never_before_the_event(rule: DeadlineRule, anchor: date) -> None:
    end = due(rule, anchor).due
    assert end > anchor or (rule.amount == 0 and end >= anchor)


@given(rule=st.sampled_from(CUSTODY), anchor=DAYS)
def test_custody_never_moves_for_a_holiday(rule: DeadlineRule, anchor: date) -> None:
    result = due(rule, anchor)
    expected = (
        add_months(anchor, rule.amount) if rule.unit is PeriodUnit.MONTH else anchor + timedelta(days=rule.amount)
    )
    assert (result.due, result.rolled, result.provisional) == (expected, False, False)


@given(rule=st.sampled_from(ROLLING), anchor=DAYS)
def test_a_rolled_end_is_a_working_day_and_no_working_day_was_skipped(rule: DeadlineRule, anchor: date) -> None:
    end = last_day(rule, anchor)
    plain = last_day(replace(rule, roll=False), anchor)
    assert LAW.calendar.is_working(end)
    assert not any(LAW.calendar.is_working(plain + timedelta(days=n)) for n in range((end - plain).days))


@given(rule=st.sampled_from([rule for rule in EVERY_RULE if rule.unit in ("d", "wd")]), anchor=DAYS)
def test_a_later_event_never_ends_earlier(rule: DeadlineRule, anchor: date) -> None:
    assert due(rule, anchor).due <= due(rule, anchor + timedelta(days=1)).due


@given(rule=st.sampled_from([rule for rule in EVERY_RULE if rule.max_extensions]), anchor=DAYS)
def test_an_extension_only_makes_it_longer(rule: DeadlineRule, anchor: date) -> None:
    """Before rolling: a long holiday may carry both ends to the same working day."""
    counts = range(rule.max_extensions + 1)
    ends = [due(rule, anchor, extensions=count, in_custody=True).due for count in counts]
    assert ends == sorted(ends)
    plain = replace(rule, roll=False)
    unrolled = [due(plain, anchor, extensions=count, in_custody=True).due for count in counts]
    assert unrolled[-1] > unrolled[0]


@given(
    rule=st.sampled_from([rule for rule in EVERY_RULE if rule.unit != "wd"]),
    anchor=DAYS,
    offset=st.integers(-40, 90),
    length=st.integers(0, 30),
)
def test_days_left_out_push_by_at_most_their_number(rule: DeadlineRule, anchor: date, offset: int, length: int) -> None:
    still = replace(rule, roll=False)
    start = anchor + timedelta(days=offset)
    out = [Interval(start, start + timedelta(days=length))]
    plain, pushed = last_day(still, anchor), last_day(still, anchor, excluded=out)
    assert timedelta(0) <= pushed - plain <= timedelta(days=length + 1)
    if start > plain or out[0].end <= anchor:
        assert pushed == plain


@given(anchor=DAYS, months=st.integers(1, 24))
def test_months_keep_the_day_or_fall_on_the_last_day(anchor: date, months: int) -> None:
    end = add_months(anchor, months)
    assert (end.year * 12 + end.month) - (anchor.year * 12 + anchor.month) == months
    last = (end + timedelta(days=1)).month != end.month
    assert last or (end.day == anchor.day and (anchor + timedelta(days=1)).month == anchor.month)
