"""Record what became of a session: held by whom and how many were received, or missed and why."""

from zf_contracts.http.receptions import RecordSession
from zf_intake.reception.sessions.calendar_rule import today
from zf_intake.reception.sessions.locked_queries import own_session
from zf_intake.reception.sessions.rules import HELD, MISSED, record_problems
from zf_intake.reception.sessions.tables import Leader, LeaderSession
from zf_intake.reception.sessions.tell_sessions import tell_sessions
from zf_law.loader import Law
from zf_law.problems import Problem
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def record_session(scope: Scope, command: RecordSession, *, session_id: str, law: Law) -> LeaderSession:
    session = await own_session(scope, session_id, version=command.version)
    problems = record_problems(
        state=session.state, day=session.day, today=today(scope), held=command.held, note=command.note
    )
    stood_in = await scope.session.get(Leader, command.held_by) if command.held_by else None
    if command.held_by and stood_in is None:
        problems.append(Problem("reception.leader_unknown", {"field": "held_by"}))
    if problems:
        raise Refused(problems)
    session.state = HELD if command.held else MISSED
    if command.held:
        session.held_by = stood_in.account_id if stood_in else session.leader_id
        session.held_by_name = stood_in.name if stood_in else session.leader_name
    session.received, session.note, session.recorded_at = command.received, command.note, scope.now
    session.version += 1
    await scope.session.flush()
    scope.record(
        "reception.record",
        object_kind="session",
        object_id=session.id,
        reason=command.note,
        after={"state": session.state, "held_by": session.held_by, "received": command.received},
    )
    tell_sessions(scope, [session], law=law)
    return session
