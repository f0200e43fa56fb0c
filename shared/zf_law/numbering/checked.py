"""What every identifier check answers with, and the one stored form of what people type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from zf_law.numbering.tables import NumberingTables
from zf_law.problems import Problem


@dataclass(frozen=True, slots=True)
class Checked:
    """`value` is the normalised text, `parts` what could be read from it; no problems means that it is valid."""

    value: str
    parts: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def ok(self) -> bool:
        return not self.problems


class Checker(Protocol):
    """`now` is today's date: no identifier may lie in the future."""

    def __call__(self, value: str, *, tables: NumberingTables, now: date) -> Checked: ...


def refused(value: str, reason: str, /, *, parts: Mapping[str, str] | None = None, **values: str | int) -> Checked:
    return Checked(value, dict(parts or {}), (Problem(reason, values),))


def normalise(text: str) -> str:
    """Full-width letters, digits and punctuation become half-width; spaces go; letters become capitals.

    All round brackets become （）, all square and tortoise-shell brackets 〔〕: one stored form for each number.
    """
    narrow = "".join(_narrow(character) for character in text)
    joined = "".join(narrow.split()).upper()
    return joined.translate(_BRACKETS)


_BRACKETS = str.maketrans({"(": "（", ")": "）", "[": "〔", "]": "〕", "【": "〔", "】": "〕"})


def _narrow(character: str) -> str:
    code = ord(character)
    if 0xFF01 <= code <= 0xFF5E:
        return chr(code - 0xFEE0)
    return " " if code in (0x3000, 0x00A0, 0x200B, 0xFEFF) else character


def real_date(text: str) -> date | None:
    """The day of yyyymmdd, or None if there is no such day. Only ASCII digits are passed in."""
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:8]))
    except ValueError:
        return None
