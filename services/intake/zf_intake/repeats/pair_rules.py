"""Decisions about a pair of petitions: which comes first, what is compared, whether it may be decided. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from zf_intake.repeats.rules import Words
from zf_law.problems import Problem


def pair(one_id: str, other_id: str) -> tuple[str, str]:
    """The same pair whichever side it is looked at from."""
    return (one_id, other_id) if one_id < other_id else (other_id, one_id)


def compared_words(*, title: str, requests: Sequence[str], facts: str, reasons: str = "") -> Words:
    """What is compared: the title, and the description; a form without a description has only its requests."""
    told = "\n".join(part for part in (facts, reasons) if part)
    return Words(title, told or "\n".join(requests))


def decision_problems(one_id: str, other_id: str, *, decided_by: str | None) -> list[Problem]:
    """Two different petitions, and a question nobody has answered yet. `decided_by`: whoever did, by name."""
    if one_id == other_id:
        return [Problem("repeat.one_petition")]
    if decided_by is not None:
        return [Problem("repeat.decided_already", {"name": decided_by})]
    return []
