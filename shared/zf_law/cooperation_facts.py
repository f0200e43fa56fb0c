"""What a person states with an act on a cooperation matter: named facts of a known type, some with rows of cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from zf_law.problems import Problem
from zf_law.reading import Label

LINE, TEXT, DAY, MOMENT, NUMBER, CHOICE, ROWS = "line", "text", "day", "moment", "number", "choice", "rows"
TYPES = (LINE, TEXT, DAY, MOMENT, NUMBER, CHOICE, ROWS)
AGENCY = "agency"
"""A cell with the code of an agency; who that may be is decided where the directory is known."""
CELL_TYPES = (LINE, DAY, NUMBER, CHOICE, AGENCY)
FACT_ROWS = 60
LINE_LIMIT = 300
TEXT_LIMIT = 5000


@dataclass(frozen=True, slots=True)
class Fact:
    """Either `text`, or rows of cells in the order of the field's columns."""

    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text or self.rows)


Facts = Mapping[str, Fact]


@dataclass(frozen=True, slots=True)
class Column:
    id: str
    zh: str
    en: str
    type: str
    needed: bool
    choices: Mapping[str, Label]


@dataclass(frozen=True, slots=True)
class Field:
    """`acts`: the acts that state it. `choices` of a choice, `columns` of rows. `computed`: the program states it.

    `fresh`: each act states it anew, so its form begins empty. `restricted`: only the two departments of a matter of
    discretion see it.
    """

    id: str
    zh: str
    en: str
    type: str
    acts: tuple[str, ...]
    needed: bool
    computed: bool
    restricted: bool
    fresh: bool
    choices: Mapping[str, Label]
    columns: tuple[Column, ...]


def value_problems(field: Field, fact: Fact | None) -> list[Problem]:
    if fact is None or not fact:
        return [_problem("cooperation.fact_needed", field)] if field.needed else []
    if field.type == ROWS:
        return _rows_problems(field, fact)
    if fact.rows:
        return [_problem("cooperation.fact_wrong", field)]
    return [] if _fits(field.type, fact.text, choices=field.choices) else [_problem("cooperation.fact_wrong", field)]


def _rows_problems(field: Field, fact: Fact) -> list[Problem]:
    if fact.text or len(fact.rows) > FACT_ROWS or any(len(row) != len(field.columns) for row in fact.rows):
        return [_problem("cooperation.fact_wrong", field)]
    problems: list[Problem] = []
    for number, row in enumerate(fact.rows, start=1):
        for column, cell in zip(field.columns, row, strict=True):
            if (column.needed and not cell) or (cell and not _fits(column.type, cell, choices=column.choices)):
                place: dict[str, str | int] = {"row": number, "column": column.zh, "column_en": column.en}
                problems.append(_problem("cooperation.cell_wrong", field, **place))
    return problems


def _fits(kind: str, text: str, *, choices: Mapping[str, Label] | None = None) -> bool:
    if kind == CHOICE:
        return text in (choices or {})
    if kind in (LINE, TEXT, AGENCY):
        return len(text) <= (TEXT_LIMIT if kind == TEXT else LINE_LIMIT) and (kind == TEXT or "\n" not in text)
    if kind == NUMBER:
        return number_of(text) is not None
    return moment_fits(text, with_time=kind == MOMENT)


def number_of(text: str) -> Decimal | None:
    """A plain finite decimal number of at most fifteen digits; anything else is None."""
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    plain = text.isascii() and not {*text.lower()} & {*"e_ "} and len(text) <= 20
    return found if plain and found.is_finite() else None


def moment_fits(text: str, *, with_time: bool) -> bool:
    """A day as yyyy-mm-dd, or an instant with its offset."""
    try:
        if with_time:
            return datetime.fromisoformat(text).tzinfo is not None
        return len(text) == 10 and bool(date.fromisoformat(text))
    except ValueError:
        return False


def _problem(code: str, field: Field, **values: str | int) -> Problem:
    return Problem(code, {"name": field.zh, "name_en": field.en, "field": f"facts.{field.id}", **values})
