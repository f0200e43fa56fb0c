"""The facts of a matter in their four shapes: as the law reads them, as given, as told, and as stored. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zf_contracts.cooperation_values import FactRow, FactTold
from zf_contracts.http.cooperation import FactGiven
from zf_law.cooperation_facts import Fact, Facts

Stored = dict[str, object]


def given_facts(facts: Sequence[FactGiven | FactTold]) -> Facts:
    """Of two facts of one name the later counts. An empty one is as if it had not been given."""
    read = {one.name: Fact(one.text, tuple(row.cells for row in one.rows)) for one in facts}
    return {name: fact for name, fact in read.items() if fact}


def told_facts(facts: Facts) -> tuple[FactTold, ...]:
    return tuple(
        FactTold(name=name, text=fact.text, rows=tuple(FactRow(cells=row) for row in fact.rows))
        for name, fact in facts.items()
    )


def stored_facts(facts: Facts) -> Stored:
    return {name: [list(row) for row in fact.rows] if fact.rows else fact.text for name, fact in facts.items()}


def read_facts(stored: Mapping[str, object]) -> Facts:
    return {name: _fact(value) for name, value in stored.items()}


def _fact(value: object) -> Fact:
    if isinstance(value, list):
        return Fact(rows=tuple(tuple(str(cell) for cell in row) for row in value))
    return Fact(str(value))
