"""Recorded conversions as people see them: of one petition, of one's own first handling, and counted for a period."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select, tuple_

from zf_contracts.http.base import Page
from zf_contracts.http.conversions import ConversionView
from zf_intake.conversions.tables import ConversionRow
from zf_intake.cursors import PAGE, read_cursor, write_cursor
from zf_intake.petitions.number_queries import numbers_and_titles, titles_in_sight
from zf_intake.petitions.queries import visible_petitions
from zf_platform.transaction import Scope


async def list_conversions(scope: Scope, *, mine: bool, kind: str, cursor: str) -> Page[ConversionView]:
    """The newest first. A first handler sees his own, also where the harder petition itself is out of his sight."""
    statement = select(ConversionRow).where(_mine(scope) if mine else _open_to(scope))
    if kind:
        statement = statement.where(ConversionRow.kind == kind)
    after = read_cursor(cursor)
    if after is not None:
        statement = statement.where(tuple_(ConversionRow.received_at, ConversionRow.id) < after)
    ordered = statement.order_by(ConversionRow.received_at.desc(), ConversionRow.id.desc()).limit(PAGE + 1)
    found = (await scope.session.scalars(ordered)).all()
    shown = found[:PAGE]
    more = write_cursor(shown[-1].received_at, shown[-1].id) if len(found) > PAGE else None
    return Page(items=await _views(scope, shown), next_cursor=more)


async def conversions_of(scope: Scope, petition_id: str) -> tuple[ConversionView, ...]:
    """What this petition turned into, and what it came from."""
    rows = await scope.session.scalars(
        select(ConversionRow)
        .where(or_(ConversionRow.petition_id == petition_id, ConversionRow.earlier_id == petition_id))
        .order_by(ConversionRow.received_at, ConversionRow.id)
    )
    return await _views(scope, rows.all())


async def counted(scope: Scope, *, begin: datetime, end: datetime) -> Mapping[str, int]:
    """Kind → how many petitions received in the time were such a conversion."""
    statement = (
        select(ConversionRow.kind, func.count())
        .where(ConversionRow.received_at >= begin, ConversionRow.received_at < end)
        .group_by(ConversionRow.kind)
    )
    return {str(kind): int(count) for kind, count in await scope.session.execute(statement)}


def _mine(scope: Scope) -> ColumnElement[bool]:
    return ConversionRow.first_handler_id == scope.actor.account_id


def _open_to(scope: Scope) -> ColumnElement[bool]:
    visible = visible_petitions(scope.actor)
    return or_(ConversionRow.petition_id.in_(visible), ConversionRow.earlier_id.in_(visible), _mine(scope))


async def _views(scope: Scope, rows: Sequence[ConversionRow]) -> tuple[ConversionView, ...]:
    """Of a petition out of sight only the number is shown."""
    ids = sorted({one for row in rows for one in (row.petition_id, row.earlier_id)})
    names = await numbers_and_titles(scope, ids)
    seen = await titles_in_sight(scope, ids)
    same = ("id", "kind", "petition_id", "earlier_id", "unit", "first_handler_name", "received_at", "detected_at")
    return tuple(
        ConversionView(
            **{name: getattr(row, name) for name in same},
            petition_no=names[row.petition_id][0],
            title=seen.get(row.petition_id, ""),
            earlier_no=names[row.earlier_id][0],
            earlier_title=seen.get(row.earlier_id, ""),
        )
        for row in rows
    )
