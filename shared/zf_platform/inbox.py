"""Stage one of receiving: *take*. Check, decrypt, verify, store the raw bytes, commit. No business logic, no waiting.

Bad content never raises: it goes to quarantine with its reason. Only a fault of the infrastructure raises, and then
nothing was stored and the bus keeps the messages.
"""

import hashlib
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from zf_contracts.envelope import Address, Envelope, EnvelopeRefused, decode
from zf_platform.bulk import as_arrays, insert_many
from zf_platform.direct import Direct
from zf_platform.enqueue import RECEIPT_TYPE, goes_ahead
from zf_platform.failpoints import failpoint
from zf_platform.signing import RECEIPT_TYP, Opened, SealRefused
from zf_platform.tables import AHEAD, inbox, quarantine
from zf_platform.telemetry import count, step
from zf_platform.telemetry_names import LogEvent, MetricName, SpanName
from zf_platform.transaction import Cause, Transaction, TransactionFactory, service_actor

_log = logging.getLogger("zf.inbox")

QUARANTINE_CODES: Mapping[str, str] = {
    "message.other_bytes": "The same id arrived before with other bytes.",
    "message.wrong_receiver": "The message is addressed to somebody else.",
    "message.wrong_source": "The source is not the agency whose key signed.",
    "message.wrong_form": "A receipt came in the form of a message, or the reverse.",
}


class Opener(Protocol):
    def open_batch(self, raws: Sequence[bytes]) -> list[Opened | SealRefused]: ...


@dataclass(frozen=True, slots=True)
class _Refusal:
    code: str
    detail: str
    message_id: str | None
    raw: bytes


@dataclass(frozen=True, slots=True)
class _Accepted:
    envelope: Envelope
    plain: bytes
    raw: bytes
    digest: str


_COLUMNS = (
    "id", "source", "channel", "type", "schema_version", "subject", "sequence", "epoch", "body", "envelope", "digest",
    "traceparent", "taken_at", "next_at",
)  # fmt: skip
_INSERT = insert_many(inbox, _COLUMNS, then="ON CONFLICT (id) DO NOTHING RETURNING id")

DuplicatesHook = Callable[[Transaction, Sequence[str]], Awaitable[None]]


class Taker:
    """Takes batches of one channel into this service's inbox. `opener` is there for messages between agencies."""

    def __init__(
        self,
        factory: TransactionFactory,
        *,
        channel: str,
        opener: Opener | None = None,
        on_duplicates: DuplicatesHook | None = None,
    ) -> None:
        self._factory = factory
        self._channel = channel
        self._opener = opener
        self._on_duplicates = on_duplicates

    async def take(self, bodies: Sequence[bytes]) -> None:
        """Returning means stored and committed: the bus may acknowledge."""
        accepted: dict[str, _Accepted] = {}
        refusals: list[_Refusal] = []
        duplicates: list[str] = []
        with step(SpanName.INBOX_TAKE, channel=self._channel, count=len(bodies)):
            self._examine_all(bodies, accepted, refusals, duplicates)
            await self._keep(accepted, refusals, duplicates)
        failpoint("inbox.before_ack")
        self._factory.wakeups.inbox.signal()

    def _examine_all(
        self,
        bodies: Sequence[bytes],
        accepted: dict[str, _Accepted],
        refusals: list[_Refusal],
        duplicates: list[str],
    ) -> None:
        for raw, opened in zip(bodies, self._open(bodies), strict=True):
            found = self._examine(raw, opened)
            if isinstance(found, _Refusal):
                refusals.append(found)
            elif (first := accepted.get(found.envelope.id)) is None:
                accepted[found.envelope.id] = found
            elif first.digest == found.digest:
                duplicates.append(found.envelope.id)
            else:
                refusals.append(_Refusal("message.other_bytes", "", found.envelope.id, raw))

    async def _keep(self, accepted: Mapping[str, _Accepted], refusals: list[_Refusal], duplicates: list[str]) -> None:
        """What is new is stored by one statement that commits by itself; the rest, seldom there, in a transaction."""
        others = await self._store(accepted)
        failpoint("inbox.after_take")
        taken = len(accepted) - len(others)
        if others or refusals or duplicates:
            async with self._factory.begin() as transaction:
                duplicates.extend(await self._seen_before(transaction, others, accepted, refusals))
                await self._absorb(transaction, duplicates)
                await _quarantine(transaction, self._channel, refusals)
                await transaction.commit()
        self._count(taken, len(duplicates), refusals)

    def _open(self, bodies: Sequence[bytes]) -> Sequence[Opened | SealRefused | None]:
        """A batch is verified in one go; messages inside the agency carry no seal."""
        return [None] * len(bodies) if self._opener is None else self._opener.open_batch(bodies)

    def _examine(self, raw: bytes, opened: Opened | SealRefused | None) -> _Accepted | _Refusal:
        if isinstance(opened, SealRefused):
            return _Refusal(opened.code, opened.detail, None, raw)
        message_id: str | None = None
        plain = raw if opened is None else opened.envelope
        try:
            envelope = decode(plain)
            message_id = envelope.id
            self._check(
                envelope,
                signer=None if opened is None else opened.signer_agency,
                typ=None if opened is None else opened.typ,
            )
        except (SealRefused, EnvelopeRefused) as refused:
            return _Refusal(refused.code, refused.detail, message_id, raw)
        digest = hashlib.sha256(raw).hexdigest() if opened is None else opened.jws_digest
        return _Accepted(envelope=envelope, plain=plain, raw=raw, digest=digest)

    def _check(self, envelope: Envelope, *, signer: str | None, typ: str | None) -> None:
        identity = self._factory.identity
        if envelope.receiver != str(identity):
            raise SealRefused("message.wrong_receiver")
        source = Address.parse(envelope.source)
        if source.agency != (identity.agency if signer is None else signer):
            raise SealRefused("message.wrong_source")
        if typ is not None and (envelope.type == RECEIPT_TYPE) != (typ == RECEIPT_TYP):
            raise SealRefused("message.wrong_form")

    async def _store(self, accepted: Mapping[str, _Accepted]) -> Sequence[str]:
        """Insert what is new; returns the ids that were here before."""
        if not accepted:
            return ()
        taken_at = self._factory.clock.now()
        # Sorted, so that two takers of the same messages never wait for each other in a ring.
        rows = [self._row(accepted[message_id], taken_at) for message_id in sorted(accepted)]
        async with self._factory.database.immediate() as connection:
            new = {row["id"] for row in await _INSERT.rows(connection, **as_arrays(rows, _COLUMNS))}
        return [message_id for message_id in accepted if message_id not in new]

    async def _seen_before(
        self,
        transaction: Transaction,
        others: Sequence[str],
        accepted: Mapping[str, _Accepted],
        refusals: list[_Refusal],
    ) -> Sequence[str]:
        """Those with the same bytes; other bytes under a known id are refused."""
        if not others:
            return ()
        stored = await transaction.session.execute(select(inbox.c.id, inbox.c.digest).where(inbox.c.id.in_(others)))
        same = []
        for row in stored:
            if row.digest == accepted[row.id].digest:
                same.append(row.id)
            else:
                refusals.append(_Refusal("message.other_bytes", "", row.id, accepted[row.id].raw))
        return same

    def _row(self, one: _Accepted, taken_at: datetime) -> dict[str, object]:
        envelope = one.envelope
        return {
            "id": envelope.id,
            "source": envelope.source,
            "channel": self._channel,
            "type": envelope.type,
            "schema_version": envelope.schema_version,
            "subject": envelope.subject,
            "sequence": envelope.sequence,
            "epoch": envelope.epoch,
            "body": one.raw if self._opener is not None else b"",
            "envelope": one.plain,
            "digest": one.digest,
            "traceparent": envelope.traceparent,
            "taken_at": taken_at,
            "next_at": AHEAD if goes_ahead(envelope.type) else None,
        }

    async def _absorb(self, transaction: Transaction, duplicates: Sequence[str]) -> None:
        if not duplicates:
            return
        await transaction.session.execute(
            update(inbox).where(inbox.c.id.in_(duplicates)).values(duplicates=inbox.c.duplicates + 1)
        )
        if self._on_duplicates is not None:
            await self._on_duplicates(transaction, duplicates)

    def _count(self, taken: int, duplicates: int, refusals: Sequence[_Refusal]) -> None:
        identity = self._factory.identity
        count(MetricName.INBOX_TAKEN, taken, address=identity)
        if duplicates:
            count(MetricName.INBOX_DUPLICATE, duplicates, address=identity)
        for refusal in refusals:
            count(MetricName.INBOX_QUARANTINED, address=identity)
            _log.warning(
                LogEvent.MESSAGE_QUARANTINED.value, extra={"code": refusal.code, "message_id": refusal.message_id}
            )


