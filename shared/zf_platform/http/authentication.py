"""From a bearer token to an actor with permissions. The answer never says what was wrong with a token; the log does."""

from __future__ import annotations

import hmac
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from starlette.requests import Request

from zf_contracts.envelope import Address
from zf_law.problems import Problem
from zf_platform.actors import Actor
from zf_platform.auth import AccessClaims, NodeClaims, Roles, TokenRefused, granted
from zf_platform.errors import Forbidden, Unauthenticated
from zf_platform.telemetry_names import LogEvent

_log = logging.getLogger("zf.http")

HALL = "hall"
"""The account in whose name the front end acts for somebody without one."""


class Verifier(Protocol):
    """What the routes need of `zf_platform.auth.TokenVerifier`."""

    def access(self, token: str) -> AccessClaims: ...

    def node(self, token: str) -> NodeClaims: ...


@dataclass(frozen=True, slots=True)
class Gate:
    """Admits callers of one service. `role_names` (role → Chinese, English) tell a refused person whom to ask."""

    identity: Address
    verifier: Verifier
    roles: Roles
    role_names: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    hall_key: str = field(default="", repr=False)

    def admit(self, request: Request, *, permission: str, kind: str) -> Actor:
        """The actor, or 401 without a believable token, or 403 without the permission."""
        token = _bearer(request)
        if kind == "hall":
            return self._hall(token)
        try:
            return self._node(token) if kind == "node" else self._person(token, permission)
        except TokenRefused as error:
            _log.warning(LogEvent.TOKEN_REFUSED, extra={"code": error.code})
            raise Unauthenticated((Problem("token.refused"),)) from None

    def _person(self, token: str, permission: str) -> Actor:
        claims = self.verifier.access(token)
        actor = Actor(
            account_id=claims.account_id,
            agency=claims.agency,
            unit=claims.unit,
            roles=claims.roles,
            permissions=granted(claims.roles, table=self.roles),
            name=claims.name,
            session_id=claims.session_id,
            kind="service" if claims.kind == "service" else "person",
        )
        if actor.reach(permission) is None:
            raise Forbidden((self._missing(permission),), who=actor)
        return actor

    def _node(self, token: str) -> Actor:
        """A peer's liaison. What it may fetch is decided by the route from the hand-over itself."""
        claims = self.verifier.node(token)
        return Actor(account_id=str(Address(claims.agency, "liaison")), agency=claims.agency, kind="node")

    def _hall(self, token: str) -> Actor:
        """The front end, in the name of whoever sits before it; without a key in the settings the door stays shut."""
        if not self.hall_key or not hmac.compare_digest(token.encode(), self.hall_key.encode()):
            raise Unauthenticated((Problem("token.refused"),))
        return Actor(account_id=HALL, agency=self.identity.agency, kind="service")

    def _missing(self, permission: str) -> Problem:
        holders = [role for role, permissions in self.roles.items() if permission in permissions]
        chinese = "、".join(self._named(holders, 0)) or "暂无岗位"
        english = ", ".join(self._named(holders, 1)) or "no role yet"
        return Problem("permission.missing", {"permission": permission, "holders": chinese, "holders_en": english})

    def _named(self, roles: Sequence[str], language: int) -> list[str]:
        return [self.role_names[role][language] if role in self.role_names else role for role in roles]


def anonymous(identity: Address) -> Actor:
    """The actor of public routes: nobody, with no permission."""
    return Actor(account_id="anonymous", agency=identity.agency)


def _bearer(request: Request) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Unauthenticated((Problem("token.missing"),))
    return token.strip()
