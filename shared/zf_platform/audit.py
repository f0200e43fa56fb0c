"""The audit log as a hash chain: nobody edits, removes, inserts or reorders an entry without `verify` naming the place.

Entries are written in the transaction of their act, unnumbered. The sequencer gives each its number and
`hash = SHA-256(previous hash ‖ canonical bytes)`, where the bytes hold every column and the number. The head row
and the checkpoints kept by peers catch a cut-off tail and a wholly rewritten chain.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

import asyncpg
from sqlalchemy import Row, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from zf_platform.direct import Direct
from zf_platform.failpoints import failpoint
from zf_platform.tables import audit_chain, audit_entry
from zf_platform.telemetry import count
from zf_platform.telemetry_names import MetricName
from zf_platform.transaction import TransactionFactory

GENESIS = "0" * 64
BATCH = 500
_FACTS = ", ".join(f'"{column.name}"' for column in audit_entry.c if column.name not in {"seq", "hash"})
_FIRST = Direct("SELECT id FROM audit_entry WHERE seq IS NULL ORDER BY id LIMIT 1")
_WAITING = Direct(f"SELECT {_FACTS} FROM audit_entry WHERE seq IS NULL ORDER BY id LIMIT {BATCH}")  # noqa: S608 - our own names
_LOCK = Direct("SELECT seq, hash FROM audit_chain FOR UPDATE")
_BEGIN = Direct("INSERT INTO audit_chain (seq, hash) VALUES (0, :genesis) ON CONFLICT DO NOTHING")
_NUMBER = Direct(
    """
    WITH numbered AS (
        UPDATE audit_entry SET seq = given.seq, hash = given.hash
        FROM unnest(:ids ::text[], :numbers ::bigint[], :hashes ::text[]) AS given(id, seq, hash)
        WHERE audit_entry.id = given.id
    )
    UPDATE audit_chain SET seq = :last, hash = :head, at = now()
    """
)

Fault = Literal["changed", "missing", "reordered", "cut_off", "head_changed", "rewritten"]
"""reordered: the entry that belongs here stands further on, swapped or pushed back by an inserted one. rewritten: the
chain fits in itself but not with a peer's checkpoint."""


@dataclass(frozen=True, slots=True)
class Head:
    """Number, hash and time of the last numbered entry: what a checkpoint signs."""

    seq: int
    hash: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class AuditReport:
    """`count` entries were checked. When not ok, `first_bad` is the first number that is wrong and `fault` says how."""

    count: int
    ok: bool
    head: Head
    unsequenced: int = 0
    fault: Fault | None = None
    first_bad: int | None = None
    entry_id: str = ""


async def verify(session: AsyncSession, *, checkpoints: Sequence[Head] = ()) -> AuditReport:
    """Recompute the whole chain. `checkpoints` come from peers; the log must still contain each of them.

    The service works on meanwhile: when the head has moved on, the walk goes on to it. Only entries that were missing
    after the head was seen are missing.
    """
    walk = _Walk(checkpoints={point.seq: point.hash for point in checkpoints})
    stored = await head(session)
    while True:
        async for row in _numbered(session, after=walk.seq):
            if (bad := walk.next(row)) is not None:
                if bad.fault == "changed" and await _moved(session, row.seq, previous=walk.hash):
                    bad = _Bad("reordered", bad.seq, bad.entry_id)
                return _report(walk, stored, await _unsequenced(session), bad)
        seen, stored = stored, await head(session)
        if walk.seq < seen.seq or stored.seq <= walk.seq:
            return _report(walk, stored, await _unsequenced(session), walk.end(stored))


async def head(session: AsyncSession) -> Head:
    """The head as kept beside the log; number 0 before the first entry."""
    row = (await session.execute(select(audit_chain.c.seq, audit_chain.c.hash, audit_chain.c.at))).first()
    return Head(0, GENESIS) if row is None else Head(row.seq, row.hash or GENESIS, row.at)


class Sequencer:
    """Numbers and chains new entries; one per service, and a row lock keeps two from ever interleaving."""

    def __init__(self, factory: TransactionFactory, *, poll: float = 0.5, idle: float = 2.0) -> None:
        self._factory = factory
        self._poll = poll
        self._idle = max(poll, idle)

    async def run(self, stopping: asyncio.Event) -> None:
        """Busy: look again after `poll`; nothing to do: after `idle` seconds."""
        while not stopping.is_set():
            done = await self.step()
            if done == BATCH:
                continue
            try:
                await asyncio.wait_for(stopping.wait(), timeout=self._poll if done else self._idle)
            except TimeoutError:
                continue

    async def step(self) -> int:
        """One batch in one transaction; returns how many entries got their number."""
        async with self._factory.database.immediate() as connection:
            if not await _FIRST.rows(connection):
                return 0
        async with self._factory.begin() as transaction:
            session = transaction.session
            last = await _lock_head(session)
            rows = await _WAITING.rows(session)
            if rows:
                await _chain(session, rows, last)
            failpoint("audit.in_sequencer")
            await transaction.commit()
        count(MetricName.AUDIT_SEQUENCED, len(rows), address=self._factory.identity)
        return len(rows)


