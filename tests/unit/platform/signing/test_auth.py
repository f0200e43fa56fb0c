"""A-10: tokens. Expired, early, for others, of another kind, with confused keys: refused, each with its code."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import timedelta

import pytest

from tests.unit.platform.signing.city import NOW, City, make_city
from zf_contracts.envelope import Address
from zf_platform import jose
from zf_platform.auth import (
    ACCESS_TYP,
    LONGEST_ACCESS,
    LONGEST_LEEWAY,
    NODE_TYP,
    TOKEN_CODES,
    AccessClaims,
    TokenIssuer,
    TokenRefused,
    TokenVerifier,
    granted,
)
from zf_platform.clock import FixedClock
from zf_platform.keys import PrivateKey

CASEMGMT = Address("police", "casemgmt")
LIAISON = Address("court", "liaison")


@pytest.fixture
def city() -> City:
    return make_city(forbidden=[("justice", "court")])


def issuer(city: City, agency: str = "police") -> TokenIssuer:
    return TokenIssuer(agency, ring=city.rings[agency], clock=city.clock)


def verifier(city: City, identity: Address = CASEMGMT, *, leeway: float = 10) -> TokenVerifier:
    return TokenVerifier(identity, directory=city.directory, clock=city.clock, leeway=timedelta(seconds=leeway))


def refusal(action: Callable[[], object]) -> str:
    with pytest.raises(TokenRefused) as caught:
        action()
    assert caught.value.code in TOKEN_CODES
    return caught.value.code


def person(city: City, *, service: str = "casemgmt", lifetime: timedelta = timedelta(seconds=50)) -> str:
    return issuer(city).access_token(
        "acc-1",
        service=service,
        roles=["handler", "clerk"],
        unit="squad-2",
        name="李四",
        session_id="s-9",
        lifetime=lifetime,
    )


def forged(city: City, *, key: PrivateKey, header: Mapping[str, object] | None = None, **claims: object) -> str:
    """A token signed with any key, with any header and claims."""
    now = int(city.clock.now().timestamp())
    content = {
        "iss": "urn:zf:police",
        "aud": str(CASEMGMT),
        "iat": now,
        "exp": now + 50,
        "jti": "1",
        "sub": "acc-1",
        "roles": [],
        "unit": "",
        "name": "",
        "sid": "",
        "kind": "person",
        **claims,
    }
    head = {"alg": "Ed25519", "kid": key.kid, "typ": ACCESS_TYP, **(header or {})}
    payload = json.dumps({name: value for name, value in content.items() if value is not ...}).encode()
    return jose.sign_jws(payload, header=head, signer=jose.signer("Ed25519", key.secret)).decode()


def test_a_person_is_recognised(city: City) -> None:
    claims = verifier(city).access(person(city))
    assert claims == AccessClaims(
        account_id="acc-1",
        agency="police",
        unit="squad-2",
        roles=("handler", "clerk"),
        name="李四",
        session_id="s-9",
        kind="person",
        expires_at=NOW + timedelta(seconds=50),
    )


def test_a_peer_is_recognised(city: City) -> None:
    claims = verifier(city, LIAISON).node(issuer(city).node_token("court"))
    assert (claims.agency, claims.expires_at) == ("police", NOW + timedelta(seconds=60))
    assert claims.token_id != verifier(city, LIAISON).node(issuer(city).node_token("court")).token_id


@pytest.mark.parametrize(("leeway", "alive"), [(0, 49), (5, 54), (10, 59)])
def test_a_token_ends_with_its_time_and_the_leeway(city: City, leeway: int, alive: int) -> None:
    token = person(city)
    believer = verifier(city, leeway=leeway)
    city.clock.advance(timedelta(seconds=alive))
    assert believer.access(token).account_id == "acc-1"
    city.clock.advance(timedelta(seconds=1))
    assert refusal(lambda: believer.access(token)) == "token.expired"


def test_by_default_a_disabled_account_is_out_within_a_minute(city: City) -> None:
    token = person(city)
    believer = TokenVerifier(CASEMGMT, directory=city.directory, clock=city.clock)
    city.clock.advance(timedelta(seconds=60))
    assert refusal(lambda: believer.access(token)) == "token.expired"


def test_a_token_from_the_future_is_refused(city: City) -> None:
    ahead = make_city()
    ahead.rings["police"] = city.rings["police"]
    ahead.clock.advance(timedelta(seconds=11))
    assert refusal(lambda: verifier(city).access(person(ahead))) == "token.not_yet_valid"


def test_neither_leeway_nor_lifetime_may_be_generous(city: City) -> None:
    """Together they are the minute after which a disabled account opens nothing."""
    assert timedelta(seconds=60) >= LONGEST_ACCESS + LONGEST_LEEWAY
    with pytest.raises(ValueError, match="10 s"):
        verifier(city, leeway=11)
    with pytest.raises(ValueError, match="50 s"):
        person(city, lifetime=timedelta(seconds=51))


def test_a_token_is_for_one_service(city: City) -> None:
    token = person(city, service="intake")
    assert refusal(lambda: verifier(city).access(token)) == "token.audience"


def test_another_agency_issues_nothing_for_us(city: City) -> None:
    court = city.rings["court"].keys[2]
    token = forged(city, key=court, iss="urn:zf:court")
    assert refusal(lambda: verifier(city).access(token)) == "token.issuer"
    claims_police = forged(city, key=court)
    assert refusal(lambda: verifier(city).access(claims_police)) == "token.issuer"


def test_kinds_of_token_are_not_exchanged(city: City) -> None:
    node = issuer(city).node_token("court")
    assert refusal(lambda: verifier(city, LIAISON).access(node)) == "token.typ"
    access = issuer(city, "court").access_token("acc-1", service="liaison", roles=["operator"])
    assert refusal(lambda: verifier(city, LIAISON).node(access)) == "token.typ"


def test_a_peer_without_leave_is_refused(city: City) -> None:
    token = issuer(city, "justice").node_token("court")
    assert refusal(lambda: verifier(city, LIAISON).node(token)) == "token.issuer"


def test_keys_are_not_confused(city: City) -> None:
    message, _encryption, access, *_odd = city.rings["police"].keys
    stranger = make_city().rings["police"].keys[2]
    believer = verifier(city)
    assert refusal(lambda: believer.access(forged(city, key=message))) == "token.key_use"
    assert refusal(lambda: believer.access(forged(city, key=stranger))) == "token.kid_unknown"
    as_ours = {"kid": access.kid}
    assert refusal(lambda: believer.access(forged(city, key=stranger, header=as_ours))) == "token.signature"
    for alg in ("none", "HS256", "EdDSA", None, ["Ed25519"]):
        token = forged(city, key=access, header={"alg": alg})
        assert refusal(lambda token=token: believer.access(token)) == "token.algorithm"  # type: ignore[misc]


def test_a_key_past_its_time_signs_no_token(city: City) -> None:
    token_city = make_city(now=NOW - timedelta(days=900))
    token_city.clock = FixedClock(NOW)
    key = token_city.rings["police"].keys[2]
    token = forged(token_city, key=key)
    assert refusal(lambda: verifier(token_city).access(token)) == "token.key_not_valid"


@pytest.mark.parametrize(
    ("claims", "code"),
    [
        ({"exp": ...}, "token.claims"),
        ({"exp": "2000000000"}, "token.claims"),
        ({"exp": True}, "token.claims"),
        ({"exp": 10**40}, "token.claims"),
        ({"iat": ...}, "token.claims"),
        ({"iat": 0}, "token.lifetime"),
        ({"exp": 0}, "token.lifetime"),
        ({"sub": ""}, "token.claims"),
        ({"sub": 7}, "token.claims"),
        ({"roles": "operator"}, "token.claims"),
        ({"roles": [1]}, "token.claims"),
        ({"kind": "node"}, "token.claims"),
        ({"aud": ["urn:zf:police:casemgmt"]}, "token.audience"),
        ({"aud": ...}, "token.audience"),
        ({"iss": ...}, "token.issuer"),
    ],
)
def test_odd_claims_are_refused_though_rightly_signed(city: City, claims: dict[str, object], code: str) -> None:
    token = forged(city, key=city.rings["police"].keys[2], header=None, **claims)
    assert refusal(lambda: verifier(city).access(token)) == code


@pytest.mark.parametrize("text", ["", "a", "a.b", "a.b.c", "a.b.c.d.e", "é.é.é", "x" * 9000, "..", "\x00"])
def test_odd_text_is_refused(city: City, text: str) -> None:
    assert refusal(lambda: verifier(city).access(text)) == "token.malformed"


def test_every_bit_of_a_token_counts(city: City) -> None:
    token = person(city).encode()
    believer = verifier(city)
    for position in range(len(token)):
        changed = bytearray(token)
        changed[position] ^= 1
        refusal(lambda changed=changed: believer.access(changed.decode("latin-1")))  # type: ignore[misc]


def test_the_wider_reach_wins() -> None:
    table = {
        "handler": {"case.read": "own", "case.open": "unit"},
        "leader": {"case.read": "agency"},
        "auditor": {"case.read": "unit"},
    }
    assert granted(["handler", "leader", "auditor", "ghost"], table=table) == {
        "case.read": "agency",
        "case.open": "unit",
    }
    assert granted([], table=table) == {}


def test_node_tokens_live_a_minute_at_most(city: City) -> None:
    now = int(city.clock.now().timestamp())
    key = city.rings["police"].keys[2]
    token = forged(city, key=key, header={"typ": NODE_TYP}, aud=str(LIAISON), exp=now + 61)
    assert refusal(lambda: verifier(city, LIAISON).node(token)) == "token.lifetime"
