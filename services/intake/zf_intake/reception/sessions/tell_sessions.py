"""Tell the joint hall how these sessions stand now."""

from collections.abc import Sequence

from zf_contracts.hall_values import SessionLine, SessionsTold
from zf_intake.reception.sessions.tables import LeaderSession
from zf_intake.reception.tell import hall_host, tell
from zf_law.loader import Law
from zf_platform.transaction import Scope

MESSAGE = "hall.session.published"


def tell_sessions(scope: Scope, sessions: Sequence[LeaderSession], *, law: Law) -> None:
    """One message for all of them; the hall's own sessions are there already."""
    if not sessions:
        return
    body = SessionsTold(
        notice_id=scope.new_id(),
        subject=f"calendar-{scope.identity.agency}",
        acted_at=scope.now,
        sessions=tuple(_line(session) for session in sessions),
    )
    tell(scope, MESSAGE, body, to=hall_host(law))


def _line(session: LeaderSession) -> SessionLine:
    return SessionLine.model_validate(
        {
            "session_id": session.id,
            "day": session.day,
            "named": session.named,
            "starts": session.starts,
            "ends": session.ends,
            "place": session.place,
            "provisional": session.provisional,
            "leader_name": session.leader_name,
            "leader_title": session.leader_title,
            "state": session.state,
            "moved_from": session.moved_from,
            "decision_no": session.decision_no,
            "decision_reason": session.decision_reason,
            "version": session.version,
        }
    )
