"""Broken promises: counted per unit of a period, and one by one, newest first."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select

from zf_contracts.http.base import Page
from zf_contracts.http.promises import BreachCounts, OverseenBreach, UnitBreaches
from zf_oversight.paging import newest_page
from zf_oversight.periods import asked_period
from zf_oversight.promises.tables import BrokenPromise
from zf_platform.transaction import Scope


@dataclass(frozen=True, slots=True)
class BreachFilter:
    """Both days are included. `waiting` keeps those without a cause."""

    since: date | None = None
    until: date | None = None
    unit: str = ""
    waiting: bool = False
    cursor: str = ""


async def counted(scope: Scope, wanted: BreachFilter) -> BreachCounts:
    """The unit with most breaches first."""
    since, until = asked_period(scope, since=wanted.since, until=wanted.until)
    row = BrokenPromise
    found = await scope.session.execute(
        select(row.unit, func.count().label("total"), func.count().filter(row.cause == "").label("without_cause"))
        .where(row.happened_on.between(since, until))
        .group_by(row.unit)
        .order_by(func.count().desc(), row.unit)
    )
    units = tuple(UnitBreaches(unit=one.unit, total=one.total, without_cause=one.without_cause) for one in found)
    return BreachCounts(since=since, until=until, units=units, total=sum(one.total for one in units))


async def list_breaches(scope: Scope, wanted: BreachFilter) -> Page[OverseenBreach]:
    order = (BrokenPromise.due_at, BrokenPromise.id)
    where = _conditions(scope, wanted)
    return await newest_page(scope, OverseenBreach, order=order, cursor=wanted.cursor, where=where)


def _conditions(scope: Scope, wanted: BreachFilter) -> list[ColumnElement[bool]]:
    since, until = asked_period(scope, since=wanted.since, until=wanted.until)
    conditions: list[ColumnElement[bool]] = [BrokenPromise.happened_on.between(since, until)]
    if wanted.unit:
        conditions.append(BrokenPromise.unit == wanted.unit)
    if wanted.waiting:
        conditions.append(BrokenPromise.cause == "")
    return conditions
