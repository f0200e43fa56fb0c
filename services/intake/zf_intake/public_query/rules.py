"""Limits on asking with number and code, and what a petitioner reads. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

WINDOW = timedelta(minutes=15)
DAY = timedelta(days=1)
KEEP = timedelta(days=2)
PAIR_LIMIT = 5
NUMBER_LIMIT = 20
ADDRESS_LIMIT = 60
ONLINE_LIMIT = 30
RATING_LIMIT = 20
"""Wrong and right tries together: a million codes at twenty a day would take a hundred years for one number."""
RESULTS_LIMIT = 120
"""Pages of published results from one address in a quarter of an hour."""


@dataclass(frozen=True, slots=True)
class TryKeys:
    """One try counts for the pair of number and address, for the number, and for the address."""

    pair: str
    number: str
    address: str

    def all(self) -> tuple[str, ...]:
        return (self.pair, self.number, self.address)


def try_keys(petition_no: str, *, address: str) -> TryKeys:
    """Hashes: what somebody typed is not kept."""
    return TryKeys(
        pair=f"pair:{_short(petition_no + '|' + address)}",
        number=f"number:{_short(petition_no)}",
        address=f"address:{_short(address)}",
    )


def online_key(address: str) -> str:
    return f"online:{_short(address)}"


def rating_key(address: str) -> str:
    """Ratings by slip are public: whoever guesses codes is stopped by his address."""
    return f"rating:{_short(address)}"


def results_key(address: str) -> str:
    """Published results are public; whoever reads them by machine is slowed down by his address."""
    return f"results:{_short(address)}"


def window_of(key: str) -> timedelta:
    """A number is counted by the day; the others by the quarter of an hour."""
    return DAY if key.startswith(("number:", "online:")) else WINDOW


def may_try(counts: Mapping[str, int], *, keys: TryKeys) -> bool:
    limits = {keys.pair: PAIR_LIMIT, keys.number: NUMBER_LIMIT, keys.address: ADDRESS_LIMIT}
    return all(counts.get(key, 0) <= limit for key, limit in limits.items())


def code_subject(petition_no: str, code: str) -> str:
    """What is hashed with the deployment's key; the same form as when the code was given."""
    return f"{petition_no}/{code}"


def _short(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:32]
