"""Keyset pages ordered by a moment and an id: the cursor of a page names the last row shown."""

import base64
import binascii
from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from sqlalchemy import ColumnElement, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from zf_contracts.http.base import Page, View
from zf_law.problems import Problem
from zf_platform.errors import Refused
from zf_platform.transaction import Scope

PAGE_SIZE = 50


V = TypeVar("V", bound=View)
Order = tuple[InstrumentedAttribute[datetime], InstrumentedAttribute[str]]
"""The columns of a moment and of the id of one table."""
Wheres = Sequence[ColumnElement[bool]]


def write_cursor(moment: datetime, row_id: str) -> str:
    return base64.urlsafe_b64encode(f"{moment.isoformat()} {row_id}".encode()).decode()


def read_cursor(cursor: str) -> tuple[datetime, str]:
    """Foreign text: whatever is not one of our cursors is refused by name."""
    try:
        moment, _, row_id = base64.b64decode(cursor, altchars=b"-_", validate=True).decode().partition(" ")
        found = datetime.fromisoformat(moment)
    except (binascii.Error, ValueError):
        raise _refused() from None
    if found.tzinfo is None:
        raise _refused()
    return found, row_id


async def newest_page(scope: Scope, view: type[V], *, order: Order, cursor: str, where: Wheres) -> Page[V]:
    """Newest first, then by id; the view takes its fields from the row."""
    moment, key = order
    conditions = [*where]
    if cursor:
        conditions.append(tuple_(moment, key) < read_cursor(cursor))
    columns = [getattr(moment.class_, name).label(name) for name in view.model_fields]
    shown = [*columns, moment.label("at_"), key.label("id_")]
    statement = select(*shown).where(*conditions).order_by(moment.desc(), key.desc()).limit(PAGE_SIZE + 1)
    found = (await scope.session.execute(statement)).mappings().all()
    rows, more = found[:PAGE_SIZE], len(found) > PAGE_SIZE
    items = tuple(view.model_validate({name: row[name] for name in view.model_fields}) for row in rows)
    return Page(items=items, next_cursor=write_cursor(rows[-1]["at_"], rows[-1]["id_"]) if more else None)


def _refused() -> Refused:
    rule = {"rule": "应为上一页给出的翻页标记", "rule_en": "It should be the cursor given by the page before."}
    return Refused((Problem("request.field_invalid", {"field": "cursor", **rule}),))
