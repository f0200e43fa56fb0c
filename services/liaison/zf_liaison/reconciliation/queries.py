"""What both sides hold of a day, and the runs as people see them.

The lines come from outbox and inbox, where every message stands with the digest of its signed form, parked ones included.
"""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import Row, select
from sqlalchemy.dialects.postgresql import distinct_on

from zf_contracts.catalogue import CATALOGUE
from zf_contracts.envelope import Address
from zf_contracts.http.base import Page
from zf_contracts.http.liaison import ReconciliationRow
from zf_liaison.reconciliation.rules import DIFFERENT, SILENT, Lines, id_range
from zf_liaison.reconciliation.tables import run
from zf_platform.clock import ZONE
from zf_platform.tables import inbox, outbox
from zf_platform.transaction import Scope

_RECEIPTED = sorted(name for name, entry in CATALOGUE.items() if entry.receipted)


async def sent_lines(scope: Scope, *, peer: str, day: date, until: datetime | None) -> Lines:
    """Id → digest of what this node sent to the peer on that day."""
    low, high = id_range(day, until=until, zone=ZONE)
    receiver = str(Address(peer, "liaison"))
    result = await scope.session.execute(
        select(outbox.c.id, outbox.c.digest).where(
            outbox.c.id >= low, outbox.c.id < high, outbox.c.receipted, outbox.c.receiver == receiver
        )
    )
    return {row.id: row.digest for row in result}


async def received_lines(scope: Scope, *, peer: str, day: date, until: datetime | None) -> Lines:
    """Id → digest of what this node received from the peer, sent on that day."""
    low, high = id_range(day, until=until, zone=ZONE)
    result = await scope.session.execute(
        select(inbox.c.id, inbox.c.digest).where(
            inbox.c.id >= low,
            inbox.c.id < high,
            inbox.c.source == str(Address(peer, "liaison")),
            inbox.c.type.in_(_RECEIPTED),
        )
    )
    return {row.id: row.digest for row in result}


async def run_page(scope: Scope, *, peer: str | None, cursor: str | None, limit: int) -> Page[ReconciliationRow]:
    """Newest first; run ids sort by time."""
    statement = select(run).order_by(run.c.run_id.desc()).limit(limit + 1)
    if peer:
        statement = statement.where(run.c.peer == peer)
    if cursor:
        statement = statement.where(run.c.run_id < cursor)
    rows = (await scope.session.execute(statement)).all()
    items = tuple(run_view(row) for row in rows[:limit])
    return Page(items=items, next_cursor=items[-1].run_id if len(rows) > limit else None)


async def runs_by_id(scope: Scope, run_ids: list[str]) -> tuple[ReconciliationRow, ...]:
    result = await scope.session.execute(select(run).where(run.c.run_id.in_(run_ids)).order_by(run.c.peer))
    return tuple(run_view(row) for row in result)


async def latest_by_peer(scope: Scope) -> Mapping[str, tuple[date, str]]:
    """Day and state of the newest run with each peer."""
    statement = (
        select(run.c.peer, run.c.day, run.c.state)
        .ext(distinct_on(run.c.peer))
        .order_by(run.c.peer, run.c.run_id.desc())
    )
    return {row.peer: (row.day, row.state) for row in await scope.session.execute(statement)}


async def unsettled(scope: Scope, *, since: date) -> list[Row[tuple[object, ...]]]:
    """The newest run of each peer and day that ended different or silent."""
    newest = (
        select(run)
        .where(run.c.day >= since)
        .ext(distinct_on(run.c.peer, run.c.day))
        .order_by(run.c.peer, run.c.day, run.c.run_id.desc())
        .subquery()
    )
    found = await scope.session.execute(select(newest).where(newest.c.state.in_((DIFFERENT, SILENT))))
    return list(found.all())


def run_view(row: Row[tuple[object, ...]]) -> ReconciliationRow:
    return ReconciliationRow(
        run_id=row.run_id,
        peer=row.peer,
        day=row.day,
        state=row.state,
        sent_here=row.sent_here,
        received_there=row.received_there,
        received_here=row.received_here,
        sent_there=row.sent_there,
        missing=tuple(row.missing),
        unknown=tuple(row.unknown),
        started_at=row.started_at,
        answered_at=row.answered_at,
    )
