"""A person signs out: the session ends at once. An unknown one is as good as ended."""

from sqlalchemy import delete

from zf_liaison.accounts.rules import session_key
from zf_liaison.accounts.tables import staff_session
from zf_platform.transaction import Scope


async def sign_out(scope: Scope, *, session: str) -> None:
    result = await scope.session.execute(
        delete(staff_session).where(staff_session.c.id == session_key(session)).returning(staff_session.c.account_id)
    )
    account_id = result.scalar()
    if account_id is not None:
        scope.record("session.end", object_kind="account", object_id=account_id)
