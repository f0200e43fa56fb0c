"""Comparing two ledgers: counts and digests first, then only the buckets that differ.

The day of a message is the day in its id (UUID version 7 carries the sender's time), so both sides count a message on the
same day whenever it arrived.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final

BUCKETS: Final = 256
LINES_LIMIT: Final = 1_000
"""Lines of one direction in one message; the rest follows in the next comparison. Keeps the body under its limit."""
SHORT_DIGEST: Final = 16
SETTLING: Final = timedelta(seconds=20)
"""A comparison of today leaves out the last seconds: what is still on its way is no difference."""
SILENT_AFTER: Final = timedelta(hours=1)
COMPARE_AGAIN_AFTER: Final = timedelta(minutes=10)

PROPOSED: Final = "proposed"
EQUAL: Final = "equal"
DIFFERENT: Final = "different"
SILENT: Final = "silent"

Lines = Mapping[str, str]
"""Message id → digest of its signed form."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Count and digest of one direction of one day, as both sides state them."""

    count: int
    digest: str


@dataclass(frozen=True, slots=True)
class Difference:
    """`missing`: the other side has none of these. `unknown`: only the other side has these. `other`: same id, other bytes."""

    missing: tuple[str, ...]
    unknown: tuple[str, ...]
    other: tuple[str, ...]

    @property
    def empty(self) -> bool:
        return not (self.missing or self.unknown or self.other)


def figures(lines: Lines) -> Figures:
    """SHA-256 over the sorted `id digest` lines, each ended by a line feed."""
    seen = hashlib.sha256()
    for message_id in sorted(lines):
        seen.update(f"{message_id} {lines[message_id]}\n".encode())
    return Figures(len(lines), seen.hexdigest())


def bucket_of(message_id: str) -> int:
    """By the random end of the id, so that every bucket gets its share."""
    return int(message_id[-2:], 16) % BUCKETS


def bucket_digests(lines: Lines) -> tuple[str, ...]:
    """One short digest a bucket; an empty bucket is an empty text."""
    parts: list[list[str]] = [[] for _ in range(BUCKETS)]
    for message_id in sorted(lines):
        parts[bucket_of(message_id)].append(f"{message_id} {lines[message_id]}\n")
    return tuple(hashlib.sha256("".join(part).encode()).hexdigest()[:SHORT_DIGEST] if part else "" for part in parts)


def differing(here: Sequence[str], there: Sequence[str]) -> tuple[int, ...]:
    """Numbers of the buckets that differ; all of them when the other side divides differently."""
    if len(here) != len(there):
        return tuple(range(BUCKETS))
    return tuple(number for number, pair in enumerate(zip(here, there, strict=True)) if pair[0] != pair[1])


def short_lines(lines: Lines, *, buckets: Iterable[int]) -> tuple[str, ...]:
    """`id:digest` of the given buckets, oldest first, at most LINES_LIMIT of them."""
    wanted = set(buckets)
    chosen = [message_id for message_id in sorted(lines) if bucket_of(message_id) in wanted]
    return tuple(f"{message_id}:{lines[message_id][:SHORT_DIGEST]}" for message_id in chosen[:LINES_LIMIT])


def difference(here: Lines, there: Sequence[str], *, buckets: Iterable[int]) -> Difference:
    """Compare our lines of some buckets with the other side's `id:digest` texts of the same buckets.

    Where the other side reached the limit of one message, ids after its last line are not judged: they come next time.
    """
    wanted = set(buckets)
    told = dict(line.partition(":")[::2] for line in there)
    last = max(told) if len(there) >= LINES_LIMIT else None
    mine = {
        message_id: digest[:SHORT_DIGEST]
        for message_id, digest in here.items()
        if bucket_of(message_id) in wanted and (last is None or message_id <= last)
    }
    return Difference(
        missing=tuple(sorted(mine.keys() - told.keys())),
        unknown=tuple(sorted(told.keys() - mine.keys())),
        other=tuple(sorted(key for key in mine.keys() & told.keys() if mine[key] != told[key])),
    )


def id_range(day: date, *, until: datetime | None, zone: tzinfo) -> tuple[str, str]:
    """Lowest and first excluded id of a day; `until` ends the day early (a comparison of today so far)."""
    start = datetime.combine(day, time.min, tzinfo=zone)
    end = start + timedelta(days=1)
    if until is not None and until < end:
        end = max(until, start)
    return _floor_id(start), _floor_id(end)


def _floor_id(moment: datetime) -> str:
    text = f"{int(moment.timestamp() * 1000):012x}"
    return f"{text[:8]}-{text[8:12]}-0000-0000-000000000000"


def day_of(message_id: str, *, zone: tzinfo) -> date:
    """The sender's day of a message, read from its id."""
    milliseconds = int(message_id[:8] + message_id[9:13], 16)
    return datetime.fromtimestamp(milliseconds / 1000, tz=zone).date()
