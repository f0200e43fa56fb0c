"""When several petitions are the sign of a collective visit, as data (collective_warnings.toml)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from zf_law.agencies import AgencyKind
from zf_law.deadline_rules import Deadlines
from zf_law.reading import Row, unique

GROUPED_BY = ("unit", "area", "cause")


@dataclass(frozen=True, slots=True)
class WarningRule:
    """So many registrations by different petitioners, for so many people together, within so many days."""

    id: str
    by: str
    zh: str
    en: str
    days: int
    registrations: int
    people: int


@dataclass(frozen=True, slots=True)
class CollectiveWarnings:
    """Everything of collective_warnings.toml."""

    version: str
    settle_rule: str
    told_kinds: tuple[AgencyKind, ...]
    area_endings: tuple[str, ...]
    rules: Mapping[str, WarningRule]

    @property
    def longest_days(self) -> int:
        return max(rule.days for rule in self.rules.values())

    def area_of(self, place: str) -> str:
        """The place up to the first word that ends an area; one without such a word stands whole."""
        line = "".join(place.split())
        ends = [(at + len(word)) for word in self.area_endings if (at := line.find(word)) > 0]
        return line[: min(ends)] if ends else line


def read_collective_warnings(table: Row, *, deadlines: Deadlines) -> CollectiveWarnings:
    rows = table.rows("rule")
    unique(rows, "id")
    found = CollectiveWarnings(
        version=table.text("version"),
        settle_rule=table.text("settle_rule"),
        told_kinds=_kinds(table),
        area_endings=table.texts("area_endings"),
        rules={rule.id: rule for rule in map(_read_rule, rows)},
    )
    table.finish()
    if found.settle_rule not in {rule.id for rule in deadlines.all()}:
        raise table.error(f"'settle_rule' names no deadline rule: {found.settle_rule}")
    if not found.rules:
        raise table.error("at least one rule is needed")
    return found


def _kinds(table: Row) -> tuple[AgencyKind, ...]:
    try:
        return tuple(AgencyKind(kind) for kind in table.texts("told_kinds"))
    except ValueError as error:
        raise table.error(f"'told_kinds' names no kind of agency: {error}") from None


def _read_rule(row: Row) -> WarningRule:
    rule = WarningRule(
        id=row.text("id"),
        by=row.text("by"),
        zh=row.text("zh"),
        en=row.text("en"),
        days=row.number("days"),
        registrations=row.number("registrations"),
        people=row.number("people"),
    )
    row.finish()
    if rule.by not in GROUPED_BY:
        raise row.error(f"'by' is one of {', '.join(GROUPED_BY)}")
    if rule.days < 1 or rule.registrations < 2 or rule.people < rule.registrations:
        raise row.error("a day, two registrations, and as many people as registrations are the least")
    return rule
