"""Private key files: made, kept to the owner, read back, refused when damaged or open to others."""

from __future__ import annotations

import json
import stat
from datetime import timedelta
from pathlib import Path

import pytest

from tests.unit.platform.signing.city import NOW
from zf_platform.keys import KeyFileRefused, KeyRing, KeyUse, b64url, generate_key, generate_keys, load_keys, save_keys


def test_a_ring_survives_the_file(tmp_path: Path) -> None:
    ring = generate_keys("police", now=NOW)
    save_keys(tmp_path / "secrets" / "police.json", ring=ring)
    assert load_keys(tmp_path / "secrets" / "police.json") == ring


def test_the_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "police.json"
    save_keys(path, ring=generate_keys("police", now=NOW))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.chmod(0o640)
    with pytest.raises(KeyFileRefused, match="chmod 600"):
        load_keys(path)


def test_an_existing_open_file_is_replaced_by_a_closed_one(tmp_path: Path) -> None:
    path = tmp_path / "police.json"
    path.write_text("{}")
    path.chmod(0o644)
    save_keys(path, ring=generate_keys("police", now=NOW))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("damage", ["secret", "thumbprint", "alg", "zone", "json", "missing"])
def test_a_damaged_file_is_refused(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "police.json"
    save_keys(path, ring=generate_keys("police", now=NOW))
    content = json.loads(path.read_text())
    key = content["keys"][0]
    if damage == "secret":
        key["jwk"]["d"] = b64url(bytes(32))
    elif damage == "thumbprint":
        key["kid"] = key["kid"][:-1] + ("0" if key["kid"][-1] != "0" else "1")
    elif damage == "alg":
        key["alg"] = "HS256"
    elif damage == "zone":
        key["valid_from"] = "2026-01-01T00:00:00"
    elif damage == "missing":
        del content["agency"]
    path.write_text("{" if damage == "json" else json.dumps(content))
    with pytest.raises(KeyFileRefused):
        load_keys(path)


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(KeyFileRefused, match="zf directory make"):
        load_keys(tmp_path / "none.json")


def test_secrets_do_not_show_in_logs() -> None:
    key = generate_key("police", use=KeyUse.MESSAGE, now=NOW)
    assert repr(key.secret) not in repr(key)


def test_the_newest_valid_key_is_current_and_an_expired_ring_says_so() -> None:
    old = generate_key("police", use=KeyUse.MESSAGE, now=NOW - timedelta(days=100))
    new = generate_key("police", use=KeyUse.MESSAGE, now=NOW)
    ring = KeyRing("police", (new, old))
    assert ring.current(KeyUse.MESSAGE, at=NOW) is new
    assert ring.current(KeyUse.MESSAGE, at=NOW - timedelta(days=50)) is old
    with pytest.raises(KeyFileRefused, match="rotate"):
        ring.current(KeyUse.MESSAGE, at=NOW + timedelta(days=3000))
    with pytest.raises(KeyFileRefused):
        ring.current(KeyUse.ACCESS, at=NOW)
