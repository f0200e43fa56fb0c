"""Counts over the petitions received in a time, for the board. Numbers only: nobody's name and no matter."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import InstrumentedAttribute

from zf_intake.petitions.authority import within_sight
from zf_intake.petitions.tables import Petition
from zf_platform.clock import ZONE
from zf_platform.transaction import Scope

SETTLED = "settled"
"""The closing path of the four evidenced checks."""
_FIRST = func.count().filter(Petition.repeat.is_(False))
_REPEAT = func.count().filter(Petition.repeat)


def received(begin: datetime, end: datetime) -> ColumnElement[bool]:
    return and_(Petition.received_at >= begin, Petition.received_at < end)


def ids_of(wanted: ColumnElement[bool]) -> Select[str]:
    """For counting what belongs to these petitions in other tables."""
    return select(Petition.id).where(wanted)


def ids_in_sight(scope: Scope, wanted: ColumnElement[bool]) -> Select[str]:
    return select(Petition.id).where(wanted, within_sight(scope.actor))


async def totals(scope: Scope, wanted: ColumnElement[bool]) -> Mapping[str, int]:
    statement = select(
        func.count().label("total"),
        _FIRST.label("first"),
        _REPEAT.label("repeat"),
        func.count().filter(Petition.repeat.is_(False), Petition.closing_path == SETTLED).label("first_settled"),
        func.count().filter(Petition.closed_at.is_(None)).label("open"),
        func.count().filter(Petition.collective).label("collective"),
    )
    found = (await scope.session.execute(statement.where(wanted))).one()
    return found._asdict()


async def by_time(scope: Scope, wanted: ColumnElement[bool], *, form: str) -> Sequence[Mapping[str, object]]:
    """(label, first, repeat) in the order of time; `form` as `to_char` wants it, in China Standard Time."""
    label = func.to_char(func.timezone(ZONE.key, Petition.received_at), form).label("label")
    statement = select(label, _FIRST.label("first"), _REPEAT.label("repeat")).where(wanted)
    rows = await scope.session.execute(statement.group_by(label).order_by(label))
    return [row._asdict() for row in rows]


async def by_name(
    scope: Scope, wanted: ColumnElement[bool], *, column: InstrumentedAttribute[str]
) -> Sequence[Mapping[str, object]]:
    """(code, count), the most frequent first."""
    statement = select(column.label("code"), func.count().label("count")).where(wanted)
    rows = await scope.session.execute(statement.group_by(column).order_by(func.count().desc(), column))
    return [row._asdict() for row in rows]


async def by_channel(scope: Scope, wanted: ColumnElement[bool]) -> Sequence[Mapping[str, object]]:
    return await by_name(scope, wanted, column=Petition.channel)


async def by_category(scope: Scope, wanted: ColumnElement[bool]) -> Sequence[Mapping[str, object]]:
    return await by_name(scope, wanted, column=Petition.category)


async def titles(scope: Scope, ids: Sequence[str]) -> Mapping[str, Mapping[str, object]]:
    """What a list shows of each; the caller has asked whether it may."""
    columns = (Petition.id, Petition.petition_no, Petition.title, Petition.unit, Petition.officer_name)
    rows = await scope.session.execute(select(*columns).where(Petition.id.in_(ids)))
    return {row.id: row._asdict() for row in rows}
