"""Words of an entry that nobody typed: whose matter it is, of which kind and unit, and in which month it came. Pure.

They stand among the pieces of the text, so that one index answers "this word, among my own" and "this word, since October"
by crossing two lists, instead of fetching every text of the one to see whether it is the other too. No piece of a text
begins with these signs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from zf_platform.clock import ZONE

LONGEST_REACH = 14
"""Months that are asked at once at most before everything is."""


def own_mark(account: str) -> str:
    return f"@{account}"


def kind_mark(kind: str) -> str:
    return f"~{kind}"


def unit_mark(kind: str, unit: str) -> str:
    return f"~{kind}:{unit}"


def month_mark(at: datetime) -> str:
    """The month by the clock of the law: `#202611`."""
    return _mark(_months(at))


def marks_of(*, people: Iterable[str], kind: str, unit: str, at: datetime) -> tuple[str, ...]:
    return (*sorted(map(own_mark, people)), kind_mark(kind), unit_mark(kind, unit), month_mark(at))


def months_back(newest: datetime, number: int) -> tuple[str, ...]:
    """The month of `newest` and those before it, `number` in all."""
    last = _months(newest)
    return tuple(_mark(month) for month in range(last, last - number, -1))


def windows(newest: datetime) -> Iterator[tuple[str, ...]]:
    """Ever more months, at last all of them (no mark)."""
    yield months_back(newest, 2)
    yield months_back(newest, LONGEST_REACH)
    yield ()


def _months(at: datetime) -> int:
    local = at.astimezone(ZONE)
    return local.year * 12 + local.month - 1


def _mark(months: int) -> str:
    return f"#{months // 12:04d}{months % 12 + 1:02d}"
