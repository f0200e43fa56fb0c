"""Which column of a ledger means what, and what a cell says. Pure: a header and cells in, values or problems out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final

from zf_law.deadlines import ZONE
from zf_law.problems import Problem

Cell = str | int | float | bool | datetime | date | time | timedelta

TEXT_FIELDS: Final[tuple[str, ...]] = (
    "key", "person", "name", "id_number", "phone", "address", "title", "text", "place", "subject", "answer",
)  # fmt: skip
TIME_FIELDS: Final[tuple[str, ...]] = ("received_at", "answered_at")
FIELDS: Final[tuple[str, ...]] = (*TEXT_FIELDS, *TIME_FIELDS)
LONG_TEXTS: Final[frozenset[str]] = frozenset({"text", "answer"})
NEEDED: Final[tuple[str, ...]] = ("title", "text", "received_at")
LONGEST: Final[Mapping[str, int]] = {
    "key": 64, "person": 64, "name": 100, "id_number": 64, "phone": 40, "address": 300, "title": 200, "text": 20_000,
    "place": 300, "subject": 40, "answer": 20_000,
}  # fmt: skip

_BLANK = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\s*\n\s*")
_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_FORMS = (
    "%Y/%m/%d %H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y-%m-%d %H:%M",
    "%Y年%m月%d日 %H:%M:%S", "%Y年%m月%d日 %H:%M",
)  # fmt: skip
_DAYS = ("%Y/%m/%d", "%Y-%m-%d", "%Y年%m月%d日", "%Y.%m.%d")


@dataclass(frozen=True, slots=True)
class When:
    """A time as written. `whole_day`: the ledger gives the day only, and the time is its beginning."""

    at: datetime
    whole_day: bool = False


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """What a row says, cleaned. `key` names the row for ever: its number in the ledger, or a digest of its content."""

    line: int
    key: str
    texts: Mapping[str, str]
    received: When | None
    answered: When | None
    problems: tuple[Problem, ...] = field(default=())


def mapping_problems(columns: Mapping[str, str]) -> list[Problem]:
    """Whether the mapping itself can be used."""
    unknown = [name for name in columns if name not in FIELDS]
    missing = [name for name in NEEDED if not columns.get(name)]
    problems = [Problem("ledger.field_unknown", {"field": f"columns.{name}", "name": name}) for name in unknown]
    problems += [Problem("ledger.field_missing", {"field": f"columns.{name}", "name": name}) for name in missing]
    return problems


def header_problems(columns: Mapping[str, str], header: Sequence[Cell]) -> list[Problem]:
    """Every mapped column must stand in the header, once."""
    titles = [cleaned(title) for title in header]
    found: list[Problem] = []
    for name, title in columns.items():
        count = titles.count(cleaned(title))
        if count == 0:
            there = "、".join(filter(None, titles))[:300] or "—"
            found.append(Problem("ledger.column_missing", {"field": f"columns.{name}", "title": title, "there": there}))
        elif count > 1:
            found.append(Problem("ledger.column_twice", {"field": f"columns.{name}", "title": title}))
    return found


def places(columns: Mapping[str, str], header: Sequence[Cell]) -> dict[str, int]:
    """Field → number of its column; the header has been checked."""
    titles = [cleaned(title) for title in header]
    return {name: titles.index(cleaned(title)) for name, title in columns.items()}


def read_row(
    cells: Sequence[Cell], *, line: int, where: Mapping[str, int], formulas: frozenset[str], names: Mapping[str, str]
) -> LedgerRow:
    """The row with everything that stands against it. `names`: field → name of its cell in this line, for the messages."""
    values = {name: cells[column] if column < len(cells) else "" for name, column in where.items()}
    texts = {name: _laid_out(name, cleaned(values[name])) for name in TEXT_FIELDS if name in values}
    problems = [
        Problem("ledger.formula", {"field": name, "cell": names[name]}) for name in where if names[name] in formulas
    ]
    problems += [
        Problem("ledger.too_long", {"field": name, "cell": names[name], "length": len(text), "limit": LONGEST[name]})
        for name, text in texts.items()
        if len(text) > LONGEST[name]
    ]
    times: dict[str, When | None] = {}
    for name in TIME_FIELDS:
        times[name], wrong = _time(values.get(name, ""), name=name, cell=names.get(name, ""))
        problems += wrong
    problems += [
        Problem("ledger.cell_empty", {"field": name, "cell": names[name]})
        for name in NEEDED
        if name in where and not cleaned(values[name])
    ]
    problems += _order(times["received_at"], times["answered_at"])
    key = texts.get("key") or content_key(texts, times["received_at"])
    return LedgerRow(line, key, texts, times["received_at"], times["answered_at"], tuple(problems))


def _laid_out(name: str, text: str) -> str:
    """Only long texts have lines."""
    return text if name in LONG_TEXTS else text.replace("\n", " ")


def cleaned(value: Cell) -> str:
    """A cell as text: stray blanks and hidden characters gone, lines kept, whole numbers without a decimal point."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    text = _HIDDEN.sub("", str(value).replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n"))
    return _LINES.sub("\n", _BLANK.sub(" ", text)).strip()


def read_time(value: Cell) -> When | None:
    """Local time of the ledger (UTC+8); None when it is no time."""
    if isinstance(value, datetime):
        return When(value if value.tzinfo else value.replace(tzinfo=ZONE))
    if isinstance(value, date):
        return When(datetime.combine(value, time(0), ZONE), whole_day=True)
    text = cleaned(value)
    for form in (*_FORMS, *_DAYS):
        try:
            return When(datetime.strptime(text, form).replace(tzinfo=ZONE), whole_day=form in _DAYS)
        except ValueError:
            continue
    return None


def content_key(texts: Mapping[str, str], received: When | None) -> str:
    """For a ledger without numbers: the same content is the same row."""
    told = [texts.get("person", ""), texts.get("title", ""), texts.get("text", "")]
    told.append(received.at.isoformat() if received else "")
    return "content:" + hashlib.sha256("\x00".join(told).encode()).hexdigest()[:32]


def matter_key(row: LedgerRow) -> str:
    """Same person, same day, same matter: what counts as the same petition entered twice. Empty when the person is unknown."""
    person = row.texts.get("id_number") or row.texts.get("person") or row.texts.get("phone")
    if not person or row.received is None:
        return ""
    matter = re.sub(r"\W+", "", row.texts.get("title", "") + row.texts.get("text", "")).lower()
    day = row.received.at.astimezone(ZONE).date().isoformat()
    return hashlib.sha256(f"{person}\x00{day}\x00{matter}".encode()).hexdigest()[:32]


def _time(value: Cell, *, name: str, cell: str) -> tuple[When | None, list[Problem]]:
    if not cleaned(value):
        return None, []
    found = read_time(value)
    if found is None:
        return None, [Problem("ledger.no_time", {"field": name, "cell": cell})]
    return found, []


def _order(received: When | None, answered: When | None) -> list[Problem]:
    if received is None or answered is None:
        return []
    early = answered.at.date() < received.at.date() if answered.whole_day else answered.at < received.at
    return [Problem("ledger.answered_before", {"field": "answered_at"})] if early else []
