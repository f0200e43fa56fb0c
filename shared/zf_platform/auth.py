"""Tokens: who calls a service (access token) and which peer pulls a file (node token).

Both are JWS with the issuing agency's access key, short-lived, for one audience. Issuer, audience, type, algorithm and
times are checked against the directory, never against what the token says of itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from zf_contracts.envelope import Address
from zf_platform.clock import Clock
from zf_platform.directory import DirectorySource
from zf_platform.keys import KeyRing

ACCESS_TYP = "zf-access+jwt"
NODE_TYP = "zf-node+jwt"

Roles = Mapping[str, Mapping[str, str]]
"""Role → permission → reach (own, unit, agency, all); given by composition."""

TOKEN_CODES: Mapping[str, str] = {}


class TokenRefused(Exception):
    """The token is not believed; `code` is one of TOKEN_CODES. The answer is 401 whatever the code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class AccessClaims:
    """A believed access token. `agency` is the issuer; `kind` tells a person's token from a service's own."""

    account_id: str
    agency: str
    unit: str
    roles: tuple[str, ...]
    name: str
    session_id: str
    kind: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class NodeClaims:
    """A believed node token: this peer agency asks."""

    agency: str
    token_id: str
    expires_at: datetime


class TokenIssuer:
    """Issues tokens of one agency."""

    def __init__(self, agency: str, *, ring: KeyRing, clock: Clock) -> None:
        raise NotImplementedError

    def access_token(
        self,
        account_id: str,
        *,
        service: str,
        roles: Sequence[str],
        unit: str = "",
        name: str = "",
        session_id: str = "",
        kind: str = "person",
        lifetime: timedelta = timedelta(seconds=50),
    ) -> str:
        """A token for one service of this agency; `lifetime` at most 5 minutes."""
        raise NotImplementedError

    def node_token(self, peer: str) -> str:
        """A token of 60 s with which this agency's liaison calls the peer's liaison."""
        raise NotImplementedError


class TokenVerifier:
    """Believes tokens addressed to one service."""

    def __init__(
        self,
        identity: Address,
        *,
        directory: DirectorySource,
        clock: Clock,
        leeway: timedelta = timedelta(seconds=10),
    ) -> None:
        raise NotImplementedError

    def access(self, token: str) -> AccessClaims:
        """Raises TokenRefused."""
        raise NotImplementedError

    def node(self, token: str) -> NodeClaims:
        """Raises TokenRefused."""
        raise NotImplementedError


def granted(roles: Sequence[str], *, table: Roles) -> Mapping[str, str]:
    """All permissions of these roles; where two roles give one, the wider reach counts. Unknown roles give nothing."""
    raise NotImplementedError
