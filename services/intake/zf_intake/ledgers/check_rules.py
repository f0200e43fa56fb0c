"""The verdict on every row of a ledger: taken, not taken and why, known from before, or the same as another. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from zf_intake.ledgers.mapping_rules import LedgerRow
from zf_law.problems import Problem

ACCEPTED, REJECTED, KNOWN = "accepted", "rejected", "known"
MOST_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class Verdict:
    """`same_as`: an earlier line of this file with the same person, day and matter. `matter` is its keyed hash."""

    row: LedgerRow
    state: str
    problems: tuple[Problem, ...] = field(default=())
    same_as: int = 0
    matter: str = ""


def judge(
    rows: Sequence[LedgerRow],
    *,
    matters: Mapping[int, str],
    more: Mapping[int, Sequence[Problem]],
    known: frozenset[str],
) -> list[Verdict]:
    """`matters`: line → keyed hash of person, day and matter. `more`: line → what registration says."""
    verdicts: list[Verdict] = []
    keys: dict[str, int] = {}
    first: dict[str, int] = {}
    for row in rows:
        problems = [*row.problems, *more.get(row.line, ())]
        if row.key in keys:
            problems.append(Problem("ledger.key_twice", {"field": "key", "key": row.key, "line": keys[row.key]}))
        keys.setdefault(row.key, row.line)
        matter = matters.get(row.line, "")
        state = REJECTED if problems else KNOWN if row.key in known else ACCEPTED
        same_as = first.get(matter, 0) if matter and state == ACCEPTED else 0
        if matter and state == ACCEPTED:
            first.setdefault(matter, row.line)
        verdicts.append(Verdict(row, state, tuple(problems), same_as, matter))
    return verdicts


def in_turn(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Oldest petition first, so that of two petitions of one person the later is the repeat."""
    return sorted(verdicts, key=lambda one: (_filed(one.row), one.row.line))


def _filed(row: LedgerRow) -> float:
    return row.received.at.timestamp() if row.received is not None else 0.0
