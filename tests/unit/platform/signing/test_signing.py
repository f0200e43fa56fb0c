"""Letters between agencies: what is sealed opens at its receiver and nowhere else; the sender's own refusals."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest

from tests.unit.platform.signing.city import AGENCIES, NOW, City, make_city
from zf_contracts.envelope import MAX_BODY_BYTES
from zf_platform import jose
from zf_platform.keys import KeyRing, generate_keys
from zf_platform.signing import (
    CHECKPOINT_TYP,
    MESSAGE_TYP,
    MESSAGE_TYPS,
    RECEIPT_TYP,
    SEAL_CODES,
    Opened,
    Opener,
    Sealer,
    SealRefused,
    agency_urn,
    believe,
)

BODY = '{"subject":"张三涉嫌盗窃案"}'.encode()


@pytest.fixture(scope="module")
def city() -> City:
    return make_city(forbidden=[("committee", "justice")])


def code_of(refused: pytest.ExceptionInfo[SealRefused]) -> str:
    assert refused.value.code in SEAL_CODES
    return refused.value.code


@pytest.mark.parametrize("typ", sorted(MESSAGE_TYPS))
@pytest.mark.parametrize("receiver", [agency for agency in AGENCIES if agency != "police"])
def test_what_is_sealed_opens_at_its_receiver(city: City, receiver: str, typ: str) -> None:
    sealed = city.sealer("police").seal_with_evidence(BODY, typ=typ, receiver_agency=receiver)
    opened = city.opener(receiver).open(sealed.raw, typ={typ})
    assert (opened.envelope, opened.signer_agency, opened.typ) == (BODY, "police", typ)
    assert opened.kid == city.rings["police"].keys[0].kid
    assert opened.jws == sealed.jws
    assert opened.jws_digest == sealed.jws_digest == hashlib.sha256(sealed.jws).hexdigest()


def test_nobody_else_opens_it_and_the_content_does_not_show(city: City) -> None:
    raw = city.sealer("police").seal(BODY, typ=MESSAGE_TYP, receiver_agency="court")
    for bystander in ("police", "procuratorate", "justice", "committee"):
        with pytest.raises(SealRefused) as refused:
            city.opener(bystander).open(raw)
        assert code_of(refused) == "seal.not_for_us"
    assert BODY not in raw
    assert b"typ" not in jose.decode_segment(raw.split(b".")[0])


def test_two_letters_of_the_same_words_differ_on_the_wire(city: City) -> None:
    sealer = city.sealer("police")
    letters = [sealer.seal(BODY, typ=MESSAGE_TYP, receiver_agency="court") for _ in range(2)]
    assert letters[0] != letters[1]
    assert letters[0].split(b".")[3] != letters[1].split(b".")[3]


def test_a_receipt_is_no_message(city: City) -> None:
    raw = city.sealer("police").seal(BODY, typ=RECEIPT_TYP, receiver_agency="court")
    with pytest.raises(SealRefused) as refused:
        city.opener("court").open(raw, typ={MESSAGE_TYP, CHECKPOINT_TYP})
    assert code_of(refused) == "seal.typ"


def test_a_letter_cannot_be_forwarded_as_ones_own(city: City) -> None:
    """The court opens a letter from the police and passes the signed part on to the procuratorate."""
    received = city.opener("court").open(
        city.sealer("police").seal(BODY, typ=MESSAGE_TYP, receiver_agency="court"), typ={MESSAGE_TYP}
    )
    key = city.directory.directory.encryption_key("procuratorate", NOW)
    assert key is not None
    forwarded = jose.encrypt_jwe(received.jws, kid=key.kid, public=key.public)
    with pytest.raises(SealRefused) as refused:
        city.opener("procuratorate").open(forwarded)
    assert code_of(refused) == "seal.audience"


def test_the_sender_refuses_what_would_be_refused(city: City) -> None:
    cases = {
        "seal.receiver_unknown": ("police", "customs", MESSAGE_TYP, BODY),
        "seal.pair_not_allowed": ("committee", "justice", MESSAGE_TYP, BODY),
        "seal.typ": ("police", "court", "zf-access+jwt", BODY),
        "seal.too_large": ("police", "court", MESSAGE_TYP, b"x" * (MAX_BODY_BYTES * 9 // 16)),
    }
    for code, (sender, receiver, typ, body) in cases.items():
        with pytest.raises(SealRefused) as refused:
            city.sealer(sender).seal(body, typ=typ, receiver_agency=receiver)
        assert code_of(refused) == code


def test_without_a_valid_key_nothing_is_sealed(city: City) -> None:
    stale = generate_keys("police", now=NOW - timedelta(days=3000))
    sealer = Sealer("police", ring=stale, directory=city.directory, clock=city.clock)
    with pytest.raises(SealRefused) as refused:
        sealer.seal(BODY, typ=MESSAGE_TYP, receiver_agency="court")
    assert code_of(refused) == "seal.no_key"


def test_old_encryption_keys_still_open_what_was_on_its_way(city: City) -> None:
    """A rotation adds a key; the letter sealed to the old one opens as long as the ring keeps it."""
    raw = city.sealer("police").seal(BODY, typ=MESSAGE_TYP, receiver_agency="court")
    rotated = KeyRing("court", generate_keys("court", now=NOW + timedelta(hours=1)).keys + city.rings["court"].keys)
    assert Opener("court", ring=rotated, directory=city.directory, clock=city.clock).open(raw).envelope == BODY


def test_stored_evidence_is_judged_as_of_its_day(city: City) -> None:
    """A key revoked today does not undo what was received before; after the revocation nothing signed with it counts."""
    key = city.rings["police"].keys[3]
    assert key.entry.revoked_at is not None
    received_at = key.entry.revoked_at - timedelta(days=10)
    header = {
        "alg": "Ed25519",
        "kid": key.kid,
        "typ": MESSAGE_TYP,
        "iss": agency_urn("police"),
        "aud": agency_urn("court"),
        "iat": int(received_at.timestamp()),
    }
    jws = jose.sign_jws(BODY, header=header, signer=jose.signer("Ed25519", key.secret))
    directory = city.directory.directory
    assert believe(jws, directory=directory, audience="court", at=received_at).envelope == BODY
    with pytest.raises(SealRefused) as refused:
        believe(jws, directory=directory, audience="court", at=NOW)
    assert code_of(refused) == "seal.key_revoked"


@pytest.mark.parametrize("skew", [timedelta(hours=2), timedelta(hours=-2)])
def test_two_hours_of_clock_skew_do_not_stop_the_exchange(city: City, skew: timedelta) -> None:
    ahead = make_city()
    raw = ahead.sealer("police").seal(BODY, typ=MESSAGE_TYP, receiver_agency="court")
    ahead.clock.advance(skew)
    assert ahead.opener("court").open(raw).envelope == BODY


def test_a_batch_tells_of_each_letter(city: City) -> None:
    sealer = city.sealer("police")
    good = [sealer.seal(b"%d" % number, typ=MESSAGE_TYP, receiver_agency="court") for number in range(3)]
    outcomes = city.opener("court").open_batch([good[0], b"rubbish", good[1], good[2]])
    assert [outcome.envelope for outcome in outcomes if isinstance(outcome, Opened)] == [b"0", b"1", b"2"]
    assert isinstance(outcomes[1], SealRefused)
    assert outcomes[1].code == "seal.malformed"
