"""Measuring matters from before the oldest rule we know. Pure."""

from __future__ import annotations

from datetime import date

from zf_law.deadlines import DeadlineRule, Deadlines, UnknownRule


def rule_of_the_day(deadlines: Deadlines, name: str, *, on: date, today: date) -> DeadlineRule:
    """The rule that was in force; for a day before its oldest version, today's measure: the regulation of 2005 had the same."""
    try:
        return deadlines.rule(name, on=on)
    except UnknownRule:
        return deadlines.rule(name, on=today)
