"""Counting a period: one step after another, each leaving a line that says what was done and by which text.

`compute` is the whole calculation; the rules themselves are read in deadline_rules.py and offered here as well.
"""

from __future__ import annotations

import calendar as month_lengths
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from zf_law.calendar import Calendar
from zf_law.deadline_rules import (
    ZONE,
    DeadlineRule,
    Deadlines,
    Extension,
    Nature,
    PeriodUnit,
    UnknownRule,
    read_deadlines,
)
from zf_law.due import Due, Interval, Trace, TraceLine
from zf_law.problems import Problem

__all__ = [
    "ZONE",
    "DeadlineRule",
    "Deadlines",
    "Due",
    "Extension",
    "Interval",
    "Nature",
    "PeriodUnit",
    "TraceLine",
    "UnknownRule",
    "add_months",
    "compute",
    "extension_problems",
    "read_deadlines",
    "warnings",
]


def compute(
    rule: DeadlineRule,
    *,
    anchor: date | datetime,
    calendar: Calendar,
    in_custody: bool = False,
    extensions: int = 0,
    excluded: Sequence[Interval] = (),
) -> Due:
    """Raises ValueError on a naive datetime, on hours counted from a bare date, and on more extensions than allowed."""
    if extension_problems(rule, extensions):
        raise ValueError(f"{rule.id} allows {rule.max_extensions} extension(s), asked for {extensions}")
    if isinstance(anchor, datetime) and anchor.tzinfo is None:
        raise ValueError("the anchor needs a time zone")
    trace = Trace()
    counted = trace.accept(rule, excluded)
    if rule.unit is PeriodUnit.HOUR:
        return _hours(rule, anchor, extensions, counted, trace)
    day = anchor.astimezone(ZONE).date() if isinstance(anchor, datetime) else anchor
    trace.event_day(day)
    provisional = False
    if rule.unit is PeriodUnit.WORKING_DAY:
        due, provisional = _working_days(rule, day, extensions, calendar, counted, trace)
        rolled = False
    else:
        due = _calendar_days(rule, day, extensions, counted, trace)
        due, rolled, provisional = _roll(rule, due, calendar, trace, in_custody=in_custody)
    trace.end(due, provisional=provisional)
    return Due(rule.id, rule.version, anchor, due, provisional, rolled, tuple(trace.lines))


def extension_problems(rule: DeadlineRule, extensions: int) -> list[Problem]:
    if 0 <= extensions <= rule.max_extensions:
        return []
    return [Problem("deadline.no_extension_left", {"rule": rule.id, "allowed": rule.max_extensions})]


def warnings(rule: DeadlineRule, due: Due) -> tuple[date | datetime, ...]:
    """When to warn, earliest first: after the anchor and not after the due moment."""
    if isinstance(due.due, datetime) and isinstance(due.anchor, datetime):
        start, end = due.anchor, due.due
        moments = {_mark(mark, start, end) for mark in rule.warn}
        return tuple(sorted(moment for moment in moments if start < moment <= end))
    zero = datetime.combine(_as_day(due.anchor), time.min), datetime.combine(_as_day(due.due), time.min)
    days = {_mark(mark, zero[0], zero[1]).date() for mark in rule.warn}
    return tuple(sorted(day for day in days if zero[0].date() < day <= zero[1].date()))


def add_months(start: date, months: int) -> date:
    """Same day number; from the last day of a month to the last day; a missing day becomes the last day (SPC 202)."""
    year, index = divmod(start.year * 12 + start.month - 1 + months, 12)
    last = month_lengths.monthrange(year, index + 1)[1]
    at_end = start.day == month_lengths.monthrange(start.year, start.month)[1]
    return date(year, index + 1, last if at_end else min(start.day, last))