async def _quarantine(transaction: Transaction, channel: str, refusals: Sequence[_Refusal]) -> None:
    """Kept with the reason and audited, once per (bytes, reason): a flood of the same rubbish is one row."""
    if not refusals:
        return
    rows = [
        {
            "channel": channel,
            "code": one.code,
            "detail": one.detail[:500],
            "message_id": one.message_id,
            "digest": hashlib.sha256(one.raw).hexdigest(),
            "body": one.raw[: 1 << 20],
        }
        for one in refusals
    ]
    statement = insert(quarantine).values(rows).on_conflict_do_nothing(index_elements=["digest", "code"])
    new = await transaction.session.execute(statement.returning(quarantine.c.code, quarantine.c.digest))
    cause = Cause(correlation_id="quarantine", request_id="quarantine")
    scope = transaction.scope(actor=service_actor(transaction.identity), cause=cause)
    for row in new:
        scope.record("message.quarantined", object_kind="message", object_id=row.digest, reason=row.code)


_GAPS = Direct(
    """
    SELECT i.source, i.subject, coalesce(c.last, 0) + 1 AS first, min(i.sequence) - 1 AS last, min(i.stored_at) AS since
    FROM inbox i LEFT JOIN inbox_cursor c ON c.source = i.source AND c.subject = i.subject
    WHERE i.state = 'taken' AND i.sequence > coalesce(c.last, 0) + 1
      AND i.stored_at < now() - :older * interval '1 second'
    GROUP BY i.source, i.subject, c.last
    HAVING NOT EXISTS (
        SELECT 1 FROM inbox w WHERE w.source = i.source AND w.subject = i.subject
        AND w.sequence = coalesce(c.last, 0) + 1 AND w.state IN ('taken', 'parked')
    )
    LIMIT 200
    """
)


@dataclass(frozen=True, slots=True)
class Gap:
    """Numbers `first`…`last` of a subject are missing while later ones wait."""

    source: Address
    subject: str
    first: int
    last: int


async def gaps(session: AsyncSession, *, older_seconds: float) -> list[Gap]:
    """Missing numbers that hold later messages up for longer than `older_seconds`."""
    found = await _GAPS.rows(session, older=older_seconds)
    return [Gap(Address.parse(row["source"]), row["subject"], row["first"], row["last"]) for row in found]


_MISSING = Direct("SELECT unnest(:ids ::text[]) AS id EXCEPT SELECT id FROM inbox")


async def unknown_ids(session: AsyncSession, ids: Sequence[str]) -> list[str]:
    """Which of these message ids never arrived here."""
    return [row["id"] for row in await _MISSING.rows(session, ids=list(ids))]
