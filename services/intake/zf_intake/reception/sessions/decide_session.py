"""Move or cancel a session by a published decision."""

from sqlalchemy import select

from zf_contracts.http.receptions import DecideSession
from zf_intake.reception.sessions.calendar_rule import session_rule, today
from zf_intake.reception.sessions.locked_queries import own_session
from zf_intake.reception.sessions.rules import CANCELLED, PUBLISHED, Change, change_problems, publish_by
from zf_intake.reception.sessions.tables import LeaderSession
from zf_intake.reception.sessions.tell_sessions import tell_sessions
from zf_law.loader import Law
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def decide_session(scope: Scope, command: DecideSession, *, session_id: str, law: Law) -> LeaderSession:
    session = await own_session(scope, session_id, version=command.version)
    rule = session_rule(scope, law=law, on=today(scope))
    taken = await scope.session.scalars(
        select(LeaderSession.day).where(LeaderSession.agency == session.agency, LeaderSession.state != CANCELLED)
    )
    change = Change(session.state, session.day, command.day, today(scope), command.urgent, set(taken))
    problems = change_problems(change, rule=rule, calendar=law.calendar)
    if problems:
        raise Refused(problems)
    session.decision_no, session.decision_reason, session.urgent = command.decision_no, command.reason, command.urgent
    session.state = CANCELLED if command.day is None else PUBLISHED
    session.published_at = scope.now
    if command.day is not None:
        session.moved_from, session.day = session.moved_from or session.day, command.day
        session.publish_by = publish_by(command.day, session.named, rule=rule)
    session.version += 1
    await scope.session.flush()
    scope.record(
        "reception.cancel" if command.day is None else "reception.move",
        object_kind="session",
        object_id=session.id,
        reason=command.reason,
        after={"day": command.day, "decision_no": command.decision_no, "urgent": command.urgent},
    )
    tell_sessions(scope, [session], law=law)
    return session
