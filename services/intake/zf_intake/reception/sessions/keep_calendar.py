"""Every day: plan ahead, publish what must be published by now, and write off sessions that nobody recorded."""

from datetime import timedelta

from sqlalchemy import select

from zf_intake.reception.sessions.calendar_rule import today
from zf_intake.reception.sessions.plan_ahead import plan_ahead
from zf_intake.reception.sessions.publish import publish
from zf_intake.reception.sessions.rules import MISSED, PUBLISHED
from zf_intake.reception.sessions.tables import LeaderSession
from zf_intake.reception.sessions.tell_sessions import tell_sessions
from zf_law.loader import Law
from zf_platform.transaction import Scope

HORIZON = timedelta(days=45)


async def keep_calendar(scope: Scope, *, law: Law) -> None:
    """An agency without a rule has no calendar to keep."""
    kind = law.agencies.by_code(scope.identity.agency).kind
    if law.reception.session_rule(kind, on=today(scope)) is None:
        return
    until = today(scope) + HORIZON
    await plan_ahead(scope, until=until, law=law)
    await publish(scope, until=until, law=law, due_only=True)
    await _write_off(scope, law=law)


async def _write_off(scope: Scope, *, law: Law) -> None:
    """Missed until somebody records otherwise, with a note: an empty record is no reception."""
    wanted = (
        LeaderSession.agency == scope.identity.agency,
        LeaderSession.state == PUBLISHED,
        LeaderSession.day < today(scope),
    )
    found = list(await scope.session.scalars(select(LeaderSession).where(*wanted).with_for_update()))
    for session in found:
        session.state = MISSED
        session.version += 1
        scope.record("reception.write_off", object_kind="session", object_id=session.id, basis="S-001")
    await scope.session.flush()
    tell_sessions(scope, found, law=law)
