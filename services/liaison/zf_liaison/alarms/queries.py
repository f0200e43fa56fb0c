"""Alarms as people see them."""

from sqlalchemy import select

from zf_contracts.http.base import Page
from zf_contracts.http.liaison import AlarmView
from zf_liaison.alarms.rules import KINDS
from zf_liaison.alarms.tables import alarm
from zf_platform.transaction import Scope


async def list_alarms(scope: Scope, *, only_open: bool, cursor: str | None, limit: int) -> Page[AlarmView]:
    """Newest first."""
    statement = select(alarm).order_by(alarm.c.id.desc()).limit(limit + 1)
    if only_open:
        statement = statement.where(alarm.c.cleared_at.is_(None))
    if cursor:
        statement = statement.where(alarm.c.id < cursor)
    rows = (await scope.session.execute(statement)).all()
    items = [
        AlarmView(
            id=row.id,
            kind=row.kind,
            zh=KINDS[row.kind][0],
            en=KINDS[row.kind][1],
            peer=row.peer,
            object_id=row.object_id,
            times=row.times,
            raised_at=row.raised_at,
            last_at=row.last_at,
            cleared_at=row.cleared_at,
        )
        for row in rows[:limit]
    ]
    return Page(items=tuple(items), next_cursor=items[-1].id if len(rows) > limit else None)


async def open_peers(scope: Scope, *, kind: str) -> set[str]:
    """Peers with an open alarm of this kind."""
    statement = select(alarm.c.peer).where(alarm.c.kind == kind, alarm.c.cleared_at.is_(None))
    return set((await scope.session.execute(statement)).scalars())
