"""Send again what was confirmed since a moment: for a broker that confirmed messages and then lost its disk.

Only messages inside an agency need it: those between agencies are done at the peer's receipt and resent by themselves
until then.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from zf_platform import outbox
from zf_platform.actors import Actor, Cause
from zf_platform.database import Database
from zf_platform.transaction import TransactionFactory

ACT = "messages.replay"
CHANNEL = "internal"
_FOUND = text(
    """
    SELECT count(*) FILTER (WHERE state = 'done' AND created_at >= :since) AS messages, min(created_at) AS oldest
    FROM outbox WHERE channel = :channel
    """
)


@dataclass(frozen=True, slots=True)
class Found:
    """`oldest`: from when on anything is kept; what was confirmed before is forgotten and cannot be sent again."""

    messages: int
    oldest: datetime | None


async def find_confirmed(database: Database, *, since: datetime) -> Found:
    """The dry run: how many messages would go out again."""
    async with database.session() as session:
        row = (await session.execute(_FOUND, {"since": since, "channel": CHANNEL})).one()
    return Found(row.messages, row.oldest)


async def replay_confirmed(factory: TransactionFactory, *, since: datetime, actor: Actor, reason: str) -> int:
    """Open them again and wake the relay; the receivers absorb what they know. Leaves one line in the audit log."""
    async with factory.begin() as transaction:
        sent = await outbox.replay_since(transaction.session, channel=CHANNEL, since=since)
        scope = transaction.scope(actor=actor, cause=Cause(correlation_id=ACT, request_id=ACT))
        after = {"since": since.isoformat(), "messages": sent}
        scope.record(ACT, object_kind="outbox", object_id=str(factory.identity), reason=reason, after=after)
        await factory.wakeups.outbox.announce(transaction.session)
        await transaction.commit()
    factory.wakeups.outbox.signal()
    return sent
