"""Hourly: ended sessions, old counters and places that no longer count are dropped."""

from sqlalchemy import delete, or_

from zf_liaison.accounts.rules import IDLE, KNOWN_PLACE_FOR, WINDOW
from zf_liaison.accounts.tables import sign_in_place, sign_in_try, staff_session
from zf_platform.transaction import Scope


async def forget_old(scope: Scope) -> None:
    idle = staff_session.c.seen_at <= scope.now - IDLE
    await scope.session.execute(delete(staff_session).where(or_(staff_session.c.expires_at <= scope.now, idle)))
    await scope.session.execute(delete(sign_in_try).where(sign_in_try.c.since <= scope.now - WINDOW))
    await scope.session.execute(delete(sign_in_place).where(sign_in_place.c.last_at <= scope.now - KNOWN_PLACE_FOR))
