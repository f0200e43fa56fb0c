"""The outbox: what has to leave, until it has. Claim with a lease, write back with its token, end by receipt.

Every write-back names the lease token; a late writer whose lease was taken over matches no row, which is counted
and logged, never silent.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ARRAY, Text, bindparam, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

_CLAIM = text(
    """
    UPDATE outbox SET lease_token = :token, attempts = attempts + 1, next_at = now() + :lease * interval '1 second'
    WHERE id IN (
        SELECT id FROM outbox
        WHERE state IN ('open', 'awaiting_receipt') AND next_at <= now()
        ORDER BY next_at, id LIMIT :limit FOR UPDATE SKIP LOCKED
    )
    RETURNING id, channel, receiver, type, subject, sequence, urgent, receipted, body, traceparent, state, sends,
              correlation_id
    """
)

# A receipt may be quicker than our own write-back: an ended row keeps its state, and its token still matches.
_CONFIRM = text(
    """
    UPDATE outbox SET
        state = CASE WHEN state NOT IN ('open', 'awaiting_receipt') THEN state
                     WHEN receipted THEN 'awaiting_receipt' ELSE 'done' END,
        ended_at = CASE WHEN receipted THEN ended_at ELSE now() END,
        confirmed_at = coalesce(confirmed_at, now()), sends = sends + 1, lease_token = NULL, last_error = '',
        next_at = now() + least(:resend * power(2, least(sends, 20)), :resend_max) * interval '1 second'
    WHERE id = ANY(:ids) AND lease_token = :token
    RETURNING id
    """
).bindparams(bindparam("ids", type_=ARRAY(Text)))

# Full jitter that grows with the row's own attempts. `burnt` is 0 when the broker was away: that costs no attempt.
_RELEASE = text(
    """
    UPDATE outbox SET lease_token = NULL, last_error = :error, attempts = attempts - 1 + :burnt,
        next_at = now() + (0.2 + random() * least(:longest, 0.5 * power(2, least(attempts, 10)))) * interval '1 second'
    WHERE id = ANY(:ids) AND lease_token = :token RETURNING id
    """
).bindparams(bindparam("ids", type_=ARRAY(Text)))

_END = text(
    """
    UPDATE outbox SET state = :state, ended_at = now()
    WHERE id = ANY(:ids) AND state IN ('open', 'awaiting_receipt') RETURNING id
    """
).bindparams(bindparam("ids", type_=ARRAY(Text)))

_REOPEN_ANSWERS = text(
    """
    UPDATE outbox SET state = 'open', next_at = now(), lease_token = NULL
    WHERE causation_id = ANY(:causes) AND type = :type AND state = 'done' RETURNING id
    """
).bindparams(bindparam("causes", type_=ARRAY(Text)))

_REOPEN = text(
    """
    UPDATE outbox SET state = 'open', next_at = now(), lease_token = NULL
    WHERE receiver = :receiver AND subject = :subject AND sequence BETWEEN :first AND :last RETURNING id
    """
)

_REOPEN_IDS = text(
    "UPDATE outbox SET state = 'open', next_at = now(), lease_token = NULL WHERE id = ANY(:ids) RETURNING id"
).bindparams(bindparam("ids", type_=ARRAY(Text)))

_REPLAY = text(
    """
    UPDATE outbox SET state = 'open', next_at = now(), lease_token = NULL
    WHERE channel = :channel AND state = 'done' AND created_at >= :since RETURNING id
    """
)

_FORGET = text("DELETE FROM outbox WHERE channel = 'internal' AND state = 'done' AND ended_at < :before")


class Claimed:
    """One leased row; attribute names are the columns."""

    __slots__ = (
        "body", "channel", "correlation_id", "id", "receipted", "receiver", "sends", "sequence", "state", "subject",
        "traceparent", "type", "urgent",
    )  # fmt: skip

    def __init__(self, row: object) -> None:
        for name in self.__slots__:
            setattr(self, name, getattr(row, name))

    id: str
    channel: str
    receiver: str
    type: str
    subject: str
    sequence: int
    urgent: bool
    receipted: bool
    body: bytes
    traceparent: str | None
    state: str
    sends: int
    correlation_id: str


async def claim(connection: AsyncConnection, *, token: str, lease: float, limit: int) -> list[Claimed]:
    """Lease up to `limit` due rows. The attempt is counted here, so a crash in mid-flight counts too."""
    result = await connection.execute(_CLAIM, {"token": token, "lease": lease, "limit": limit})
    rows = [Claimed(row) for row in result]
    rows.sort(key=lambda row: (row.receiver, row.subject, row.sequence, row.id))
    return rows


async def confirm(
    session: AsyncSession, ids: Sequence[str], *, token: str, resend: float, resend_max: float
) -> list[str]:
    """Mark confirmed; returns the ids that were still ours."""
    values = {"ids": list(ids), "token": token, "resend": resend, "resend_max": resend_max}
    result = await session.execute(_CONFIRM, values)
    return [row.id for row in result]


async def release(
    session: AsyncSession, ids: Sequence[str], *, token: str, longest: float, error: str, burnt: bool
) -> list[str]:
    """Not confirmed: due again after a pause of up to `longest` seconds."""
    values = {"ids": list(ids), "token": token, "longest": longest, "error": error, "burnt": int(burnt)}
    return [row.id for row in await session.execute(_RELEASE, values)]


async def mark_receipted(session: AsyncSession, ids: Sequence[str]) -> list[str]:
    """The peer's signed *delivered* is here: the rows are done and not sent again."""
    result = await session.execute(_END, {"ids": list(ids), "state": "done"})
    return [row.id for row in result]


async def mark_rejected(session: AsyncSession, ids: Sequence[str]) -> list[str]:
    """The peer's signed *rejected* is here: sending the same bytes again would not help."""
    result = await session.execute(_END, {"ids": list(ids), "state": "rejected"})
    return [row.id for row in result]


async def reopen_answers(session: AsyncSession, causes: Sequence[str], *, message_type: str) -> int:
    """A duplicate arrived, so its receipt was lost or is late: send the stored receipts of these messages again."""
    result = await session.execute(_REOPEN_ANSWERS, {"causes": list(causes), "type": message_type})
    return len(result.all())


async def reopen_range(session: AsyncSession, *, receiver: str, subject: str, first: int, last: int) -> int:
    """The receiver misses these numbers of a subject."""
    values = {"receiver": receiver, "subject": subject, "first": first, "last": last}
    return len((await session.execute(_REOPEN, values)).all())


async def reopen(session: AsyncSession, ids: Sequence[str]) -> int:
    return len((await session.execute(_REOPEN_IDS, {"ids": list(ids)})).all())


async def replay_since(session: AsyncSession, *, channel: str, since: datetime) -> int:
    """After a broker lost its disk: send again what was only confirmed. Receivers absorb the duplicates."""
    return len((await session.execute(_REPLAY, {"channel": channel, "since": since})).all())


async def forget_before(session: AsyncSession, *, before: datetime) -> None:
    """Internal rows are kept for replay and then dropped; those between agencies stay as evidence."""
    await session.execute(_FORGET, {"before": before})