def _hours(
    rule: DeadlineRule, anchor: date | datetime, extensions: int, excluded: Sequence[Interval], trace: Trace
) -> Due:
    if not isinstance(anchor, datetime):
        raise ValueError(f"{rule.id} counts hours and needs a date with a time")
    trace.add(f"自 {anchor.isoformat()} 起算，当时不计入。", f"Runs from {anchor.isoformat()}.", "CPL 105(2)")
    trace.period(rule, extensions)
    hours = rule.amount + sum(extension.amount for extension in rule.extensions[:extensions])
    plain = anchor + timedelta(hours=hours)
    due = plain
    while (moved := plain + _overlap(anchor, due, excluded)) != due:
        due = moved
    if due != plain:
        trace.left_out((due - plain) // timedelta(days=1), due.date())
    trace.add("按小时计算，节假日照常计入。", "Hours run through holidays.", "CPL 105")
    trace.add(f"期限届满：{due.isoformat()}。", f"Ends at {due.isoformat()}.", "CPL 105")
    return Due(rule.id, rule.version, anchor, due, False, False, tuple(trace.lines))


def _overlap(start: datetime, end: datetime, excluded: Sequence[Interval]) -> timedelta:
    total = timedelta(0)
    for day in _days(excluded):
        begin = datetime.combine(day, time.min, tzinfo=ZONE)
        total += max(timedelta(0), min(end, begin + timedelta(days=1)) - max(start, begin))
    return total


def _days(excluded: Sequence[Interval]) -> set[date]:
    found: set[date] = set()
    for interval in excluded:
        found.update(interval.start + timedelta(days=n) for n in range((interval.end - interval.start).days + 1))
    return found


def _working_days(
    rule: DeadlineRule,
    day: date,
    extensions: int,
    calendar: Calendar,
    excluded: Sequence[Interval],
    trace: Trace,
) -> tuple[date, bool]:
    trace.period(rule, extensions)
    left = rule.amount + sum(extension.amount for extension in rule.extensions[:extensions])
    out, skipped, lost, provisional = _days(excluded), 0, 0, False
    while left > 0:
        day += timedelta(days=1)
        today = calendar.day(day)
        provisional = provisional or today.provisional
        if not today.is_working:
            skipped += 1
        elif day in out:
            lost += 1
        else:
            left -= 1
    trace.add(
        f"只数工作日，跳过休息日和节假日 {skipped} 日。",
        f"Working days only; {skipped} day(s) off are skipped.",
        rule.basis,
    )
    trace.left_out(lost, day)
    return day, provisional


def _calendar_days(rule: DeadlineRule, day: date, extensions: int, excluded: Sequence[Interval], trace: Trace) -> date:
    """Months first, all counted from the event day, then days: an extension can only move the end later."""
    trace.period(rule, extensions)
    parts = [(rule.amount, rule.unit), *((item.amount, item.unit) for item in rule.extensions[:extensions])]
    halves = sum(amount for amount, unit in parts if unit is PeriodUnit.HALF_MONTH)
    months = sum(amount for amount, unit in parts if unit is PeriodUnit.MONTH) + halves // 2
    days = sum(amount for amount, unit in parts if unit is PeriodUnit.DAY) + halves % 2 * 15
    plain = add_months(day, months) + timedelta(days=days)
    out = _days(excluded)
    due = plain
    while (moved := plain + timedelta(days=sum(day < one <= due for one in out))) != due:
        due = moved
    trace.left_out((due - plain).days, due)
    return due


def _roll(
    rule: DeadlineRule, due: date, calendar: Calendar, trace: Trace, *, in_custody: bool
) -> tuple[date, bool, bool]:
    if rule.is_custody_clock(in_custody=in_custody):
        zh = f"羁押期限到 {due.isoformat()} 当日为止，不因节假日延长。"
        trace.add(zh, f"Custody ends on {due.isoformat()} itself; holidays never extend it.", "CPL 105(4)")
        return due, False, False
    if not rule.roll:
        zh = "本期限不因节假日顺延。"
        trace.add(zh, "This period does not move for holidays.", rule.basis)
        return due, False, False
    last = calendar.next_working(due)
    provisional = calendar.day(due).provisional or calendar.day(last).provisional
    if last != due:
        name = calendar.day(due).note or "休息日"
        zh = f"{due.isoformat()} 是节假日（{name}），顺延至其后第一个工作日 {last.isoformat()}。"
        en = f"{due.isoformat()} is a day off; the end moves to the next working day, {last.isoformat()}."
        trace.add(zh, en, "CPL 105(4)")
    return last, last != due, provisional


def _as_day(moment: date | datetime) -> date:
    return moment.astimezone(ZONE).date() if isinstance(moment, datetime) else moment


def _mark(mark: str, start: datetime, end: datetime) -> datetime:
    amount = int(mark[:-1])
    if mark.endswith("%"):
        return start + (end - start) * amount / 100
    return end - (timedelta(hours=amount) if mark.endswith("h") else timedelta(days=amount))
