"""How alike two petitions are, in words and numbers anyone can check. Pure: texts in, a likeness and its reasons out.

The method. Both texts are normalised (full-width to half-width, lower case, letters, digits and Chinese characters only).
The subjects are cut into pieces of two characters and compared by Jaccard: shared pieces over all pieces. The descriptions
are cut into pieces of three and compared by containment: shared pieces over the pieces of the shorter text, because one
petition often tells more than the other. The likeness is 0.6 of the first and 0.4 of the second; from `ALIKE` on a pair is
shown to the officer, who decides. Nothing is learnt, nothing is weighted by a corpus: the same two texts always give the same
number. Measured figures stand in the README of intake.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

SUBJECT_SIZE, TEXT_SIZE = 2, 3
SUBJECT_WEIGHT, TEXT_WEIGHT = 0.6, 0.4
ALIKE = 0.32
"""From here on a pair is a likely repeat. Chosen on one half of the labelled pairs, measured on the other."""
LONGEST_TEXT = 4_000
"""Characters of a description that are compared; the rest of a very long text adds nothing to the decision."""

SUBJECT_BANDS, SUBJECT_ROWS = 30, 3
TEXT_BANDS, TEXT_ROWS = 8, 3
_PRIME = (1 << 61) - 1
_SHORTEST_PIECE, _MOST_PIECES = 4, 6


@dataclass(frozen=True, slots=True)
class Words:
    """What a petition says: its subject in one line, and the description."""

    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Likeness:
    """`score` from 0 to 1 with its two parts, and the longest pieces both texts share: the reason a person can check."""

    score: float
    subject: float
    text: float
    shared: tuple[str, ...]

    @property
    def alike(self) -> bool:
        return self.score >= ALIKE


def normalised(text: str) -> str:
    """One form for comparing: NFKC, lower case, letters and digits of any script, nothing else."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return "".join(character for character in folded if character.isalnum())


def pieces(text: str, size: int) -> frozenset[str]:
    """All pieces of `size` characters; a shorter text is one piece, an empty one has none."""
    if len(text) <= size:
        return frozenset((text,)) if text else frozenset()
    return frozenset(text[at : at + size] for at in range(len(text) - size + 1))


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    every = len(one | other)
    return len(one & other) / every if every else 0.0


def containment(one: frozenset[str], other: frozenset[str]) -> float:
    """Shared pieces over the pieces of the smaller set."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0


def likeness(one: Words, other: Words) -> Likeness:
    """Symmetric; a text compared with itself is 1. Without a description on one side the subject alone decides."""
    subject = jaccard(pieces(normalised(one.subject), SUBJECT_SIZE), pieces(normalised(other.subject), SUBJECT_SIZE))
    left, right = normalised(one.text)[:LONGEST_TEXT], normalised(other.text)[:LONGEST_TEXT]
    shared = shared_pieces(normalised(one.subject) + left, normalised(other.subject) + right)
    if not left or not right:
        return Likeness(subject, subject, 0.0, shared)
    text = containment(pieces(left, TEXT_SIZE), pieces(right, TEXT_SIZE))
    return Likeness(SUBJECT_WEIGHT * subject + TEXT_WEIGHT * text, subject, text, shared)


def shared_pieces(one: str, other: str) -> tuple[str, ...]:
    """The longest runs of `one` that stand in `other` too, at least four characters, none inside another."""
    known = pieces(other, _SHORTEST_PIECE)
    runs: set[str] = set()
    start = end = 0
    for at in range(len(one) - _SHORTEST_PIECE + 1):
        if one[at : at + _SHORTEST_PIECE] not in known:
            continue
        if at > end - _SHORTEST_PIECE + 1 or one[start : at + _SHORTEST_PIECE] not in other:
            runs.add(one[start:end])
            start = at
        end = at + _SHORTEST_PIECE
    runs.add(one[start:end])
    longest = sorted(filter(None, runs), key=lambda run: (-len(run), run))
    kept: list[str] = []
    for run in longest:
        if not any(run in taken for taken in kept):
            kept.append(run)
    return tuple(kept[:_MOST_PIECES])


def marks(words: Words) -> tuple[int, ...]:
    """MinHash marks by which likely repeats are found without comparing with everything (bands of `…_ROWS` minima).

    Two petitions share a mark of the subject with probability J³ each, J being the Jaccard of their subjects: with thirty
    bands 94 in 100 pairs at J = 0.45 share one, and 4 in 1,000 pairs at J = 0.05. The text bands find copies under a new title.
    """
    subject = pieces(normalised(words.subject), SUBJECT_SIZE)
    text = pieces(normalised(words.text)[:LONGEST_TEXT], TEXT_SIZE)
    return (
        *_bands(subject, bands=SUBJECT_BANDS, rows=SUBJECT_ROWS, name="subject"),
        *_bands(text, bands=TEXT_BANDS, rows=TEXT_ROWS, name="text"),
    )


def _bands(found: frozenset[str], *, bands: int, rows: int, name: str) -> tuple[int, ...]:
    if not found:
        return ()
    hashes = [_hash(piece.encode()) for piece in found]
    minima = [min((factor * one + shift) % _PRIME for one in hashes) for factor, shift in _permutations(bands * rows)]
    return tuple(_mark(name, band, minima[band * rows : (band + 1) * rows]) for band in range(bands))


@cache
def _permutations(count: int) -> Sequence[tuple[int, int]]:
    """Fixed for ever: stored marks must stay comparable."""
    return tuple(
        (_hash(f"factor {number}".encode()) % (_PRIME - 1) + 1, _hash(f"shift {number}".encode()) % _PRIME)
        for number in range(count)
    )


def _mark(name: str, band: int, minima: Iterable[int]) -> int:
    return _hash(f"{name} {band} {','.join(map(str, minima))}".encode()) >> 1


def _hash(content: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(content, digest_size=8).digest())
