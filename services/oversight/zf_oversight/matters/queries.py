"""The read side of matters: those that rest longest first, so that nobody's matter is forgotten."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, false, select, true, tuple_

from zf_contracts.http.base import Page
from zf_contracts.http.oversight import MatterRow
from zf_oversight.matters.tables import Matter
from zf_oversight.paging import PAGE_SIZE, read_cursor, write_cursor
from zf_platform.clock import ZONE
from zf_platform.transaction import Actor, Scope

PERMISSION = "deadline.read"


@dataclass(frozen=True, slots=True)
class MatterFilter:
    """`idle_days` keeps matters without a step for that many days."""

    state: str = ""
    unit: str = ""
    idle_days: int = 0
    cursor: str = ""


async def list_matters(scope: Scope, wanted: MatterFilter) -> Page[MatterRow]:
    statement = (
        select(Matter)
        .where(_within_reach(scope.actor), *_conditions(wanted, scope=scope))
        .order_by(Matter.last_acted_at, Matter.case_id)
        .limit(PAGE_SIZE + 1)
    )
    found = (await scope.session.scalars(statement)).all()
    rows = found[:PAGE_SIZE]
    items = tuple(_row(matter, scope=scope) for matter in rows)
    return Page(items=items, next_cursor=_cursor(rows[-1]) if len(found) > PAGE_SIZE else None)


def _within_reach(actor: Actor) -> ColumnElement[bool]:
    """Matters carry no owner here: whoever sees only his own finds them among his cases and clocks."""
    reach = actor.reach(PERMISSION)
    if reach in {"agency", "all"}:
        return true()
    return Matter.unit == actor.unit if reach == "unit" else false()


def _conditions(wanted: MatterFilter, *, scope: Scope) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.state:
        conditions.append(Matter.state == wanted.state)
    if wanted.unit:
        conditions.append(Matter.unit == wanted.unit)
    if wanted.idle_days:
        conditions.append(Matter.last_acted_at <= scope.now - timedelta(days=wanted.idle_days))
    if wanted.cursor:
        conditions.append(tuple_(Matter.last_acted_at, Matter.case_id) > read_cursor(wanted.cursor))
    return conditions


def _cursor(matter: Matter) -> str:
    return write_cursor(matter.last_acted_at, matter.case_id)


def _row(matter: Matter, *, scope: Scope) -> MatterRow:
    rest = scope.now.astimezone(ZONE).date() - matter.last_acted_at.astimezone(ZONE).date()
    return MatterRow(
        case_id=matter.case_id,
        case_no=matter.case_no,
        collab_no=matter.collab_no,
        unit=matter.unit,
        state=matter.state,
        opened_at=matter.opened_at,
        last_act=matter.last_act,
        last_acted_at=matter.last_acted_at,
        steps=matter.steps,
        decisions=tuple(matter.decisions),
        idle_days=max(0, rest.days),
    )
