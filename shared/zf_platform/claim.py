"""Claiming inbox rows and writing back what became of them. Order is kept here: n+1 of a subject waits for n."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ARRAY, BigInteger, Text, bindparam, text
from sqlalchemy.ext.asyncio import AsyncSession

_READY = """
    WITH ready AS (
        SELECT i.id FROM inbox i
        LEFT JOIN inbox_cursor c ON c.source = i.source AND c.subject = i.subject
        WHERE i.state = 'taken' AND i.next_at <= now() AND {lease}
          AND (i.sequence = 0 OR i.sequence = coalesce(c.last, 0) + 1)
        ORDER BY i.next_at, i.id LIMIT :limit FOR UPDATE OF i SKIP LOCKED
    )
    UPDATE inbox SET lease_token = :token, attempts = attempts + 1,
        crashes = crashes + (lease_token IS NOT NULL)::int, next_at = now() + :lease * interval '1 second'
    FROM ready WHERE inbox.id = ready.id
    RETURNING inbox.id, source, type, schema_version, subject, sequence, epoch, envelope, digest, traceparent,
              attempts, crashes, taken_at
"""
_CLAIM_FRESH = text(_READY.format(lease="i.lease_token IS NULL"))
# A row whose lease ran out belonged to a worker that died. Such rows are tried one by one, so that a message that
# kills its process is charged alone and its neighbours are not.
_CLAIM_SUSPECT = text(_READY.format(lease="i.lease_token IS NOT NULL"))

_END = text(
    """
    UPDATE inbox SET state = :state, ended_at = now(), lease_token = NULL
    WHERE id = ANY(:ids) AND lease_token = :token RETURNING id
    """
).bindparams(bindparam("ids", type_=ARRAY(Text)))

_ADVANCE = text(
    """
    INSERT INTO inbox_cursor (source, subject, last)
    SELECT * FROM unnest(:sources, :subjects, :numbers)
    ON CONFLICT (source, subject) DO UPDATE SET last = greatest(inbox_cursor.last, EXCLUDED.last)
    """
).bindparams(
    bindparam("sources", type_=ARRAY(Text)),
    bindparam("subjects", type_=ARRAY(Text)),
    bindparam("numbers", type_=ARRAY(BigInteger)),
)

_RETRY = text(
    """
    UPDATE inbox SET lease_token = NULL, next_at = now() + :pause * interval '1 second',
        first_error = CASE WHEN first_error = '' THEN :error ELSE first_error END, last_error = :error, error_code = :code
    WHERE id = :id AND lease_token = :token RETURNING id
    """
)

_PARK = text(
    """
    UPDATE inbox SET state = 'parked', parked_at = now(), lease_token = NULL,
        first_error = CASE WHEN first_error = '' THEN :error ELSE first_error END, last_error = :error, error_code = :code
    WHERE id = :id AND lease_token = :token RETURNING id
    """
)


@dataclass(frozen=True, slots=True)
class Work:
    """One leased inbox row."""

    id: str
    source: str
    type: str
    schema_version: int
    subject: str
    sequence: int
    epoch: int
    envelope: bytes
    digest: str
    traceparent: str | None
    attempts: int
    crashes: int
    taken_at: datetime


async def claim(session: AsyncSession, *, token: str, lease: float, limit: int) -> list[Work]:
    """Lease what may be acted on now, at most one message of each ordered subject."""
    values = {"token": token, "lease": lease, "limit": limit}
    rows = (await session.execute(_CLAIM_FRESH, values)).all()
    if not rows:
        rows = (await session.execute(_CLAIM_SUSPECT, {**values, "limit": 1})).all()
    works = [Work(*row) for row in rows]
    works.sort(key=lambda work: work.id)
    return works


async def end(session: AsyncSession, works: Sequence[Work], *, token: str, state: str) -> int:
    """Mark as done, rejected or skipped and let the next of each subject go; returns how many were still ours."""
    ids = [work.id for work in works]
    ended = (await session.execute(_END, {"ids": ids, "state": state, "token": token})).all()
    await advance_cursors(session, [(work.source, work.subject, work.sequence) for work in works if work.sequence])
    return len(ended)


async def advance_cursors(session: AsyncSession, positions: Sequence[tuple[str, str, int]]) -> None:
    if not positions:
        return
    last = {(source, subject): number for source, subject, number in sorted(positions)}
    await session.execute(
        _ADVANCE,
        {
            "sources": [source for source, _ in last],
            "subjects": [subject for _, subject in last],
            "numbers": list(last.values()),
        },
    )


async def retry(session: AsyncSession, work: Work, *, token: str, pause: float, code: str, error: str) -> bool:
    values = {"id": work.id, "token": token, "pause": pause, "code": code, "error": error[:1000]}
    return bool((await session.execute(_RETRY, values)).all())


async def park(session: AsyncSession, work: Work, *, token: str, code: str, error: str) -> bool:
    """Kept with the reason, alarmed, holding up only its own subject; an operator decides."""
    values = {"id": work.id, "token": token, "code": code, "error": error[:1000]}
    return bool((await session.execute(_PARK, values)).all())
