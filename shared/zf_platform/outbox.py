"""The outbox: what has to leave, until it has. Claim with a lease, write back with its token, end by receipt.

Every write-back names the lease token; a late writer whose lease was taken over matches no row, which is counted
and logged, never silent.

Several transactions change the same rows at once: the relay's write-back, receipts, repairs. Each statement locks its rows by
id before it changes them, and whoever changes other rows of sent messages (liaison's ledger) locks their outbox rows first
(`lock`): then nobody waits in a ring.
"""

from collections.abc import Sequence
from datetime import datetime

import asyncpg
from sqlalchemy.ext.asyncio import AsyncSession

from zf_platform.direct import Direct, Door
from zf_platform.index_order import OWN_TEXT, index_order

_DUE = """
    UPDATE outbox SET lease_token = :token, attempts = attempts + 1, next_at = now() + :lease * interval '1 second'
    WHERE id IN (
        SELECT id FROM outbox
        WHERE state IN ('open', 'awaiting_receipt') AND next_at <= now()
        ORDER BY next_at, id LIMIT :limit FOR UPDATE SKIP LOCKED
    )
    RETURNING id, channel, receiver, type, subject, sequence, urgent, receipted, body, traceparent, state, sends,
              correlation_id
    """
_CLAIM = Direct(_DUE)
_CLAIM_OF_MANY = Direct(f"{_DUE} {OWN_TEXT}")

# A receipt may be quicker than our own write-back: an ended row keeps its state, and its token still matches.
_CONFIRM = Direct(
    """
    UPDATE outbox SET
        state = CASE WHEN state NOT IN ('open', 'awaiting_receipt') THEN state
                     WHEN receipted THEN 'awaiting_receipt' ELSE 'done' END,
        ended_at = CASE WHEN receipted THEN ended_at ELSE now() END,
        confirmed_at = coalesce(confirmed_at, now()), sends = sends + 1, lease_token = NULL, last_error = '',
        next_at = now() + least(:resend * power(2, least(sends, 20)), :resend_max) * interval '1 second'
    WHERE id IN (SELECT id FROM outbox WHERE id = ANY(:ids) AND lease_token = :token ORDER BY id FOR UPDATE)
    RETURNING id
    """
)

# Full jitter that grows with the row's own attempts. `burnt` is 0 when the broker was away: that costs no attempt.
_RELEASE = Direct(
    """
    UPDATE outbox SET lease_token = NULL, last_error = :error, attempts = attempts - 1 + :burnt,
        next_at = now() + (0.2 + random() * least(:longest, 0.5 * power(2, least(attempts, 10)))) * interval '1 second'
    WHERE id IN (SELECT id FROM outbox WHERE id = ANY(:ids) AND lease_token = :token ORDER BY id FOR UPDATE) RETURNING id
    """
)

# The state is asked for so that the index of open rows cannot answer it: when the statistics come from a time of rest, that
# index looks empty, and all of it would be walked to find fifty rows whose keys are known.
_END = Direct(
    """
    UPDATE outbox SET state = :state, ended_at = now()
    WHERE id IN (
        SELECT id FROM outbox WHERE id = ANY(:ids) AND state || '' IN ('open', 'awaiting_receipt') ORDER BY id FOR UPDATE
    )
    RETURNING id
    """
)

_LOCK = Direct("SELECT id, digest FROM outbox WHERE id = ANY(:ids) ORDER BY id FOR UPDATE")

_REOPEN_ANSWERS = Direct(
    """
    UPDATE outbox SET state = 'open', next_at = now(), lease_token = NULL
    WHERE id IN (
        SELECT id FROM outbox
        WHERE causation_id = ANY(:causes) AND type = :type AND state = 'done' ORDER BY id FOR UPDATE
    )
    RETURNING id
    """
)

_REOPEN = Direct(
    """
    UPDATE outbox SET state = 'open', next_at = now(), lease_token = NULL
    WHERE id IN (
        SELECT id FROM outbox
        WHERE receiver = :receiver AND subject = :subject AND sequence BETWEEN :first AND :last ORDER BY id FOR UPDATE
    )
    RETURNING id
    """
)

_REOPEN_IDS = Direct(
    """
    UPDATE outbox SET state = 'open', next_at = now(), lease_token = NULL
    WHERE id IN (SELECT id FROM outbox WHERE id = ANY(:ids) ORDER BY id FOR UPDATE) RETURNING id
    """
)

