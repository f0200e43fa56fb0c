"""The answer of a deadline computation: the last day and the lines that explain it to a lay person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from zf_law.deadline_rules import DeadlineRule, PeriodUnit

_UNIT_WORDS = {
    PeriodUnit.HOUR: ("小时", "hour(s)"),
    PeriodUnit.DAY: ("日", "day(s)"),
    PeriodUnit.WORKING_DAY: ("个工作日", "working day(s)"),
    PeriodUnit.MONTH: ("个月", "month(s)"),
}


@dataclass(frozen=True, slots=True)
class Interval:
    """Days that do not count, both ends included. `reason` is an exclusion id of the rule; empty means unstated."""

    start: date
    end: date
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TraceLine:
    zh: str
    en: str
    basis: str

    def to_json(self) -> dict[str, object]:
        return {"zh": self.zh, "en": self.en, "basis": self.basis}


@dataclass(frozen=True, slots=True)
class Due:
    """The last day (or moment, for hours). `provisional` means that a holiday arrangement is not yet published."""

    rule_id: str
    version: str
    anchor: date | datetime
    due: date | datetime
    provisional: bool
    rolled: bool
    trace: tuple[TraceLine, ...]

    def to_json(self) -> dict[str, object]:
        return {
            "rule": self.rule_id,
            "version": self.version,
            "from": self.anchor.isoformat(),
            "due": self.due.isoformat(),
            "provisional": self.provisional,
            "rolled": self.rolled,
            "trace": [line.to_json() for line in self.trace],
        }


class Trace:
    """Collects the lines while a period is counted."""

    def __init__(self) -> None:
        self.lines: list[TraceLine] = []

    def add(self, zh: str, en: str, basis: str) -> None:
        self.lines.append(TraceLine(zh, en, basis))

    def event_day(self, day: date) -> None:
        zh = f"自 {day.isoformat()} 起算，当日不计入，次日为第一日。"
        self.add(zh, f"Runs from {day.isoformat()}; the day of the event is not counted.", "CPL 105(2)")

    def accept(self, rule: DeadlineRule, excluded: Sequence[Interval]) -> tuple[Interval, ...]:
        """Keeps the intervals that the rule allows to leave out; each of the others gets a line that it counts."""
        kept: list[Interval] = []
        for interval in excluded:
            span = f"{interval.start.isoformat()} – {interval.end.isoformat()}"
            if interval.end < interval.start:
                raise ValueError(f"the interval {span} ends before it starts")
            if interval.reason and interval.reason not in rule.exclusions:
                zh = f"{span}（{interval.reason}）不属于本期限可扣除的事由，照常计入。"
                self.add(zh, f"{span} ({interval.reason}) may not be left out of this period and counts.", rule.basis)
            else:
                kept.append(interval)
        return tuple(kept)

    def period(self, rule: DeadlineRule, extensions: int) -> None:
        zh, en = in_words(rule.amount, rule.unit)
        self.add(f"期限：{zh}。", f"Period: {en}.", rule.basis)
        for number, extension in enumerate(rule.extensions[:extensions], start=1):
            zh, en = in_words(extension.amount, extension.unit)
            self.add(f"第 {number} 次延长：加 {zh}。", f"Extension {number}: plus {en}.", extension.basis)

    def left_out(self, days: int, due: date) -> None:
        if days:
            zh = f"不计入期限的日数：{days} 日，顺延至 {due.isoformat()}。"
            self.add(zh, f"{days} day(s) are not counted; the end moves to {due.isoformat()}.", "CPL 105(3), 149, 206")

    def end(self, due: date, *, provisional: bool) -> None:
        if provisional:
            zh = f"{due.year} 年放假安排尚未公布，暂按周末和法定节日推算，公布后将重新计算。"
            en = f"The holiday arrangement of {due.year} is not published; computed provisionally, to be recomputed."
            self.add(zh, en, "全国年节及纪念日放假办法")
        self.add(f"期限届满日：{due.isoformat()}。", f"Last day: {due.isoformat()}.", "CPL 105")


def in_words(amount: int, unit: PeriodUnit) -> tuple[str, str]:
    """A length of time in Chinese and English."""
    if unit is not PeriodUnit.HALF_MONTH:
        word_zh, word_en = _UNIT_WORDS[unit]
        return f"{amount} {word_zh}", f"{amount} {word_en}"
    months, half = divmod(amount, 2)
    zh = [f"{months} 个月"] * bool(months) + ["半个月（十五日）"] * half
    en = [f"{months} month(s)"] * bool(months) + ["half a month (15 days)"] * half
    return "加".join(zh), " and ".join(en)
