"""What the promise of the calendar hangs on: sessions of this agency published too late, or not yet."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from sqlalchemy import or_, select

from zf_intake.reception.promises.rules import Running
from zf_intake.reception.sessions.calendar_rule import today
from zf_intake.reception.sessions.rules import PLANNED
from zf_intake.reception.sessions.tables import LeaderSession
from zf_law.deadlines import ZONE
from zf_platform.transaction import Scope

LOOK_BACK = timedelta(days=30)


async def late_publications(scope: Scope) -> Sequence[tuple[Running, datetime]]:
    """Each with its last moment. An urgent decision has its own reason and breaks no promise."""
    found = await scope.session.scalars(
        select(LeaderSession).where(
            LeaderSession.agency == scope.identity.agency,
            LeaderSession.day >= today(scope) - LOOK_BACK,
            LeaderSession.publish_by < today(scope),
            LeaderSession.urgent.is_(False),
            or_(LeaderSession.state == PLANNED, LeaderSession.published_at.is_not(None)),
        )
    )
    late: list[tuple[Running, datetime]] = []
    for one in found:
        due = datetime.combine(one.publish_by + timedelta(days=1), time.min, tzinfo=ZONE)
        if one.published_at is None or one.published_at >= due:
            since = one.published_at or scope.now
            late.append((Running("session", one.id, one.day.isoformat(), since=since, done_at=one.published_at), due))
    return late
