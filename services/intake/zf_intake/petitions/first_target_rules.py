"""初信初访 are answered sooner than the law asks: an internal target, no legal clock; it blocks nothing (S-024). Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from zf_law.deadlines import ZONE
from zf_law.petition_stages import FirstTarget

State = Literal["running", "overdue", "kept", "missed"]


@dataclass(frozen=True, slots=True)
class Standing:
    due: date
    state: State


def applies(target: FirstTarget, *, channel: str, repeat: bool) -> bool:
    return not repeat and channel in target.channels


def standing(target: FirstTarget, *, received_at: datetime, answered_at: datetime | None, now: datetime) -> Standing:
    """Days end at midnight in China, and the day of receipt is not counted; a matter closed unanswered counts as answered."""
    due = received_at.astimezone(ZONE).date() + timedelta(days=target.days)
    in_time = (answered_at or now).astimezone(ZONE).date() <= due
    if answered_at is None:
        return Standing(due, "running" if in_time else "overdue")
    return Standing(due, "kept" if in_time else "missed")
