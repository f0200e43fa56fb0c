"""Warnings as people see them, the newest first; one with those of its petitions that are within sight."""

from sqlalchemy import ColumnElement, and_, not_, select, tuple_

from zf_contracts.http.base import Page
from zf_contracts.http.collective import WarningMember, WarningRow, WarningView
from zf_intake.collective.rules import UNIT
from zf_intake.collective.tables import CollectiveMember, CollectiveWarning
from zf_intake.cursors import PAGE, read_cursor, write_cursor
from zf_intake.petitions.number_queries import numbers_and_titles, titles_in_sight
from zf_law.moments import read
from zf_platform.actors import Actor
from zf_platform.errors import NotFound
from zf_platform.transaction import Scope

RESTRICTED = "petition.restricted"


def open_to(actor: Actor) -> ColumnElement[bool]:
    """Nobody reads the warning about his own unit."""
    own = and_(CollectiveWarning.grouped_by == UNIT, CollectiveWarning.value == actor.unit)
    return not_(own)


async def list_warnings(scope: Scope, *, state: str, cursor: str) -> Page[WarningRow]:
    statement = select(CollectiveWarning).where(open_to(scope.actor))
    if state:
        statement = statement.where(CollectiveWarning.state == state)
    after = read_cursor(cursor)
    if after is not None:
        statement = statement.where(tuple_(CollectiveWarning.due_at, CollectiveWarning.id) < after)
    newest = statement.order_by(CollectiveWarning.due_at.desc(), CollectiveWarning.id.desc()).limit(PAGE + 1)
    found = (await scope.session.scalars(newest)).all()
    shown = found[:PAGE]
    more = write_cursor(shown[-1].due_at, shown[-1].id) if len(found) > PAGE else None
    return Page(items=tuple(_row(scope, row) for row in shown), next_cursor=more)


async def show_warning(scope: Scope, warning_id: str) -> WarningView:
    row = await scope.session.scalar(
        select(CollectiveWarning)
        .where(CollectiveWarning.id == warning_id, open_to(scope.actor))
        .execution_options(populate_existing=True)
    )
    if row is None:
        raise NotFound
    ids = list(
        await scope.session.scalars(
            select(CollectiveMember.petition_id)
            .where(CollectiveMember.warning_id == warning_id)
            .order_by(CollectiveMember.petition_id)
        )
    )
    numbers, titles = await numbers_and_titles(scope, ids), await titles_in_sight(scope, ids)
    members = tuple(
        WarningMember(petition_id=one, petition_no=numbers[one][0], title=titles.get(one, "")) for one in ids
    )
    return WarningView(**_row(scope, row).model_dump(), members=members)


def _row(scope: Scope, row: CollectiveWarning) -> WarningRow:
    same = (
        "id", "agency", "rule", "grouped_by", "place", "cause", "people", "registrations", "raised_at", "state", "outcome",
        "measures", "closed_at", "closed_by_name", "version",
    )  # fmt: skip
    shown = row.grouped_by != UNIT or scope.actor.reach(RESTRICTED) in ("agency", "all")
    return WarningRow(
        **{name: getattr(row, name) for name in same},
        own=row.agency == scope.identity.agency,
        unit=row.value if row.grouped_by == UNIT and shown else "",
        told=tuple(row.told),
        due=read(row.due),
        overdue=row.state == "open" and row.due_at < scope.now,
    )
