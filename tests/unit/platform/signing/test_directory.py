"""The directory of agencies: only the operator's bytes, never an older version, and what staleness stops."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.unit.platform.signing.city import NOW, make_city
from zf_platform import jose
from zf_platform.directory import (
    DIRECTORY_CODES,
    DIRECTORY_TYP,
    Directory,
    DirectoryFile,
    DirectoryRefused,
    Freshness,
    agency_entry,
    make_directory,
)
from zf_platform.keys import KeyRing, KeyUse, PrivateKey, generate_key, generate_keys

OPERATOR = generate_key("operator", use=KeyUse.DIRECTORY, now=NOW)
RINGS = {code: generate_keys(code, now=NOW) for code in ("police", "court")}


def signed(*, version: int = 1, operator: PrivateKey = OPERATOR, rings: dict[str, KeyRing] | None = None) -> bytes:
    entries = [
        agency_entry(code, kind=code, name_zh=f"{code}局", name_en=code, ring=ring, liaison_url=f"https://{code}.test")
        for code, ring in (rings or RINGS).items()
    ]
    return make_directory(entries, pairs=[("police", "court")], version=version, now=NOW, operator_key=operator)


def refusal(action: Callable[[], object]) -> str:
    with pytest.raises(DirectoryRefused) as caught:
        action()
    assert caught.value.code in DIRECTORY_CODES
    return caught.value.code


def test_what_was_signed_is_what_is_read(tmp_path: Path) -> None:
    path = tmp_path / "directory.jws"
    path.write_bytes(signed() + b"\n")
    directory = Directory.load(path, OPERATOR.entry.public)
    police = directory.agency("police")
    assert police is not None
    assert (police.name_zh, police.liaison_url) == ("police局", "https://police.test")
    assert police.keys == RINGS["police"].public()
    assert directory.permits("police", "court")
    assert not directory.permits("court", "police")
    assert directory.agency("customs") is None


def test_another_signer_and_a_flipped_bit_are_refused() -> None:
    other = generate_key("operator", use=KeyUse.DIRECTORY, now=NOW)
    assert refusal(lambda: Directory.parse(signed(operator=other), OPERATOR.entry.public)) == "directory.signature"
    raw = bytearray(signed())
    raw[len(raw) // 2] ^= 1
    assert refusal(lambda: Directory.parse(bytes(raw), OPERATOR.entry.public)) in (
        "directory.signature",
        "directory.malformed",
    )


def test_a_message_of_the_operator_is_no_directory() -> None:
    header = {"alg": "Ed25519", "kid": OPERATOR.kid, "typ": "zf-msg+jws"}
    raw = jose.sign_jws(b"{}", header=header, signer=jose.signer("Ed25519", OPERATOR.secret))
    assert refusal(lambda: Directory.parse(raw, OPERATOR.entry.public)) == "directory.signature"


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"version": 0, "issued_at": NOW.isoformat(), "agencies": [], "pairs": []},
        {"version": 1, "issued_at": "2026-01-01T00:00:00", "agencies": [], "pairs": []},
        {"version": 1, "issued_at": NOW.isoformat(), "agencies": [{}], "pairs": []},
        {"version": 1, "issued_at": NOW.isoformat(), "agencies": [], "pairs": [["a", "b"]]},
        {"version": 1, "issued_at": NOW.isoformat(), "agencies": {}, "pairs": []},
    ],
)
def test_a_signed_but_senseless_directory_is_refused(content: dict[str, object]) -> None:
    header = {"alg": "Ed25519", "kid": OPERATOR.kid, "typ": DIRECTORY_TYP}
    signer = jose.signer("Ed25519", OPERATOR.secret)
    raw = jose.sign_jws(json.dumps(content).encode(), header=header, signer=signer)
    assert refusal(lambda: Directory.parse(raw, OPERATOR.entry.public)) == "directory.malformed"


def test_one_key_may_not_stand_for_two_agencies() -> None:
    rings = {"police": RINGS["police"], "court": replace(RINGS["police"], agency="court")}
    assert refusal(lambda: signed(rings=rings)) == "directory.ambiguous"


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert refusal(lambda: Directory.load(tmp_path / "none", OPERATOR.entry.public)) == "directory.unreadable"


@pytest.mark.parametrize(
    ("age", "expected"),
    [
        (timedelta(hours=24), Freshness.FRESH),
        (timedelta(hours=24, seconds=1), Freshness.STALE),
        (timedelta(days=7), Freshness.STALE),
        (timedelta(days=7, seconds=1), Freshness.NO_NEW_PAIRS),
    ],
)
def test_staleness_stops_new_pairs_and_no_running_matter(age: timedelta, expected: Freshness) -> None:
    directory = Directory.parse(signed(), OPERATOR.entry.public)
    now = NOW + age
    assert directory.freshness(now) is expected
    assert directory.admits_pair("police", "court", now=now, running=True)
    new = directory.admits_pair("police", "court", now=now, running=False)
    assert new is (expected is not Freshness.NO_NEW_PAIRS)
    assert not directory.admits_pair("court", "police", now=now, running=True)


def test_keys_are_found_only_while_they_hold() -> None:
    city = make_city()
    directory = city.directory.directory
    message, encryption, access, revoked, expired, future = city.rings["police"].keys
    assert directory.message_key(message.kid, NOW) == message.entry
    for unusable in (encryption, access, revoked, expired, future):
        assert directory.message_key(unusable.kid, NOW) is None
    assert directory.message_key(revoked.kid, NOW - timedelta(hours=2)) == revoked.entry
    assert directory.key(revoked.kid) is not None, "old keys stay for verification"
    found = directory.encryption_key("police", NOW)
    assert found == encryption.entry


def test_a_changed_file_is_read_again_and_a_bad_one_is_not(tmp_path: Path) -> None:
    path = tmp_path / "directory.jws"
    source = follow(path, signed(version=3))
    assert source.current().version == 3

    replace_file(path, signed(version=4))
    assert source.current().version == 4
    assert source.problem is None

    replace_file(path, signed(version=2))
    assert source.current().version == 4
    assert problem_of(source) == "directory.older"

    other = generate_key("operator", use=KeyUse.DIRECTORY, now=NOW)
    replace_file(path, signed(version=9, operator=other))
    assert source.current().version == 4
    assert problem_of(source) == "directory.signature"

    path.unlink()
    assert source.current().version == 4
    assert problem_of(source) == "directory.unreadable"

    replace_file(path, signed(version=5))
    assert source.current().version == 5
    assert source.problem is None


def test_the_disk_is_not_asked_for_every_message(tmp_path: Path) -> None:
    path = tmp_path / "directory.jws"
    source = follow(path, signed(version=1), interval=3600.0)
    replace_file(path, signed(version=2))
    assert source.current().version == 1


def follow(path: Path, raw: bytes, *, interval: float = 0.0) -> DirectoryFile:
    path.write_bytes(raw)
    return DirectoryFile(path, operator_public_key=OPERATOR.entry.public, interval=interval)


def replace_file(path: Path, raw: bytes) -> None:
    """As deployment does it: write beside, then rename."""
    partial = path.with_suffix(".new")
    partial.write_bytes(raw)
    later = datetime.fromisoformat("2030-01-01T00:00:00+08:00").timestamp() + partial.stat().st_ino
    os.utime(partial, (later, later))
    partial.replace(path)


def problem_of(source: DirectoryFile) -> str:
    assert source.problem is not None
    return source.problem.code
