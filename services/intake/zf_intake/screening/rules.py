"""Whether a report may be drawn up or sent. Pure."""

from __future__ import annotations

from datetime import date

from zf_law.problems import Problem


def drawing_problems(*, last_day: date, today: date) -> list[Problem]:
    """Figures of a period that still runs would have to be taken back."""
    if last_day < today:
        return []
    return [Problem("screening.period_runs", {"field": "day", "last_day": last_day.isoformat()})]


def sending_problems(*, state: str) -> list[Problem]:
    return [Problem("screening.report_sent")] if state == "sent" else []
