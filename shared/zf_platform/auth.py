"""Tokens: who calls a service (access token) and which peer pulls a file (node token).

Both are JWS with the issuing agency's access key, short-lived, for one audience. Issuer, audience, type, algorithm and
times are checked against the directory, never against what the token says of itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from json import dumps

from zf_contracts.envelope import Address
from zf_platform import jose
from zf_platform.clock import ZONE, Clock
from zf_platform.directory import DirectorySource
from zf_platform.ids import new_id
from zf_platform.keys import KeyRing, KeyUse
from zf_platform.signing import agency_urn

ACCESS_TYP = "zf-access+jwt"
NODE_TYP = "zf-node+jwt"
NODE_LIFETIME = timedelta(seconds=60)
LONGEST_LEEWAY = timedelta(seconds=10)
LONGEST_ACCESS = timedelta(seconds=50)
"""With the leeway a minute: a disabled account opens nothing longer than that, whatever it kept."""
MAX_TOKEN_BYTES = 8192
REACHES = ("own", "unit", "agency", "all")
_HEADER_NAMES = frozenset({"alg", "kid", "typ"})

Roles = Mapping[str, Mapping[str, str]]
"""Role → permission → reach (own, unit, agency, all); given by composition."""

TOKEN_CODES: Mapping[str, str] = {
    "token.malformed": "The token is no JWS of the accepted form.",
    "token.typ": "The token is of another type than this door takes.",
    "token.kid_unknown": "The signing key is not in the directory.",
    "token.key_use": "The signing key is not meant for tokens.",
    "token.algorithm": "The token names another algorithm than the directory does for this key.",
    "token.signature": "The signature does not fit.",
    "token.key_not_valid": "The signing key is not valid now, or was revoked.",
    "token.issuer": "The issuer is not the owner of the key, or may not issue for this service.",
    "token.audience": "The token was issued for another service.",
    "token.expired": "The token has expired.",
    "token.not_yet_valid": "The token was issued in the future.",
    "token.lifetime": "The token lives longer than its type may.",
    "token.claims": "A claim is missing or malformed.",
}


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
        self._agency = agency
        self._ring = ring
        self._clock = clock

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
        lifetime: timedelta = LONGEST_ACCESS,
    ) -> str:
        """A token for one service of this agency."""
        if lifetime > LONGEST_ACCESS:
            raise ValueError("an access token lives 50 s at most")
        claims = {"sub": account_id, "roles": list(roles), "unit": unit, "name": name, "sid": session_id, "kind": kind}
        audience = str(Address(self._agency, service))
        return self._issued(ACCESS_TYP, audience=audience, lifetime=lifetime, claims=claims)

    def node_token(self, peer: str) -> str:
        """A token of 60 s with which this agency's liaison calls the peer's liaison."""
        return self._issued(NODE_TYP, audience=str(Address(peer, "liaison")), lifetime=NODE_LIFETIME, claims={})

    def _issued(self, typ: str, *, audience: str, lifetime: timedelta, claims: Mapping[str, object]) -> str:
        now = self._clock.now()
        key = self._ring.current(KeyUse.ACCESS, at=now)
        issued_at = int(now.timestamp())
        content = {
            "iss": agency_urn(self._agency),
            "aud": audience,
            "iat": issued_at,
            "exp": issued_at + int(lifetime.total_seconds()),
            "jti": new_id(now),
            **claims,
        }
        header = {"alg": key.entry.alg, "kid": key.kid, "typ": typ}
        payload = dumps(content, separators=(",", ":"), ensure_ascii=False).encode()
        return jose.sign_jws(payload, header=header, signer=jose.signer(key.entry.alg, key.secret)).decode()


class TokenVerifier:
    """Believes tokens addressed to one service: access tokens of its own agency, node tokens of allowed peers."""

    def __init__(
        self,
        identity: Address,
        *,
        directory: DirectorySource,
        clock: Clock,
        leeway: timedelta = LONGEST_LEEWAY,
    ) -> None:
        if not timedelta() <= leeway <= LONGEST_LEEWAY:
            raise ValueError("leeway is 10 s at most")
        self._identity = identity
        self._directory = directory
        self._clock = clock
        self._leeway = leeway.total_seconds()

    def access(self, token: str) -> AccessClaims:
        """Raises TokenRefused."""
        issuer, claims = self._believed(token, typ=ACCESS_TYP, longest=LONGEST_ACCESS)
        if issuer != self._identity.agency:
            raise TokenRefused("token.issuer")
        roles = claims.get("roles")
        if not isinstance(roles, list) or not all(isinstance(role, str) for role in roles):
            raise TokenRefused("token.claims")
        kind = _text(claims, "kind")
        if kind not in ("person", "service"):
            raise TokenRefused("token.claims")
        return AccessClaims(
            account_id=_text(claims, "sub", required=True),
            agency=issuer,
            unit=_text(claims, "unit"),
            roles=tuple(roles),
            name=_text(claims, "name"),
            session_id=_text(claims, "sid"),
            kind=kind,
            expires_at=datetime.fromtimestamp(_whole(claims, "exp"), ZONE),
        )

    def node(self, token: str) -> NodeClaims:
        """Raises TokenRefused."""
        issuer, claims = self._believed(token, typ=NODE_TYP, longest=NODE_LIFETIME)
        if not self._directory.current().permits(issuer, self._identity.agency):
            raise TokenRefused("token.issuer")
        expires_at = datetime.fromtimestamp(_whole(claims, "exp"), ZONE)
        return NodeClaims(issuer, _text(claims, "jti", required=True), expires_at)

    def _believed(self, token: str, *, typ: str, longest: timedelta) -> tuple[str, Mapping[str, object]]:
        """The issuing agency and the claims, after signature, issuer, audience and times are checked."""
        parsed = _parsed(token)
        if parsed.header["typ"] != typ:
            raise TokenRefused("token.typ")
        owner = self._signing_agency(parsed)
        try:
            claims = jose.strict_json(parsed.payload)
        except jose.Malformed:
            raise TokenRefused("token.claims") from None
        if claims.get("iss") != agency_urn(owner):
            raise TokenRefused("token.issuer")
        if claims.get("aud") != str(self._identity):
            raise TokenRefused("token.audience")
        self._check_times(claims, longest=longest)
        return owner, claims

    def _signing_agency(self, parsed: jose.ParsedJws) -> str:
        found = self._directory.current().key(str(parsed.header["kid"]))
        if found is None:
            raise TokenRefused("token.kid_unknown")
        owner, key = found
        if key.use is not KeyUse.ACCESS:
            raise TokenRefused("token.key_use")
        verifier = jose.verifier(key.alg, key.public)
        if parsed.header["alg"] != key.alg or verifier is None:
            raise TokenRefused("token.algorithm")
        if not verifier.verify(parsed.signature, data=parsed.signed_part):
            raise TokenRefused("token.signature")
        now = self._clock.now()
        if not key.valid_from <= now < key.valid_to or (key.revoked_at is not None and key.revoked_at <= now):
            raise TokenRefused("token.key_not_valid")
        return owner.code

    def _check_times(self, claims: Mapping[str, object], *, longest: timedelta) -> None:
        now = self._clock.now().timestamp()
        issued_at, expires = _whole(claims, "iat"), _whole(claims, "exp")
        if not 0 < expires - issued_at <= longest.total_seconds():
            raise TokenRefused("token.lifetime")
        if issued_at > now + self._leeway:
            raise TokenRefused("token.not_yet_valid")
        if expires + self._leeway <= now:
            raise TokenRefused("token.expired")


def granted(roles: Sequence[str], *, table: Roles) -> Mapping[str, str]:
    """All permissions of these roles; where two roles give one, the wider reach counts. Unknown roles give nothing."""
    result: dict[str, str] = {}
    for role in roles:
        for permission, reach in table.get(role, {}).items():
            held = result.get(permission)
            if held is None or REACHES.index(reach) > REACHES.index(held):
                result[permission] = reach
    return result


def _parsed(token: str) -> jose.ParsedJws:
    if len(token) > MAX_TOKEN_BYTES or not token.isascii():
        raise TokenRefused("token.malformed")
    try:
        return jose.parse_jws(token.encode(), names=_HEADER_NAMES)
    except jose.Malformed:
        raise TokenRefused("token.malformed") from None


def _text(claims: Mapping[str, object], name: str, *, required: bool = False) -> str:
    value = claims.get(name)
    if not isinstance(value, str) or (required and not value):
        raise TokenRefused("token.claims")
    return value


def _whole(claims: Mapping[str, object], name: str) -> int:
    """A NumericDate in whole seconds; bounded, so that every accepted value is a real date."""
    value = claims.get(name)
    if type(value) is not int or not 0 <= value < 1 << 36:
        raise TokenRefused("token.claims")
    return value
