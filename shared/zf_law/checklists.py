"""Material checklists (材料清单) by type of matter: what may be asked for, told once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from zf_law.documents import confidence
from zf_law.reading import Row, unique


@dataclass(frozen=True, slots=True)
class MaterialItem:
    """`optional` items count only when the counter marks them as needed."""

    id: str
    zh: str
    en: str
    requirement: str
    copies: int
    optional: bool


@dataclass(frozen=True, slots=True)
class Checklist:
    id: str
    zh: str
    en: str
    items: tuple[MaterialItem, ...]
    basis: str
    confidence: str

    def item(self, item_id: str) -> MaterialItem | None:
        return next((one for one in self.items if one.id == item_id), None)


def read_checklists(table: Row) -> Mapping[str, Checklist]:
    rows = table.rows("checklist")
    unique(rows, "id")
    found = {checklist.id: checklist for checklist in map(_read_checklist, rows)}
    table.finish()
    return found


def _read_checklist(row: Row) -> Checklist:
    items = row.rows("items")
    unique(items, "id")
    if not items:
        raise row.error("a checklist has at least one item")
    checklist = Checklist(
        id=row.text("id"),
        zh=row.text("zh"),
        en=row.text("en"),
        items=tuple(map(_read_item, items)),
        basis=row.text("basis"),
        confidence=confidence(row),
    )
    row.finish()
    if all(item.optional for item in checklist.items):
        raise row.error("at least one item is always needed")
    return checklist


def _read_item(row: Row) -> MaterialItem:
    item = MaterialItem(
        id=row.text("id"),
        zh=row.text("zh"),
        en=row.text("en"),
        requirement=row.text("requirement"),
        copies=row.number("copies", 1),
        optional=row.flag("optional", False),
    )
    row.finish()
    if item.copies < 1:
        raise row.error("'copies' is at least 1")
    return item
