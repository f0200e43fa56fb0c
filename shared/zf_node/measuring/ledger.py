"""The rows of a ledger as the import reads them, and the figures that follow from them alone."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from zf_contracts.http.ledgers import LedgerMapping
from zf_intake.ledgers.late_rules import MEASURED, measure
from zf_intake.ledgers.mapping_rules import (
    LedgerRow,
    header_problems,
    mapping_problems,
    matter_key,
    places,
    read_row,
)
from zf_intake.repeats.rules import Words
from zf_law.loader import Law
from zf_law.problems import Problem
from zf_platform.errors import Refused
from zf_platform.workbooks import cell_name, read_sheet


class MappingUnreadable(ValueError):
    """The mapping file is no mapping; the message names the place."""


@dataclass(frozen=True, slots=True)
class LedgerFigures:
    """Counts only. `repeat_persons`: persons with more than one petition; `their_petitions`: how many those are."""

    rows: int
    accepted: int
    rejected: Mapping[str, int]
    late: Mapping[str, int]
    answers_without_a_time_of_day: int
    persons: int
    repeat_persons: int
    their_petitions: int
    same_person_day_and_matter: int
    seconds: float = field(default=0.0)


def read_mapping(path: Path) -> LedgerMapping:
    try:
        found = LedgerMapping.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise MappingUnreadable(str(wrong)) from None
    except ValidationError as wrong:
        first = wrong.errors()[0]
        raise MappingUnreadable(f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from None
    problems = mapping_problems(found.columns)
    if problems:
        raise Refused(problems)
    return found


def read_ledger(content: bytes, mapping: LedgerMapping) -> list[LedgerRow]:
    """Every row below the header; empty lines are none. Raises Refused."""
    sheet = read_sheet(content)
    header = sheet.rows[0] if sheet.rows else ()
    problems = header_problems(mapping.columns, header)
    if problems:
        raise Refused(problems)
    where = places(mapping.columns, header)
    return [
        read_row(
            cells,
            line=line,
            where=where,
            formulas=sheet.formulas,
            names={name: cell_name(line, column) for name, column in where.items()},
        )
        for line, cells in enumerate(sheet.rows[1:], start=2)
        if any(cell not in ("", None) for cell in cells)
    ]


def words_of(row: LedgerRow) -> Words:
    return Words(row.texts.get("title", ""), row.texts.get("text", ""))


def figures(rows: Sequence[LedgerRow], *, law: Law, today: date) -> LedgerFigures:
    good = [row for row in rows if not row.problems]
    persons = Counter(row.texts["person"] for row in good if row.texts.get("person"))
    matters = Counter(filter(None, map(matter_key, good)))
    repeated = {name: count for name, count in persons.items() if count > 1}
    return LedgerFigures(
        rows=len(rows),
        accepted=len(good),
        rejected=dict(Counter(_first(row.problems).code for row in rows if row.problems)),
        late=_late(good, law=law, today=today),
        answers_without_a_time_of_day=sum(1 for row in good if row.answered is not None and row.answered.whole_day),
        persons=len(persons),
        repeat_persons=len(repeated),
        their_petitions=sum(repeated.values()),
        same_person_day_and_matter=sum(count - 1 for count in matters.values()),
    )


def _late(rows: Sequence[LedgerRow], *, law: Law, today: date) -> dict[str, int]:
    late = dict.fromkeys(MEASURED, 0)
    for row in rows:
        assert row.received is not None
        for name, found in measure(row.received, row.answered, law=law, today=today).items():
            late[name] += found.late
    return late


def _first(problems: Sequence[Problem]) -> Problem:
    return problems[0]
