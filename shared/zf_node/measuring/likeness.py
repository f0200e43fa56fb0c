"""How well repeats are recognised: near-duplicates of a whole ledger, and precision and recall on labelled pairs."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from zf_intake.ledgers.mapping_rules import LedgerRow
from zf_intake.repeats.match_rules import MARKS_ALIKE
from zf_intake.repeats.rules import likeness, marks
from zf_node.measuring.ledger import words_of


@dataclass(frozen=True, slots=True)
class Label:
    """Two lines of the sheet and what a person found. `stands_for`: how many pairs of the ledger this one represents."""

    row_a: int
    row_b: int
    same: bool
    stands_for: float


@dataclass(frozen=True, slots=True)
class Likenesses:
    """Pairs of the ledger that the method calls alike, found by their marks and compared."""

    candidates: int
    alike: int
    rows: int


@dataclass(frozen=True, slots=True)
class Quality:
    """On the labelled pairs as they are, and weighted by what each stands for in the whole ledger.

    `…_by_marks`: what another agency finds, which has the marks and not the texts.
    """

    pairs: int
    same: int
    precision: float
    recall: float
    recall_in_the_ledger: float
    candidates_found: float
    precision_by_marks: float
    recall_by_marks: float


def read_labels(path: Path) -> list[Label]:
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Label(int(row["row_a"]), int(row["row_b"]), row["same"] == "1", float(row["stands_for"]))
            for row in csv.DictReader(file)
        ]


def near_duplicates(rows: Sequence[LedgerRow]) -> Likenesses:
    """The way a registration finds them: by a shared mark first, then by comparing."""
    words = [words_of(row) for row in rows]
    by_mark: dict[int, list[int]] = defaultdict(list)
    for at, one in enumerate(words):
        for mark in marks(one):
            by_mark[mark].append(at)
    pairs = {
        (one, other) for found in by_mark.values() for place, one in enumerate(found) for other in found[place + 1 :]
    }
    alike = [pair for pair in pairs if likeness(words[pair[0]], words[pair[1]]).alike]
    return Likenesses(len(pairs), len(alike), len({at for pair in alike for at in pair}))


def quality(rows: Sequence[LedgerRow], labels: Sequence[Label]) -> Quality:
    words = {row.line: words_of(row) for row in rows}
    judged = [(one, likeness(words[one.row_a], words[one.row_b]).alike) for one in labels]
    said = [one for one, alike in judged if alike]
    right = [one for one in said if one.same]
    same = [one for one in labels if one.same]
    shared = {id(one): len(set(marks(words[one.row_a])) & set(marks(words[one.row_b]))) for one in labels}
    marked = [one for one in same if shared[id(one)]]
    told = [one for one in labels if shared[id(one)] >= MARKS_ALIKE]
    told_right = [one for one in told if one.same]
    return Quality(
        pairs=len(labels),
        same=len(same),
        precision=len(right) / max(1, len(said)),
        recall=len(right) / max(1, len(same)),
        recall_in_the_ledger=sum(one.stands_for for one in right) / max(1.0, sum(one.stands_for for one in same)),
        candidates_found=len(marked) / max(1, len(same)),
        precision_by_marks=len(told_right) / max(1, len(told)),
        recall_by_marks=len(told_right) / max(1, len(same)),
    )
