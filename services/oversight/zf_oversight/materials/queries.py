"""Material asked for again: counted per unit of a period, and one by one, newest first."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select

from zf_contracts.http.base import Page
from zf_contracts.http.materials import FaultCounts, OverseenFault, UnitFaults
from zf_oversight.materials.tables import MaterialFault
from zf_oversight.paging import newest_page
from zf_oversight.periods import asked_period
from zf_platform.transaction import Scope


@dataclass(frozen=True, slots=True)
class FaultFilter:
    """Both days are included."""

    since: date | None = None
    until: date | None = None
    unit: str = ""
    cursor: str = ""


async def counted(scope: Scope, wanted: FaultFilter) -> FaultCounts:
    """The unit with most faults first."""
    since, until = asked_period(scope, since=wanted.since, until=wanted.until)
    row = MaterialFault
    found = await scope.session.execute(
        select(row.unit, func.count().label("total"))
        .where(row.happened_on.between(since, until))
        .group_by(row.unit)
        .order_by(func.count().desc(), row.unit)
    )
    units = tuple(UnitFaults(unit=one.unit, total=one.total) for one in found)
    return FaultCounts(since=since, until=until, units=units, total=sum(one.total for one in units))


async def list_faults(scope: Scope, wanted: FaultFilter) -> Page[OverseenFault]:
    order = (MaterialFault.issued_at, MaterialFault.id)
    where = _conditions(scope, wanted)
    return await newest_page(scope, OverseenFault, order=order, cursor=wanted.cursor, where=where)


def _conditions(scope: Scope, wanted: FaultFilter) -> list[ColumnElement[bool]]:
    since, until = asked_period(scope, since=wanted.since, until=wanted.until)
    conditions: list[ColumnElement[bool]] = [MaterialFault.happened_on.between(since, until)]
    if wanted.unit:
        conditions.append(MaterialFault.unit == wanted.unit)
    return conditions
