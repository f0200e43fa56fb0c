"""When a circular may be drawn up. Pure."""

from __future__ import annotations

from datetime import date

from zf_law.problems import Problem

MOST = 300
"""Lines of one circular; a longer list is drawn up for a shorter period."""


def period_problems(*, since: date, until: date, today: date) -> list[Problem]:
    """A period that is over or ends today."""
    problems: list[Problem] = []
    if since > until:
        problems.append(Problem("board.period_reversed", {"field": "until"}))
    if until > today:
        problems.append(Problem("circular.period_not_over", {"field": "until"}))
    return problems


def content_problems(lines: int) -> list[Problem]:
    """A circular names something, and not more than a reader can take in."""
    if not lines:
        return [Problem("circular.nothing_missed", {"field": "since"})]
    return [Problem("circular.too_long", {"count": lines, "most": MOST, "field": "since"})] if lines > MOST else []