_REPLAY = Direct(
    """
    UPDATE outbox SET state = 'open', next_at = now(), lease_token = NULL
    WHERE id IN (
        SELECT id FROM outbox
        WHERE channel = :channel AND state = 'done' AND created_at >= :since ORDER BY id FOR UPDATE
    )
    RETURNING id
    """
)

_FORGET = Direct("DELETE FROM outbox WHERE channel = 'internal' AND state = 'done' AND ended_at < :before")


class Claimed:
    """One leased row; attribute names are the columns."""

    __slots__ = (
        "body", "channel", "correlation_id", "id", "receipted", "receiver", "sends", "sequence", "state", "subject",
        "traceparent", "type", "urgent",
    )  # fmt: skip

    def __init__(self, row: asyncpg.Record) -> None:
        for name in self.__slots__:
            setattr(self, name, row[name])

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


async def claim(
    connection: asyncpg.Connection, *, token: str, lease: float, limit: int, many: bool = False
) -> list[Claimed]:
    """Lease up to `limit` due rows. The attempt is counted here, so a crash in mid-flight counts too.

    `many`: far more are due.
    """
    if many:
        async with index_order(connection):
            found = await _CLAIM_OF_MANY.rows(connection, token=token, lease=lease, limit=limit)
    else:
        found = await _CLAIM.rows(connection, token=token, lease=lease, limit=limit)
    rows = [Claimed(row) for row in found]
    rows.sort(key=lambda row: (row.receiver, row.subject, row.sequence, row.id))
    return rows


async def confirm(door: Door, ids: Sequence[str], *, token: str, resend: float, resend_max: float) -> list[str]:
    """Mark confirmed; returns the ids that were still ours."""
    rows = await _CONFIRM.rows(door, ids=list(ids), token=token, resend=resend, resend_max=resend_max)
    return [row["id"] for row in rows]


async def release(
    session: AsyncSession, ids: Sequence[str], *, token: str, longest: float, error: str, burnt: bool
) -> list[str]:
    """Not confirmed: due again after a pause of up to `longest` seconds."""
    rows = await _RELEASE.rows(session, ids=list(ids), token=token, longest=longest, error=error, burnt=int(burnt))
    return [row["id"] for row in rows]


async def lock(session: AsyncSession, ids: Sequence[str]) -> dict[str, str]:
    """Before other rows of sent messages are changed. Id → digest of the bytes that were signed, of those that are here."""
    return {row["id"]: row["digest"] for row in await _LOCK.rows(session, ids=list(ids))}


async def mark_receipted(session: AsyncSession, ids: Sequence[str]) -> list[str]:
    """The peer's signed *delivered* is here: the rows are done and not sent again."""
    return [row["id"] for row in await _END.rows(session, ids=list(ids), state="done")]


async def mark_rejected(session: AsyncSession, ids: Sequence[str]) -> list[str]:
    """The peer's signed *rejected* is here: sending the same bytes again would not help."""
    return [row["id"] for row in await _END.rows(session, ids=list(ids), state="rejected")]


async def reopen_answers(session: AsyncSession, causes: Sequence[str], *, message_type: str) -> int:
    """A duplicate arrived, so its receipt was lost or is late: send the stored receipts of these messages again."""
    return len(await _REOPEN_ANSWERS.rows(session, causes=list(causes), type=message_type))


async def reopen_range(session: AsyncSession, *, receiver: str, subject: str, first: int, last: int) -> int:
    """The receiver misses these numbers of a subject."""
    return len(await _REOPEN.rows(session, receiver=receiver, subject=subject, first=first, last=last))


async def reopen(session: AsyncSession, ids: Sequence[str]) -> int:
    return len(await _REOPEN_IDS.rows(session, ids=list(ids)))


async def replay_since(session: AsyncSession, *, channel: str, since: datetime) -> int:
    """After a broker lost its disk: send again what was only confirmed. Receivers absorb the duplicates."""
    return len(await _REPLAY.rows(session, channel=channel, since=since))


async def forget_before(session: AsyncSession, *, before: datetime) -> None:
    """Internal rows are kept for replay and then dropped; those between agencies stay as evidence."""
    await _FORGET.rows(session, before=before)
