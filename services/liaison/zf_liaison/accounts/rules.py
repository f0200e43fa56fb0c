"""Decisions about signing in: how long a session lives, who may try again, which password is too easy to guess."""

import base64
import hashlib
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from zf_law.agencies import Agency
from zf_law.problems import Problem
from zf_law.roles import Role, Roles

IDLE: Final = timedelta(minutes=30)
LONGEST: Final = timedelta(hours=10)
TOUCH_EVERY: Final = timedelta(minutes=1)

WINDOW: Final = timedelta(minutes=15)
PAIR_TRIES: Final = 5
"""Tries for one account from one address within the window."""
ACCOUNT_TRIES: Final = 20
"""Tries for one account from everywhere; beyond, only addresses from which it signed in before may go on."""
ADDRESS_TRIES: Final = 100
"""Tries from one address for whatever accounts. An office shares an address, so this is wide."""

KNOWN_PLACE_FOR: Final = timedelta(days=30)

_MIN_DIFFERENT: Final = 5
_RUNS: Final = ("01234567890", "09876543210", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm")
_LOOKS_LIKE: Final = str.maketrans("01345$7@!", "oieasstai")
_NUMBER_BEHIND: Final = re.compile(r"[\W_0-9]+$")


@dataclass(frozen=True, slots=True)
class TryKeys:
    """Hashes under which tries are counted; a mistyped name may be a password, so it is never stored."""

    pair: str
    account: str
    address: str

    def all(self) -> tuple[str, ...]:
        """Sorted, so that two tries never wait for each other in a ring."""
        return tuple(sorted((self.pair, self.account, self.address)))


def try_keys(username: str, *, address: str) -> TryKeys:
    name = username.strip().lower()
    return TryKeys(_hash("pair", name, address), _hash("account", name), _hash("address", address))


def may_try(counts: Mapping[str, int], *, keys: TryKeys, known_place: bool) -> bool:
    """Counts include the try that asks. Strangers cannot lock an account out of the places it is used from."""
    if counts.get(keys.pair, 0) > PAIR_TRIES or counts.get(keys.address, 0) > ADDRESS_TRIES:
        return False
    return known_place or counts.get(keys.account, 0) <= ACCOUNT_TRIES


def session_alive(*, seen_at: datetime, expires_at: datetime, now: datetime) -> bool:
    return now < expires_at and now - seen_at < IDLE


def session_key(session: str) -> str:
    """What is stored of a session number."""
    return _hash("session", session)


def csrf_of(session: str) -> str:
    """Follows from the session number and cannot be turned back into it."""
    return base64.urlsafe_b64encode(hashlib.sha256(f"csrf:{session}".encode()).digest()).decode().rstrip("=")


def password_problems(password: str, *, context: Sequence[str], known: Collection[str]) -> list[Problem]:
    """Length is checked by the contract. `context`: words of this person and place; `known`: passwords everybody tries."""
    lowered = password.lower()
    if _is_known(lowered, known):
        return [Problem("password.common", {"field": "new_password"})]
    if len(set(lowered)) < _MIN_DIFFERENT or _is_a_run(lowered):
        return [Problem("password.monotonous", {"field": "new_password"})]
    plain = re.sub(r"[\W_]+", "", lowered)
    for word in context:
        short = re.sub(r"[\W_]+", "", word.lower())
        if len(short) >= 4 and short in plain and len(plain) - len(short) < 8:
            return [Problem("password.context", {"field": "new_password"})]
    return []


def account_problems(names: Sequence[str], *, unit: str, agency: Agency, roles: Roles) -> list[Problem]:
    """Roles must exist for this kind of agency, the unit must be one of it."""
    problems = [
        Problem("account.role_unknown", {"role": name, "field": "roles"})
        for name in names
        if not _fits(roles.find(name), agency)
    ]
    if agency.unit(unit) is None:
        problems.append(Problem("account.unit_unknown", {"unit": unit, "field": "unit"}))
    return problems


def _fits(role: Role | None, agency: Agency) -> bool:
    return role is not None and (not role.kinds or agency.kind.value in role.kinds)


def _is_known(lowered: str, known: Collection[str]) -> bool:
    """As it stands, with look-alike characters undone, or a known word followed by numbers: `P@ssw0rd-2026!`."""
    word = _NUMBER_BEHIND.sub("", lowered)
    parts = {lowered, word, lowered.translate(_LOOKS_LIKE), word.translate(_LOOKS_LIKE)}
    halves = {lowered[: len(lowered) // 2]} if lowered[: len(lowered) // 2] * 2 == lowered else set()
    return any(part in known for part in parts | halves if part)


def _is_a_run(lowered: str) -> bool:
    """Made of one or two long runs of neighbours: 123456789012, abcdefabcdef."""
    for run in _RUNS:
        covered = sum(lowered[place : place + 4] in run for place in range(len(lowered) - 3))
        if covered >= len(lowered) - 5:
            return True
    return False


def _hash(*parts: str) -> str:
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()
