"""Every minute: comparisons without an answer, comparisons to repeat after a repair, alarms that are over."""

from datetime import timedelta

from sqlalchemy import func, select, update

from zf_liaison.alarms.clear_alarm import clear_alarms
from zf_liaison.alarms.queries import open_peers
from zf_liaison.alarms.raise_alarm import raise_alarm
from zf_liaison.alarms.rules import RECONCILIATION_DIFFERENT, RECONCILIATION_SILENT
from zf_liaison.reconciliation.propose import propose
from zf_liaison.reconciliation.queries import unsettled
from zf_liaison.reconciliation.rules import COMPARE_AGAIN_AFTER, DIFFERENT, PROPOSED, SILENT, SILENT_AFTER
from zf_liaison.reconciliation.tables import run
from zf_platform.transaction import Scope

_LOOK_BACK = timedelta(days=30)
_MOST_RUNS = 12


async def watch_runs(scope: Scope) -> None:
    result = await scope.session.execute(
        update(run)
        .where(run.c.state == PROPOSED, run.c.started_at <= scope.now - SILENT_AFTER)
        .values(state=SILENT)
        .returning(run.c.run_id, run.c.peer)
    )
    for row in result.all():
        await raise_alarm(scope, kind=RECONCILIATION_SILENT, peer=row.peer, objects=[row.run_id])
    open_runs = await unsettled(scope, since=(scope.now - _LOOK_BACK).date())
    for row in open_runs:
        if (row.answered_at or row.started_at) <= scope.now - COMPARE_AGAIN_AFTER and await _may_repeat(
            scope, row.peer
        ):
            await propose(scope, peer=row.peer, day=row.day, until=row.until)
    different = {row.peer for row in open_runs if row.state == DIFFERENT}
    raised = await open_peers(scope, kind=RECONCILIATION_DIFFERENT)
    repeating = await _waiting_for_answer(scope)
    await clear_alarms(scope, kind=RECONCILIATION_DIFFERENT, peers=raised - different - repeating)


async def _may_repeat(scope: Scope, peer: str) -> bool:
    """At most twelve comparisons with one peer within six hours: what resending cannot repair needs a person."""
    since = scope.now - timedelta(hours=6)
    found = await scope.session.execute(
        select(func.count()).select_from(run).where(run.c.peer == peer, run.c.started_at > since)
    )
    return found.scalar_one() < _MOST_RUNS


async def _waiting_for_answer(scope: Scope) -> set[str]:
    """Peers whose repeated comparison is not answered yet: their alarm stays."""
    found = await scope.session.execute(select(run.c.peer).distinct().where(run.c.state == PROPOSED))
    return set(found.scalars())
