"""Hand a service internal messages as its broker would: real bytes through its inbox, acted on by its worker."""

from datetime import datetime
from typing import Any

from sqlalchemy import text

from zf_contracts.envelope import Address, Envelope, Payload, decode, encode, schema_urn
from zf_platform.ids import new_id
from zf_platform.service import RunningService
from zf_platform.testing import drain


def letter(payload: Payload, *, sender: Address, receiver: Address, at: datetime) -> bytes:
    """Sequence 0: order is not enforced, so that a test may choose it."""
    return encode(
        Envelope(
            id=new_id(at),
            source=str(sender),
            type=payload.TYPE,
            subject="XT1",
            time=at,
            dataschema=schema_urn(payload.TYPE, payload.VERSION),
            receiver=str(receiver),
            sequence=0,
            epoch=1,
            correlationid="XT1",
            actedat=at,
            data=payload.model_dump(mode="json"),
        )
    )


async def deliver(service: RunningService, *payloads: Payload, sender: str = "casemgmt") -> None:
    """Take all in this order, then act until idle."""
    source = Address(service.address.agency, sender)
    now = service.parts.clock.now()
    for payload in payloads:
        await service.takers["internal"].take([letter(payload, sender=source, receiver=service.address, at=now)])
        await drain(service)


async def sent(service: RunningService, message_type: str) -> list[dict[str, Any]]:
    """Bodies of the outgoing messages of this type, oldest first, each with its receiver.

    The clock of a test may stand still, and ids of one millisecond have no order: the database's own time has, and within
    one subject its numbers.
    """
    query = text("SELECT receiver, body FROM outbox WHERE type = :type ORDER BY created_at, subject, sequence")
    async with service.parts.database.session() as session:
        rows = (await session.execute(query, {"type": message_type})).all()
    return [{"receiver": row.receiver, **decode(bytes(row.body)).data} for row in rows]


async def inbox_states(service: RunningService) -> list[str]:
    """States of all received messages, sorted."""
    async with service.parts.database.session() as session:
        return list((await session.execute(text("SELECT state FROM inbox ORDER BY state"))).scalars())


async def audited(service: RunningService, act: str) -> int:
    """How many audit entries tell of this act."""
    query = text("SELECT count(*) FROM audit_entry WHERE act = :act")
    async with service.parts.database.session() as session:
        return int((await session.execute(query, {"act": act})).scalar_one())
