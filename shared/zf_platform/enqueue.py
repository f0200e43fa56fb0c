"""Turn enqueued payloads into outbox rows: sequence numbers in one statement, then the exact bytes that will be sent."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from zf_contracts.catalogue import CATALOGUE, Channel, Entry
from zf_contracts.envelope import Address, Envelope, Payload, Sensitivity, encode, schema_urn
from zf_platform.direct import Direct
from zf_platform.signing import MESSAGE_TYP, RECEIPT_TYP, Sealed
from zf_platform.tables import AHEAD

RECEIPT_TYPE = "exchange.receipt"

# Counters are rows, not database sequences: a rolled back number must not leave a gap the receiver would wait for.
_TAKE_NUMBERS = Direct(
    """
    INSERT INTO outbox_sequence (receiver, subject, last)
    SELECT * FROM unnest(:receivers ::text[], :subjects ::text[], :counts ::bigint[])
    ON CONFLICT (receiver, subject) DO UPDATE SET last = outbox_sequence.last + EXCLUDED.last
    RETURNING receiver, subject, last
    """
)


def goes_ahead(message_type: str) -> bool:
    """Whether it goes before whatever came in its turn. A type that nobody knows waits like the others."""
    entry = CATALOGUE.get(message_type)
    return entry is not None and (entry.urgent or message_type == RECEIPT_TYPE)


class Unrouted(RuntimeError):
    """The catalogue does not know this way. A fault of the program, never of its input."""


class Sealer(Protocol):
    def seal_with_evidence(self, envelope: bytes, *, typ: str, receiver_agency: str) -> Sealed: ...


@dataclass(frozen=True, slots=True)
class Enqueued:
    id: str
    payload: Payload
    entry: Entry
    receiver: Address
    subject: str
    acted_at: datetime
    sensitivity: Sensitivity
    correlation_id: str
    causation_id: str | None
    traceparent: str | None


async def outbox_rows(
    session: AsyncSession,
    outgoing: Sequence[Enqueued],
    *,
    identity: Address,
    sealer: Sealer | None,
    epoch: int,
    now: datetime,
) -> list[dict[str, object]]:
    """Rows for `outbox`, in the order of enqueuing, with sequence numbers allocated in this transaction."""
    numbers = await _take_numbers(session, outgoing)
    rows = []
    for message in outgoing:
        envelope = _envelope(message, identity=identity, sequence=numbers[message.id], epoch=epoch, now=now)
        rows.append(_row(message, envelope, wire=_wire(message, encode(envelope), sealer)))
    return rows


async def _take_numbers(session: AsyncSession, outgoing: Sequence[Enqueued]) -> dict[str, int]:
    """Message id → sequence. Keys are sorted, so that two transactions never wait for each other in a ring."""
    counts = Counter((str(message.receiver), message.subject) for message in outgoing if message.entry.ordered)
    numbers = {message.id: 0 for message in outgoing}
    if not counts:
        return numbers
    keys = sorted(counts)
    taken = await _TAKE_NUMBERS.rows(
        session,
        receivers=[receiver for receiver, _ in keys],
        subjects=[subject for _, subject in keys],
        counts=[counts[key] for key in keys],
    )
    following = {(receiver, subject): last - counts[receiver, subject] for receiver, subject, last in taken}
    for message in outgoing:
        if message.entry.ordered:
            key = (str(message.receiver), message.subject)
            following[key] += 1
            numbers[message.id] = following[key]
    return numbers


def _envelope(message: Enqueued, *, identity: Address, sequence: int, epoch: int, now: datetime) -> Envelope:
    return Envelope.model_construct(
        specversion="1.0",
        id=message.id,
        source=str(identity),
        type=message.entry.name,
        subject=message.subject,
        time=now,
        dataschema=schema_urn(message.entry.name, message.entry.version),
        datacontenttype="application/json",
        receiver=str(message.receiver),
        sequence=sequence,
        epoch=epoch,
        correlationid=message.correlation_id,
        causationid=message.causation_id,
        actedat=message.acted_at,
        sensitivity=message.sensitivity,
        traceparent=message.traceparent,
        data=message.payload.model_dump(mode="json", exclude_none=True),
    )


def _wire(message: Enqueued, raw: bytes, sealer: Sealer | None) -> tuple[bytes, str]:
    """The bytes to send and the digest that a receipt will repeat."""
    if message.entry.channel is Channel.INTERNAL:
        return raw, hashlib.sha256(raw).hexdigest()
    if sealer is None:
        raise Unrouted(f"{message.entry.name} leaves the agency, but this service has no key to sign with")
    typ = RECEIPT_TYP if message.entry.name == RECEIPT_TYPE else MESSAGE_TYP
    sealed = sealer.seal_with_evidence(raw, typ=typ, receiver_agency=message.receiver.agency)
    return sealed.raw, sealed.jws_digest


def _row(message: Enqueued, envelope: Envelope, *, wire: tuple[bytes, str]) -> dict[str, object]:
    return {
        "id": message.id,
        "channel": message.entry.channel.value,
        "receiver": str(message.receiver),
        "type": message.entry.name,
        "subject": message.subject,
        "sequence": envelope.sequence,
        "urgent": message.entry.urgent,
        "receipted": message.entry.receipted,
        "body": wire[0],
        "digest": wire[1],
        "causation_id": message.causation_id,
        "correlation_id": message.correlation_id,
        "traceparent": message.traceparent,
        "next_at": AHEAD if goes_ahead(message.entry.name) else None,
    }
