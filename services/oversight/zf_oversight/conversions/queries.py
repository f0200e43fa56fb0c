"""Conversions counted per unit and period."""

from collections import defaultdict
from datetime import date

from sqlalchemy import func, select

from zf_contracts.http.conversions import ConversionCounts, UnitConversions
from zf_oversight.conversions.tables import CountedConversion
from zf_oversight.periods import asked_period
from zf_platform.transaction import Scope


async def counted(scope: Scope, *, since: date | None, until: date | None) -> ConversionCounts:
    """The year that ends today, unless days are named; the unit with most conversions first."""
    first, last = asked_period(scope, since=since, until=until)
    row = CountedConversion
    rows = await scope.session.execute(
        select(row.agency, row.unit, row.kind, func.count().label("number"))
        .where(row.happened_on >= first, row.happened_on <= last)
        .group_by(row.agency, row.unit, row.kind)
    )
    found: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for one in rows:
        found[one.agency, one.unit][one.kind] = one.number
    units = [
        UnitConversions(agency=agency, unit=unit, counts=counts, total=sum(counts.values()))
        for (agency, unit), counts in found.items()
    ]
    ordered = tuple(sorted(units, key=lambda one: (-one.total, one.agency, one.unit)))
    return ConversionCounts(since=first, until=last, units=ordered, total=sum(one.total for one in ordered))
