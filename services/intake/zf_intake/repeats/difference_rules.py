"""What two texts have in common and what only one of them says, stretch by stretch. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

from zf_intake.repeats.rules import LONGEST_TEXT

SHORTEST_RUN = 2
"""A single character that happens to stand in both texts says nothing."""


@dataclass(frozen=True, slots=True)
class Stretch:
    text: str
    same: bool


Side = tuple[Stretch, ...]


def differences(one: str, other: str) -> tuple[Side, Side]:
    """Both texts in stretches, each marked as standing on the other side too or not; nothing is left out.

    What comes after `LONGEST_TEXT` characters is shown as different without being compared.
    """
    matcher = SequenceMatcher(None, one[:LONGEST_TEXT], other[:LONGEST_TEXT], autojunk=False)
    runs = [
        run for run in matcher.get_matching_blocks() if run.size >= SHORTEST_RUN or run.size == len(one) == len(other)
    ]
    left = _stretches(one, [(run.a, run.size) for run in runs])
    right = _stretches(other, [(run.b, run.size) for run in runs])
    return left, right


def _stretches(text: str, runs: list[tuple[int, int]]) -> Side:
    found: list[Stretch] = []
    at = 0
    for start, size in [*runs, (len(text), 0)]:
        if start > at:
            found.append(Stretch(text[at:start], same=False))
        if size:
            found.append(Stretch(text[start : start + size], same=True))
        at = start + size
    return tuple(found)
