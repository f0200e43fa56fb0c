"""Comparing with other agencies by keyed hashes and marks alone. Pure.

The texts stay where they are, so the marks alone have to do: with `MARKS_ALIKE` shared marks two petitions count as having
nearly the same words. Chosen on one half of the labelled pairs and measured on the other (README of intake).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

MARKS_ALIKE = 4
_HEX = frozenset("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class Marked:
    """A petition as it is compared: numbers, hashes of its people, marks of its text."""

    petition_no: str
    collab_no: str
    people: frozenset[str]
    marks: frozenset[int]


@dataclass(frozen=True, slots=True)
class Match:
    """`asked` of the other agency, `own` of ours."""

    asked: Marked
    own: Marked
    same_person: bool
    same_subject: bool


def may_be_asked(*, origin: str, category: str, accused: bool, confidential: bool) -> bool:
    """Only what was registered here first, and nothing of what must not be known: accusations and confidential matters."""
    return origin == "direct" and category != "accusation" and not accused and not confidential


def matches(asked: Iterable[Marked], own: Iterable[Marked]) -> list[Match]:
    """Pairs that share a person or enough marks. Petitions of one matter are no repeats of each other."""
    known = list(own)
    found = [
        Match(
            one,
            other,
            same_person=bool(one.people & other.people),
            same_subject=len(one.marks & other.marks) >= MARKS_ALIKE,
        )
        for one in asked
        for other in known
        if not one.collab_no or one.collab_no != other.collab_no
    ]
    return [pair for pair in found if pair.same_person or pair.same_subject]


def as_hex(marks: Iterable[int]) -> tuple[str, ...]:
    """As they stand in a message: numbers of this size are not safe in every JSON."""
    return tuple(f"{mark:016x}" for mark in marks)


def from_hex(marks: Collection[str]) -> frozenset[int]:
    """Whatever is no mark of ours matches nothing and is left out."""
    return frozenset(int(mark, 16) for mark in marks if len(mark) == 16 and set(mark) <= _HEX and mark[0] in "01234567")
