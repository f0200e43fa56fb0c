"""A clock was met, cancelled or paused: take the newest end, also when it comes before the start it belongs to."""

from sqlalchemy import and_, or_
from sqlalchemy.dialects.postgresql import insert

from zf_contracts.internal.deadlines import DeadlineEnded
from zf_oversight.clocks.tables import WatchedClock
from zf_platform.transaction import Scope


async def end_watch(scope: Scope, ended: DeadlineEnded) -> None:
    """One statement. Of two ends of one computation (paused, then met) the later act counts."""
    values = {
        "ended_revision": ended.revision,
        "outcome": ended.outcome,
        "ended_at": ended.at,
        "ended_act": ended.act,
    }
    arriving = insert(WatchedClock).values(id=ended.deadline_id, **values)
    new = arriving.excluded
    same = WatchedClock.ended_revision == new.ended_revision
    await scope.session.execute(
        arriving.on_conflict_do_update(
            index_elements=[WatchedClock.id],
            set_={name: new[name] for name in values},
            where=or_(
                WatchedClock.ended_revision < new.ended_revision, and_(same, WatchedClock.ended_at < new.ended_at)
            ),
        )
    )
