"""Five agencies with keys and a signed directory, for the tests of signing and tokens."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import permutations

from zf_platform.clock import ZONE, FixedClock
from zf_platform.directory import Directory, FixedDirectory, agency_entry, make_directory
from zf_platform.keys import DirectoryKey, KeyRing, KeyUse, PrivateKey, generate_key, generate_keys
from zf_platform.signing import Opener, Sealer

AGENCIES = ("police", "procuratorate", "court", "justice", "committee")
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=ZONE)


@dataclass
class City:
    rings: dict[str, KeyRing]
    operator: PrivateKey
    directory: FixedDirectory
    clock: FixedClock

    def sealer(self, agency: str) -> Sealer:
        return Sealer(agency, ring=self.rings[agency], directory=self.directory, clock=self.clock)

    def opener(self, agency: str) -> Opener:
        return Opener(agency, ring=self.rings[agency], directory=self.directory, clock=self.clock)


def make_city(*, forbidden: Iterable[tuple[str, str]] = (), now: datetime = NOW) -> City:
    """All pairs may exchange but the forbidden ones. Police also owns a revoked, an expired and a future message key."""
    operator = generate_key("operator", use=KeyUse.DIRECTORY, now=now)
    rings = {agency: generate_keys(agency, now=now) for agency in AGENCIES}
    rings["police"] = KeyRing("police", rings["police"].keys + tuple(odd_keys(now)))
    pairs = [pair for pair in permutations(AGENCIES, 2) if pair not in set(forbidden)]
    raw = make_directory(
        [agency_entry(code, kind=code, name_zh=code, name_en=code, ring=ring) for code, ring in rings.items()],
        pairs=pairs,
        version=1,
        now=now,
        operator_key=operator,
    )
    directory = Directory.parse(raw, operator.entry.public)
    return City(rings, operator, FixedDirectory(directory), FixedClock(now))


def odd_keys(now: datetime) -> Iterable[PrivateKey]:
    fresh = [generate_key("police", use=KeyUse.MESSAGE, now=now) for _ in range(3)]
    yield with_times(fresh[0], revoked_at=now - timedelta(hours=1), valid_from=now - timedelta(days=90))
    yield with_times(fresh[1], valid_from=now - timedelta(days=900), valid_to=now - timedelta(days=30))
    yield with_times(fresh[2], valid_from=now + timedelta(days=30), valid_to=now + timedelta(days=900))


def with_times(
    key: PrivateKey,
    *,
    valid_from: datetime | None = None,
    valid_to: datetime | None = None,
    revoked_at: datetime | None = None,
) -> PrivateKey:
    entry: DirectoryKey = replace(
        key.entry,
        valid_from=valid_from or key.entry.valid_from,
        valid_to=valid_to or key.entry.valid_to,
        revoked_at=revoked_at,
    )
    return replace(key, entry=entry)
