"""Missed days of a period: counted per unit, and one by one."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import ColumnElement, false, select, true

from zf_contracts.http.inaction import InactionCounts, InactionRow, UnitInaction
from zf_law.problems import Problem
from zf_oversight.inaction.tables import InactionItem
from zf_platform.actors import Actor
from zf_platform.clock import ZONE
from zf_platform.errors import Refused
from zf_platform.transaction import Scope

PERMISSION = "task.read"
USUAL = timedelta(days=89)
SHOWN = 500


async def counted(scope: Scope, *, since: date | None, until: date | None) -> InactionCounts:
    """The quarter that ends today, unless days are named; excused days are no inaction."""
    today = scope.now.astimezone(ZONE).date()
    last = until or today
    first = since or last - min(USUAL, last - date.min)
    if first > last:
        raise Refused((Problem("board.period_reversed", {"field": "until"}),))
    statement = (
        select(InactionItem)
        .where(
            _within_reach(scope.actor),
            InactionItem.due >= first,
            InactionItem.due <= last,
            InactionItem.state != "excused",
        )
        .order_by(InactionItem.due, InactionItem.task_id)
    )
    rows = (await scope.session.scalars(statement)).all()
    items = tuple(_row(one, today=today) for one in rows[:SHOWN])
    return InactionCounts(since=first, until=last, units=_units(rows), items=items, total=len(rows))


def _within_reach(actor: Actor) -> ColumnElement[bool]:
    reach = actor.reach(PERMISSION)
    if reach in {"agency", "all"}:
        return true()
    return InactionItem.unit == actor.unit if reach == "unit" and actor.unit else false()


def _units(rows: Sequence[InactionItem]) -> tuple[UnitInaction, ...]:
    """Whoever missed most days comes first."""
    counts = Counter((one.agency, one.unit, one.state) for one in rows)
    units = [
        UnitInaction(
            agency=agency, unit=unit, unreported=counts[agency, unit, "unreported"], late=counts[agency, unit, "late"]
        )
        for agency, unit in {(one.agency, one.unit) for one in rows}
    ]
    return tuple(sorted(units, key=lambda one: (-one.unreported - one.late, one.agency, one.unit)))


def _row(item: InactionItem, *, today: date) -> InactionRow:
    done = item.reported_at.astimezone(ZONE).date() if item.reported_at else today
    return InactionRow(
        task_id=item.task_id,
        task_no=item.task_no,
        title=item.title,
        issuer=item.issuer,
        agency=item.agency,
        unit=item.unit,
        due=item.due,
        state=item.state,
        reported_at=item.reported_at,
        days_late=max(0, (done - item.due).days),
    )
