"""Identity of suspects: what of a number is shown, what is wrong with it, who is a minor. Pure."""

from __future__ import annotations

from datetime import date

from zf_law.numbering.persons import mask_citizen_id, parse_person_id
from zf_law.numbering.tables import NumberingTables
from zf_law.problems import Problem

NONE = "none"
ADULT_AGE = 18


def masked(kind: str, number: str) -> str:
    """First six and last two characters; of a short number only the last two."""
    if not number:
        return ""
    if kind == "citizen_id":
        return mask_citizen_id(number)
    shown = number[:6] if len(number) > 10 else ""
    return shown + "*" * max(4, len(number) - len(shown) - 2) + number[-2:]


def id_problems(kind: str, number: str, *, tables: NumberingTables, on: date) -> list[Problem]:
    """A self-stated name without papers is allowed (CPL 160(2)); a number that is given must be well formed."""
    if not number:
        return []
    return list(parse_person_id(kind, number, tables=tables, now=on).problems)


def is_minor(birth: date | None, *, on: date) -> bool:
    if birth is None:
        return False
    before_birthday = (on.month, on.day) < (birth.month, birth.day)
    return on.year - birth.year - before_birthday < ADULT_AGE


def birth_of(kind: str, number: str) -> date | None:
    """The birth date a well-formed citizen number carries."""
    if kind != "citizen_id" or len(number) != 18:
        return None
    try:
        return date.fromisoformat(f"{number[6:10]}-{number[10:12]}-{number[12:14]}")
    except ValueError:
        return None
