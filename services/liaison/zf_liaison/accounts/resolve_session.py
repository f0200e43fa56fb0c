"""Who is this session, what may they do, and a fresh token for each service."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Row, func, select, update

from zf_contracts.http.liaison import SessionView
from zf_law.loader import Law
from zf_law.problems import Problem
from zf_liaison.accounts.rules import TOUCH_EVERY, csrf_of, session_alive, session_key
from zf_liaison.accounts.tables import account, staff_session
from zf_platform.auth import TokenIssuer
from zf_platform.errors import Unauthenticated
from zf_platform.transaction import Scope

SERVICES = ("intake", "casemgmt", "oversight", "liaison")


@dataclass(frozen=True, slots=True)
class Granting:
    """What tokens are made of."""

    law: Law
    issuer: TokenIssuer
    lifetime: timedelta


async def resolve_session(scope: Scope, *, session: str, granting: Granting) -> SessionView:
    """Raises Unauthenticated for an unknown, idle or expired session and for a disabled account: all the same answer."""
    found = await scope.session.execute(
        select(staff_session.c.seen_at, staff_session.c.started_at, staff_session.c.expires_at, account)
        .join(account, account.c.id == staff_session.c.account_id)
        .where(staff_session.c.id == session_key(session))
    )
    row = found.first()
    alive = row is not None and session_alive(seen_at=row.seen_at, expires_at=row.expires_at, now=scope.now)
    if row is None or not alive or row.disabled:
        raise Unauthenticated((Problem("session.ended"),))
    if scope.now - row.seen_at >= TOUCH_EVERY:
        await _touch(scope, session_key(session))
    return _view(row, scope=scope, session=session, granting=granting)


async def _touch(scope: Scope, key: str) -> None:
    """Being seen is the one change this GET makes; it never moves time back."""
    await scope.session.execute(
        update(staff_session)
        .where(staff_session.c.id == key)
        .values(seen_at=func.greatest(staff_session.c.seen_at, scope.now))
    )


def _view(row: Row[tuple[object, ...]], *, scope: Scope, session: str, granting: Granting) -> SessionView:
    law = granting.law
    agency = law.agencies.by_code(scope.identity.agency)
    unit = agency.unit(row.unit)
    roles = [role for name in row.roles if (role := law.roles.find(name)) is not None]
    tokens_expire_at = min(scope.now + granting.lifetime, row.expires_at)
    return SessionView(
        account_id=row.id,
        username=row.username,
        name=row.name,
        agency=agency.code,
        agency_name_zh=agency.name_zh,
        agency_name_en=agency.name_en,
        agency_kind=agency.kind.value,
        unit=row.unit,
        unit_name_zh=unit.name_zh if unit else row.unit,
        unit_name_en=unit.name_en if unit else row.unit,
        roles=tuple(row.roles),
        role_names_zh=tuple(role.zh for role in roles),
        role_names_en=tuple(role.en for role in roles),
        permissions={name: reach.value for name, reach in law.roles.permissions(row.roles).items()},
        csrf=csrf_of(session),
        tokens=_tokens(row, session=session, granting=granting, lifetime=tokens_expire_at - scope.now),
        tokens_expire_at=tokens_expire_at,
        expires_at=row.expires_at,
        signed_in_at=row.started_at,
    )


def _tokens(row: Row[tuple[object, ...]], *, session: str, granting: Granting, lifetime: timedelta) -> dict[str, str]:
    """The session id inside a token is its hash: no service learns the number that opens the session."""
    return {
        service: granting.issuer.access_token(
            row.id,
            service=service,
            roles=row.roles,
            unit=row.unit,
            name=row.name,
            session_id=session_key(session),
            lifetime=lifetime,
        )
        for service in SERVICES
    }
