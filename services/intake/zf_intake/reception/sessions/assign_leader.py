"""Give a session to another leader of the roster, with the reason; the public sees the new name."""

from zf_contracts.http.receptions import AssignLeader
from zf_intake.reception.sessions.locked_queries import own_session
from zf_intake.reception.sessions.rules import OPEN_STATES, PLANNED, STATE_NAMES
from zf_intake.reception.sessions.tables import Leader, LeaderSession
from zf_intake.reception.sessions.tell_sessions import tell_sessions
from zf_law.loader import Law
from zf_law.problems import Problem
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def assign_leader(scope: Scope, command: AssignLeader, *, session_id: str, law: Law) -> LeaderSession:
    session = await own_session(scope, session_id, version=command.version)
    if session.state not in OPEN_STATES:
        zh, en = STATE_NAMES[session.state]
        raise Refused((Problem("reception.over", {"state": zh, "state_en": en}),))
    leader = await scope.session.get(Leader, command.leader_id)
    if leader is None or not leader.active:
        raise Refused((Problem("reception.leader_unknown", {"field": "leader_id"}),))
    before = session.leader_id
    session.leader_id, session.leader_name, session.leader_title = leader.account_id, leader.name, leader.title
    session.version += 1
    await scope.session.flush()
    scope.record(
        "reception.assign_leader",
        object_kind="session",
        object_id=session.id,
        reason=command.reason,
        before={"leader": before},
        after={"leader": leader.account_id},
    )
    if session.state != PLANNED:
        tell_sessions(scope, [session], law=law)
    return session