def canonical(facts: Mapping[str, object], *, seq: int) -> bytes:
    """The bytes that are hashed: every column but the hash, sorted, times in UTC to the microsecond."""
    content = {name: _plain(value) for name, value in facts.items() if name not in {"seq", "hash"}}
    return json.dumps({**content, "seq": seq}, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def chain_hash(previous: str, entry: bytes) -> str:
    return hashlib.sha256(bytes.fromhex(previous) + entry).hexdigest()


async def export(session: AsyncSession, *, after: int = 0) -> AsyncIterator[bytes]:
    """The numbered log as lines of JSON, the same bytes every time; `verify_export` needs nothing else."""
    async for row in _numbered(session, after=after):
        facts = _facts(row)
        line = {**{name: _plain(value) for name, value in facts.items()}, "seq": row.seq, "hash": row.hash}
        yield json.dumps(line, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def verify_export(lines: Sequence[bytes], *, previous: str = GENESIS) -> int | None:
    """The first bad number of exported lines, or None. Works without database and network."""
    for line in lines:
        entry = json.loads(line)
        seq, stored = int(entry.pop("seq")), str(entry.pop("hash"))
        previous = chain_hash(previous, canonical(entry, seq=seq))
        if previous != stored:
            return seq
    return None


@dataclass(frozen=True, slots=True)
class _Bad:
    fault: Fault
    seq: int
    entry_id: str = ""


@dataclass(slots=True)
class _Walk:
    """One pass along the chain."""

    checkpoints: Mapping[int, str] = field(default_factory=dict)
    seq: int = 0
    hash: str = GENESIS

    def next(self, row: Row[tuple[object, ...]]) -> _Bad | None:
        expected = self.seq + 1
        if row.seq != expected:
            return _Bad("missing", expected)
        found = chain_hash(self.hash, canonical(_facts(row), seq=expected))
        if found != row.hash:
            return _Bad("changed", expected, row.id)
        if self.checkpoints.get(expected, found) != found:
            return _Bad("rewritten", expected, row.id)
        self.seq, self.hash = expected, found
        return None

    def end(self, stored: Head) -> _Bad | None:
        furthest = max((stored.seq, *self.checkpoints), default=0)
        if self.seq < furthest:
            return _Bad("cut_off", self.seq + 1)
        if stored.seq != self.seq or stored.hash != self.hash:
            return _Bad("head_changed", stored.seq)
        return None


def _report(walk: _Walk, stored: Head, unsequenced: int, bad: _Bad | None) -> AuditReport:
    return AuditReport(
        count=walk.seq,
        ok=bad is None,
        head=stored,
        unsequenced=unsequenced,
        fault=bad.fault if bad else None,
        first_bad=bad.seq if bad else None,
        entry_id=bad.entry_id if bad else "",
    )


async def _moved(session: AsyncSession, seq: int, *, previous: str) -> bool:
    """Does another entry of the log belong at this number? Then entries changed places rather than content."""
    wanted = set((await session.execute(select(audit_entry.c.hash).where(audit_entry.c.seq >= seq))).scalars())
    async for row in _numbered(session, after=seq):
        if chain_hash(previous, canonical(_facts(row), seq=seq)) in wanted:
            return True
    return False


async def _numbered(session: AsyncSession, *, after: int = 0) -> AsyncIterator[Row[tuple[object, ...]]]:
    """All numbered entries in order, read in slices, so that a long log needs little memory."""
    while True:
        statement = select(audit_entry).where(audit_entry.c.seq > after).order_by(audit_entry.c.seq).limit(BATCH)
        rows = (await session.execute(statement)).all()
        for row in rows:
            yield row
        if len(rows) < BATCH:
            return
        after = rows[-1].seq


async def _unsequenced(session: AsyncSession) -> int:
    statement = select(func.count()).select_from(audit_entry).where(audit_entry.c.seq.is_(None))
    return int((await session.execute(statement)).scalar_one())


async def _lock_head(session: AsyncSession) -> Head:
    found = await _LOCK.rows(session)
    if not found:
        await _BEGIN.rows(session, genesis=GENESIS)
        found = await _LOCK.rows(session)
    return Head(found[0]["seq"], found[0]["hash"] or GENESIS)


async def _chain(session: AsyncSession, rows: Sequence[asyncpg.Record], last: Head) -> None:
    numbers, hashes = [], []
    seq, previous = last.seq, last.hash
    for row in rows:
        seq += 1
        previous = chain_hash(previous, canonical(dict(row), seq=seq))
        numbers.append(seq)
        hashes.append(previous)
    ids = [row["id"] for row in rows]
    await _NUMBER.rows(session, ids=ids, numbers=numbers, hashes=hashes, last=seq, head=previous)


def _facts(row: Row[tuple[object, ...]]) -> dict[str, object]:
    return {name: value for name, value in row._mapping.items() if name not in {"seq", "hash"}}  # noqa: SLF001 - public in SQLAlchemy in spite of its name.


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value
