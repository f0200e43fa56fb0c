"""One own session, locked for an act."""

from sqlalchemy import select

from zf_intake.reception.sessions.tables import LeaderSession
from zf_law.problems import Problem
from zf_platform.errors import Conflict, NotFound
from zf_platform.transaction import Scope


async def own_session(scope: Scope, session_id: str, *, version: int) -> LeaderSession:
    """Another agency's session is only shown here: to change it does not exist."""
    wanted = (LeaderSession.id == session_id, LeaderSession.agency == scope.identity.agency)
    session = await scope.session.scalar(select(LeaderSession).where(*wanted).with_for_update())
    if session is None:
        raise NotFound
    if session.version != version:
        raise Conflict((Problem("version.stale"),))
    return session
