"""Publish planned sessions: from now on they stand in the hall, online, and with the joint hall of the city."""

from datetime import date

from sqlalchemy import select

from zf_intake.reception.sessions.calendar_rule import today
from zf_intake.reception.sessions.rules import PLANNED, PUBLISHED
from zf_intake.reception.sessions.tables import LeaderSession
from zf_intake.reception.sessions.tell_sessions import tell_sessions
from zf_law.loader import Law
from zf_platform.transaction import Scope


async def publish(scope: Scope, *, until: date, law: Law, place: str = "", due_only: bool = False) -> int:
    """Up to this day; with `due_only` those whose last day of publication has come (the calendar never comes late)."""
    wanted = [LeaderSession.agency == scope.identity.agency, LeaderSession.state == PLANNED, LeaderSession.day <= until]
    if due_only:
        wanted.append(LeaderSession.publish_by <= today(scope))
    found = await scope.session.scalars(
        select(LeaderSession).where(*wanted).order_by(LeaderSession.day).with_for_update()
    )
    sessions = list(found)
    for session in sessions:
        session.state, session.published_at = PUBLISHED, scope.now
        session.place = place or session.place
        session.version += 1
        scope.record("reception.publish", object_kind="session", object_id=session.id, basis="S-001")
    await scope.session.flush()
    tell_sessions(scope, sessions, law=law)
    return len(sessions)
