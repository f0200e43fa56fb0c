"""Conversions counted per unit and period."""

from collections import defaultdict
from datetime import date, timedelta

from sqlalchemy import func, select

from zf_contracts.http.conversions import ConversionCounts, UnitConversions
from zf_law.problems import Problem
from zf_oversight.conversions.tables import CountedConversion
from zf_platform.clock import ZONE
from zf_platform.errors import Refused
from zf_platform.transaction import Scope

USUAL = timedelta(days=364)


async def counted(scope: Scope, *, since: date | None, until: date | None) -> ConversionCounts:
    """The year that ends today, unless days are named; the unit with most conversions first."""
    last = until or scope.now.astimezone(ZONE).date()
    first = since or last - min(USUAL, last - date.min)
    if first > last:
        raise Refused((Problem("board.period_reversed", {"field": "until"}),))
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
