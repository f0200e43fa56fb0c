"""Decisions on liaison officers. Pure: who may change whom, what a lawful entry is, who is to be spoken to today."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from zf_law.problems import Problem


@dataclass(frozen=True, slots=True)
class Officer:
    """One entry of the directory."""

    unit: str
    post: str
    name: str
    term_from: date
    term_until: date | None = None
    absent_from: date | None = None
    absent_until: date | None = None
    substitute: str = ""
    ended: bool = False


def entry_problems(officer: Officer, *, units: Collection[str]) -> list[Problem]:
    problems: list[Problem] = []
    if officer.unit not in units:
        problems.append(Problem("account.unit_unknown", {"unit": officer.unit, "field": "unit"}))
    if officer.term_until is not None and officer.term_until < officer.term_from:
        problems.append(Problem("directory.term_turned", {"field": "term_until"}))
    problems += _absence_problems(officer)
    return problems


def _absence_problems(officer: Officer) -> list[Problem]:
    first, last = officer.absent_from, officer.absent_until
    if first is None and last is None:
        return []
    if first is None or last is None or last < first:
        return [Problem("directory.absence_open", {"field": "absent_until"})]
    return [] if officer.substitute else [Problem("directory.substitute_needed", {"field": "substitute"})]


def owner_problems(*, owner: str, by: str) -> list[Problem]:
    """Each agency speaks for its own officers and for nobody else's."""
    return [] if owner == by else [Problem("directory.not_owner", {"agency": owner})]


def standing_of(officer: Officer, *, on: date) -> str:
    """acting | absent | not_yet | over."""
    if officer.ended or (officer.term_until is not None and officer.term_until < on):
        return "over"
    if officer.term_from > on:
        return "not_yet"
    first, last = officer.absent_from, officer.absent_until
    absent = first is not None and last is not None and first <= on <= last
    return "absent" if absent else "acting"


def acting_for(officer: Officer, others: Sequence[Officer], *, on: date) -> str:
    """Who is to be spoken to: the officer, else the substitute named, else the deputy of the unit."""
    standing = standing_of(officer, on=on)
    if standing == "acting":
        return officer.name
    if standing == "absent" and officer.substitute:
        return officer.substitute
    deputies = (one for one in others if one.unit == officer.unit and one.post == "deputy" and one != officer)
    return next((one.name for one in deputies if standing_of(one, on=on) == "acting"), "")
