"""What is missing of a checklist, and when it may be told. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from zf_law.checklists import Checklist, MaterialItem
from zf_law.problems import Problem


@dataclass(frozen=True, slots=True)
class Noted:
    """What the counter noted for a petition: the list, the items received, and the optional ones that are needed."""

    checklist: Checklist
    received: frozenset[str]
    needed: frozenset[str]

    def needs(self, item: MaterialItem) -> bool:
        return not item.optional or item.id in self.needed or item.id in self.received

    def wanted(self) -> tuple[MaterialItem, ...]:
        return tuple(item for item in self.checklist.items if self.needs(item))

    def missing(self) -> tuple[MaterialItem, ...]:
        return tuple(item for item in self.wanted() if item.id not in self.received)


def note_problems(checklist: Checklist | None, *, checklist_id: str, items: Collection[str]) -> list[Problem]:
    if checklist is None:
        return [Problem("material.checklist_unknown", {"field": "checklist", "checklist": checklist_id})]
    unknown = sorted(item for item in set(items) if checklist.item(item) is None)
    return [Problem("material.item_unknown", {"field": "received", "item": item}) for item in unknown]


def notice_problems(
    noted: Noted | None, *, earlier: Collection[date], reason: str, due: date, today: date
) -> list[Problem]:
    """`earlier`: the days on which notices of this matter were issued."""
    if noted is None:
        return [Problem("material.not_checked")]
    problems: list[Problem] = []
    if not noted.missing():
        problems.append(Problem("material.nothing_missing"))
    if due < today:
        problems.append(Problem("material.due_past", {"field": "due", "due": due.isoformat()}))
    if earlier and not reason:
        first = min(earlier).isoformat()
        problems.append(Problem("material.second_needs_reason", {"field": "reason", "issued": first}))
    return problems
