"""Our JOSE forms and joserfc's read each other, so that any standard tool can check our letters years later."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jwe, jws
from joserfc.jwk import OKPKey
from joserfc.registry import HeaderParameter

from tests.unit.platform.signing.city import City, make_city
from zf_platform import jose
from zf_platform.keys import DirectoryKey, PrivateKey, b64url
from zf_platform.signing import MESSAGE_TYP, agency_urn

ALGORITHMS = ["ECDH-ES+A256KW", "A256GCM"]
# joserfc rightly wants to be told of header names that the standard does not list.
OURS = jws.JWSRegistry(
    header_registry={
        "iss": HeaderParameter("Issuer", "str"),
        "aud": HeaderParameter("Audience", "str"),
        "iat": HeaderParameter("Issued at", "int"),
    },
    algorithms=["Ed25519"],
)
NAMES = frozenset({"alg", "kid", "typ", "iss", "aud", "iat"})


@pytest.fixture(scope="module")
def city() -> City:
    return make_city()


def foreign_key(key: PrivateKey | DirectoryKey) -> OKPKey:
    if isinstance(key, DirectoryKey):
        return OKPKey.import_key(dict(key.jwk()))
    return OKPKey.import_key({**key.entry.jwk(), "d": b64url(key.secret)})


@pytest.mark.parametrize("size", [0, 1, 2, 3, 4096, 30_000])
def test_joserfc_opens_what_we_seal(city: City, size: int) -> None:
    body = bytes(index % 251 for index in range(size))
    raw = city.sealer("police").seal(body, typ=MESSAGE_TYP, receiver_agency="court")
    message_key, encryption_key = city.rings["police"].keys[0], city.rings["court"].keys[1]
    opened = jwe.decrypt_compact(raw, foreign_key(encryption_key), algorithms=ALGORITHMS)
    assert opened.plaintext is not None
    found = jws.deserialize_compact(opened.plaintext, foreign_key(message_key.entry), registry=OURS)
    assert found.payload == body
    assert found.protected["aud"] == agency_urn("court")
    assert found.protected["typ"] == MESSAGE_TYP


@pytest.mark.parametrize("size", [0, 1, 2, 3, 4096, 30_000])
def test_we_open_what_joserfc_seals(city: City, size: int) -> None:
    body = bytes(index % 251 for index in range(size))
    message_key, encryption_key = city.rings["police"].keys[0], city.rings["court"].keys[1]
    header = {
        "alg": "Ed25519",
        "kid": message_key.kid,
        "typ": MESSAGE_TYP,
        "iss": agency_urn("police"),
        "aud": agency_urn("court"),
        "iat": int(city.clock.now().timestamp()),
    }
    signed = jws.serialize_compact(header, body, foreign_key(message_key), registry=OURS)
    outer = {"alg": "ECDH-ES+A256KW", "enc": "A256GCM", "kid": encryption_key.kid, "cty": "JOSE"}
    raw = jwe.encrypt_compact(outer, signed, foreign_key(encryption_key.entry), algorithms=ALGORITHMS)
    opened = city.opener("court").open(raw.encode(), typ={MESSAGE_TYP})
    assert (opened.envelope, opened.signer_agency) == (body, "police")


def test_the_worked_example_of_rfc_8037() -> None:
    """RFC 8037 A.4: a known Ed25519 key, payload and signature, byte for byte."""
    secret = jose.decode_segment(b"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A")
    signed = jose.sign_jws(
        b"Example of Ed25519 signing", header={"alg": "EdDSA"}, signer=jose.signer("Ed25519", secret)
    )
    assert signed == (
        b"eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc."
        b"hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"
    )


@given(st.binary(max_size=300))
def test_one_value_has_one_spelling(raw: bytes) -> None:
    """Whatever decodes, encodes back to the very same text: no second spelling is accepted."""
    text = b64url(raw).encode()
    assert jose.decode_segment(text) == raw
    for index in {0, len(text) - 1} if text else ():
        for other in (*range(33, 127), 10, 200):
            changed = text[:index] + bytes([other]) + text[index + 1 :]
            try:
                decoded = jose.decode_segment(changed)
            except jose.Malformed:
                continue
            assert b64url(decoded).encode() == changed


@given(st.text(alphabet="ABz09-_+/= \n.é", max_size=12))
def test_odd_text_is_refused_or_canonical(text: str) -> None:
    try:
        decoded = jose.decode_segment(text.encode())
    except jose.Malformed:
        return
    assert b64url(decoded) == text


@pytest.mark.parametrize(
    "text",
    [b'{"a":1,"a":2}', b'{"a":1.5}', b'{"a":NaN}', b"[]", b"", b"\xff", b"[" * 100_000, b'{"a":' + b"9" * 5000 + b"}"],
)
def test_ambiguous_json_is_refused(text: bytes) -> None:
    with pytest.raises(jose.Malformed):
        jose.strict_json(text)


def test_header_names_are_a_closed_set(city: City) -> None:
    key = city.rings["police"].keys[0]
    base: dict[str, object] = dict.fromkeys(NAMES, "x")
    for header in ({**base, "crit": ["exp"]}, {name: base[name] for name in sorted(NAMES)[1:]}):
        raw = jose.sign_jws(b"", header=header, signer=jose.signer("Ed25519", key.secret))
        with pytest.raises(jose.Malformed):
            jose.parse_jws(raw, names=NAMES)
    assert (
        json.loads(
            jose.decode_segment(
                jose.sign_jws(b"", header=base, signer=jose.signer("Ed25519", key.secret)).split(b".")[0]
            )
        )
        == base
    )
