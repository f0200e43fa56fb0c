"""Sessions, tries, addresses and passwords: the decisions without a database."""

from datetime import datetime, timedelta

import pytest

from zf_law.loader import load_law
from zf_liaison.accounts.passwords import Passwords, known_passwords
from zf_liaison.accounts.rules import (
    ACCOUNT_TRIES,
    ADDRESS_TRIES,
    IDLE,
    LONGEST,
    PAIR_TRIES,
    account_problems,
    csrf_of,
    may_try,
    password_problems,
    session_alive,
    session_key,
    try_keys,
)
from zf_platform.clock import ZONE

T = datetime(2026, 11, 23, 10, 0, tzinfo=ZONE)
KEYS = try_keys("police.handler", address="10.0.0.1")


def codes(password: str, *context: str) -> list[str]:
    return [problem.code for problem in password_problems(password, context=context, known=known_passwords())]


def test_a_session_ends_idle_or_old() -> None:
    assert session_alive(seen_at=T, expires_at=T + LONGEST, now=T + IDLE - timedelta(seconds=1))
    assert not session_alive(seen_at=T, expires_at=T + LONGEST, now=T + IDLE)
    assert not session_alive(seen_at=T + LONGEST, expires_at=T + LONGEST, now=T + LONGEST)


def test_tries_of_a_pair_an_account_and_an_address_are_limited() -> None:
    assert may_try({KEYS.pair: PAIR_TRIES}, keys=KEYS, known_place=False)
    assert not may_try({KEYS.pair: PAIR_TRIES + 1}, keys=KEYS, known_place=True)
    assert not may_try({KEYS.account: ACCOUNT_TRIES + 1}, keys=KEYS, known_place=False)
    assert may_try({KEYS.account: ACCOUNT_TRIES + 1}, keys=KEYS, known_place=True)
    assert not may_try({KEYS.address: ADDRESS_TRIES + 1}, keys=KEYS, known_place=True)


def test_try_keys_tell_nothing_and_ignore_case() -> None:
    assert try_keys(" Police.Handler", address="10.0.0.1") == KEYS
    assert "police" not in "".join(KEYS.all())
    assert len(set(KEYS.all())) == 3
    assert list(KEYS.all()) == sorted(KEYS.all())


@pytest.mark.parametrize(
    "password",
    [
        "password-2026",
        "P@ssw0rd-2026!",
        "qwertyuiop123",
        "1qaz2wsx3edc4rfv",
        "woaini5201314",
        "passwordpassword",
        "gongan-2026110",
    ],
)
def test_common_passwords_are_refused(password: str) -> None:
    assert codes(password) == ["password.common"]


@pytest.mark.parametrize("password", ["aaaaaaaaaaaa", "ababababababab", "123456789012", "abcdefghijkl"])
def test_monotonous_passwords_are_refused(password: str) -> None:
    assert codes(password) == ["password.monotonous"]


@pytest.mark.parametrize("password", ["police.handler9", "Police-Handler", "xprocuratorate7"])
def test_passwords_of_the_own_name_are_refused(password: str) -> None:
    assert codes(password, "police.handler", "procuratorate") == ["password.context"]


@pytest.mark.parametrize(
    "password", ["three-unlikely-words-9", "yunchuan-demo-2026", "山高水长月明风清与君同行二三里", "Xk4!vPq9#tLw2z"]
)
def test_reasonable_passwords_are_taken(password: str) -> None:
    assert codes(password, "police.handler", "陈志远", "police") == []


def test_roles_and_units_must_be_of_the_agency() -> None:
    law = load_law()
    police = law.agencies.by_code("police")
    assert account_problems(["handler"], unit="criminal", agency=police, roles=law.roles) == []
    found = account_problems(["judge", "nothing"], unit="moon", agency=police, roles=law.roles)
    assert [problem.code for problem in found] == [
        "account.role_unknown",
        "account.role_unknown",
        "account.unit_unknown",
    ]


def test_what_is_stored_of_a_session_opens_nothing() -> None:
    assert session_key("s") != csrf_of("s")
    assert "s3cret" not in session_key("s3cret") + csrf_of("s3cret")


async def test_hashing_uses_the_recommended_profile_and_nobody_costs_the_same_work() -> None:
    passwords = Passwords()
    stored = await passwords.hash("three-unlikely-words-9")
    assert stored.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert await passwords.verify("three-unlikely-words-9", stored=stored) == (True, None)
    assert await passwords.verify("three-unlikely-words-8", stored=stored) == (False, None)
    assert await passwords.verify("three-unlikely-words-9", stored=None) == (False, None)
