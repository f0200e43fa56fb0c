"""Claiming inbox rows and writing back what became of them. Order is kept here: n+1 of a subject never overtakes n.

A claim takes the next message of each subject and, behind it, those that follow without a gap, so that a long subject
costs no transaction per message. Whoever holds the head holds its followers; nobody else can claim them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import asyncpg
from sqlalchemy.ext.asyncio import AsyncSession

from zf_platform.direct import Direct
from zf_platform.in_hand import Left
from zf_platform.index_order import OWN_TEXT, index_order

_COLUMNS = """inbox.id, inbox.source, inbox.type, inbox.schema_version, inbox.subject, inbox.sequence, inbox.epoch,
    inbox.envelope, inbox.digest, inbox.traceparent, inbox.attempts, inbox.crashes, inbox.taken_at, inbox.error_code"""

_AGE = "extract(epoch FROM now() - inbox.stored_at)::double precision"

# A subquery instead of a join, so that the server can walk the index of due rows and stop at the limit.
_LAST = "coalesce((SELECT c.last FROM inbox_cursor c WHERE c.source = i.source AND c.subject = i.subject), 0)"

# That a row is still waiting, said so that no index of waiting rows can answer it: statistics from a time when nothing waited
# make such an index look empty, and the server would walk all of it for each row that it could find by its key.
_STILL_TAKEN = "inbox.state || '' = 'taken'"

# `passed`: the number was already acted on or skipped, so the row can never be the next one; the worker parks it.
_FRESH = f"""
    WITH head AS (
        SELECT i.id, i.source, i.subject, i.sequence, i.sequence > 0 AND i.sequence <= {_LAST} AS passed
        FROM inbox i
        WHERE i.state = 'taken' AND i.next_at <= now() AND i.lease_token IS NULL AND i.sequence <= {_LAST} + 1
        ORDER BY i.next_at, i.id LIMIT :limit FOR UPDATE OF i SKIP LOCKED
    ), chosen AS (
        SELECT id, 0 AS place, passed FROM head
        UNION ALL
        SELECT follower.id, follower.place, false
        FROM head CROSS JOIN LATERAL (
            SELECT f.id, f.sequence, row_number() OVER (ORDER BY f.sequence) AS place
            FROM inbox f
            WHERE f.source = head.source AND f.subject = head.subject AND f.state = 'taken'
              AND f.sequence > head.sequence AND f.sequence <= head.sequence + :limit
              AND (f.next_at <= now() OR f.next_at = 'infinity') AND f.lease_token IS NULL
        ) follower
        WHERE head.sequence > 0 AND NOT head.passed AND follower.sequence = head.sequence + follower.place
        ORDER BY place LIMIT :limit
    )
    UPDATE inbox SET lease_token = :token, attempts = attempts + 1, next_at = now() + :lease * interval '1 second'
    FROM chosen WHERE inbox.id = chosen.id AND {_STILL_TAKEN} AND inbox.lease_token IS NULL
    RETURNING {_COLUMNS}, {_AGE}, chosen.passed
    """  # noqa: S608 - only constants of this module are put in
_CLAIM_FRESH = Direct(_FRESH)
_CLAIM_OF_MANY = Direct(f"{_FRESH} {OWN_TEXT}")

# A row whose lease ran out belonged to a worker that died or stood still. Such rows are tried alone, so that a message
# that kills its process is charged alone and its neighbours are not. Each further crash makes it rest longer, up to four
# leases: a process that had to be started again works on what is healthy meanwhile. `crashes` counts the deaths that it was
# known to be in hand at: tries alone, and what a dead process left on its page (in_hand.py). So zero is most likely a healthy
# neighbour and goes first; what has been due for too long goes by its age (suspects.py).
# It is read by the index of due or of unfinished rows: it passes at most the backlog, and the looks are few (suspects.py).
_CLAIM_SUSPECT = Direct(
    f"""
    WITH suspect AS (
        SELECT i.id, i.sequence > 0 AND i.sequence <= {_LAST} AS passed
        FROM inbox i
        WHERE i.state = 'taken' AND i.next_at <= now() AND i.lease_token IS NOT NULL AND i.sequence <= {_LAST} + 1
          AND (i.crashes = 0 OR i.next_at <= now() - :offenders_due * interval '1 second')
        ORDER BY CASE WHEN i.next_at <= now() - :overdue * interval '1 second' THEN -1 ELSE i.crashes END, i.next_at, i.id
        LIMIT 1 FOR UPDATE OF i SKIP LOCKED
    )
    UPDATE inbox SET lease_token = :token, attempts = attempts + 1, crashes = crashes + 1,
        next_at = now() + :lease * least(crashes + 1, 4) * interval '1 second'
    FROM suspect WHERE inbox.id = suspect.id
    RETURNING {_COLUMNS}, {_AGE}, suspect.passed
    """  # noqa: S608 - only constants of this module are put in
)

# The worker of this lease died with one message in hand: that one counts a crash and waits for its turn as whoever crashed
# alone, the others are given back. When the message is not of this lease, nothing happens and the lease runs out.
_INHERIT = Direct(
    """
    WITH suspect AS (
        UPDATE inbox SET crashes = greatest(crashes, 1), next_at = CASE WHEN crashes = 0 THEN now() ELSE next_at END
        WHERE id = :id AND lease_token = :token AND state = 'taken' RETURNING id
    ), freed AS (
        UPDATE inbox SET lease_token = NULL, attempts = attempts - 1, next_at = now()
        FROM suspect WHERE inbox.state = 'taken' AND inbox.lease_token = :token AND inbox.id <> suspect.id RETURNING inbox.id
    )
    SELECT suspect.id, (SELECT count(*) FROM freed) FROM suspect
    """
)

SIDELINE_LIMIT = 5000
# What has waited for its predecessor for ten seconds leaves the index of due rows ("infinity"), so that a stuck subject
# with a long queue costs the others nothing. `_END` calls the next one back; `_RECALL` covers a race between the two.
_SIDELINE = Direct(
    f"""
    UPDATE inbox SET next_at = 'infinity' WHERE id IN (
        SELECT i.id FROM inbox i
        WHERE i.state = 'taken' AND i.next_at <= now() AND i.lease_token IS NULL AND i.sequence > {_LAST} + 1
          AND i.stored_at < now() - :older * interval '1 second'
        ORDER BY i.next_at, i.id LIMIT {SIDELINE_LIMIT} FOR UPDATE OF i SKIP LOCKED
    )
    """  # noqa: S608 - only constants of this module are put in
)
_RECALL = Direct(
    """
    UPDATE inbox SET next_at = now() FROM inbox_cursor c
    WHERE inbox.state = 'taken' AND inbox.next_at = 'infinity'
      AND inbox.source = c.source AND inbox.subject = c.subject AND inbox.sequence <= c.last + 1
    """
)

_EXTEND = Direct(
    "UPDATE inbox SET next_at = now() + :lease * interval '1 second' WHERE id = ANY(:ids) AND lease_token = :token"
)

# Three writes, one statement: the rows end, their subjects move on, and who was sidelined behind them is called back.
_CALL_NEXT = """called AS (
        UPDATE inbox SET next_at = now() FROM moved
        WHERE inbox.source = moved.source AND inbox.subject = moved.subject AND inbox.sequence = moved.last + 1
          AND inbox.state = 'taken' AND inbox.next_at = 'infinity'
    )"""
_END = Direct(
    f"""
    WITH ended AS (
        UPDATE inbox SET state = :state, ended_at = now(), lease_token = NULL
        WHERE id = ANY(:ids) AND lease_token = :token RETURNING source, subject, sequence
    ), moved AS (
        INSERT INTO inbox_cursor (source, subject, last)
        SELECT source, subject, max(sequence) FROM ended WHERE sequence > 0 GROUP BY source, subject
        ORDER BY source, subject
        ON CONFLICT (source, subject) DO UPDATE SET last = greatest(inbox_cursor.last, EXCLUDED.last)
        RETURNING source, subject, last
    ), {_CALL_NEXT}
    SELECT count(*) FROM ended
    """  # noqa: S608 - only constants of this module are put in
)

_ADVANCE = Direct(
    f"""
    WITH moved AS (
        INSERT INTO inbox_cursor (source, subject, last)
        SELECT * FROM unnest(:sources ::text[], :subjects ::text[], :numbers ::bigint[])
        ON CONFLICT (source, subject) DO UPDATE SET last = greatest(inbox_cursor.last, EXCLUDED.last)
        RETURNING source, subject, last
    ), {_CALL_NEXT}
    SELECT 1
    """  # noqa: S608 - only constants of this module are put in
)

# Claimed but not tried, because the one before it failed: given back as if it had never been claimed.
_RELEASE = Direct(
    """
    UPDATE inbox SET lease_token = NULL, attempts = attempts - 1, next_at = now()
    WHERE id = ANY(:ids) AND lease_token = :token
    """
)

_RETRY = Direct(
    """
    UPDATE inbox SET lease_token = NULL, next_at = now() + :pause * interval '1 second', crashes = 0,
        first_error = CASE WHEN first_error = '' THEN :error ELSE first_error END, last_error = :error, error_code = :code
    WHERE id = :id AND lease_token = :token RETURNING id
    """
)

_PARK = Direct(
    """
    UPDATE inbox SET state = 'parked', parked_at = now(), lease_token = NULL,
        first_error = CASE WHEN first_error = '' THEN :error ELSE first_error END, last_error = :error, error_code = :code
    WHERE id = :id AND lease_token = :token RETURNING id
    """
)


@dataclass(frozen=True, slots=True)
class Work:
    """One leased inbox row. `error_code`: why its last try failed, if it was tried.

    `age`: seconds since it was stored, by the database's clock.
    """

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
    error_code: str = ""
    age: float = 0.0
    passed: bool = False

    @property
    def lane(self) -> tuple[str, str, int]:
        """What must be acted on in order: all of one (source, subject), or just this message when it is unordered."""
        return (self.source, self.subject, 0) if self.sequence else (self.source, self.id, 1)


async def claim(
    connection: asyncpg.Connection, *, token: str, lease: float, limit: int, many: bool = False
) -> list[Work]:
    """Lease up to `limit` messages that may be acted on now, in the order in which to act. `many`: far more are waiting."""
    if many:
        async with index_order(connection):
            rows = await _CLAIM_OF_MANY.rows(connection, token=token, lease=lease, limit=limit)
    else:
        rows = await _CLAIM_FRESH.rows(connection, token=token, lease=lease, limit=limit)
    works = [Work(*row) for row in rows]
    works.sort(key=lambda work: (work.lane, work.sequence))
    return works


async def claim_suspect(
    connection: asyncpg.Connection, *, token: str, lease: float, offenders_due: float = 0.0, overdue: float = 3600.0
) -> list[Work]:
    """Lease one message whose worker did not come back; its count of crashes rises. Fewest crashes first.

    One that crashed again when it was alone must have been due for `offenders_due` seconds. What has been due for
    `overdue` seconds goes first, the longest due before the others, however often it crashed.
    """
    rows = await _CLAIM_SUSPECT.rows(connection, token=token, lease=lease, offenders_due=offenders_due, overdue=overdue)
    return [Work(*row) for row in rows]


async def inherit(connection: asyncpg.Connection, left: Left) -> int | None:
    """Suspect the message that a dead worker had in hand, and free the others of its batch.

    Returns how many; None when this message is not held by that lease, and nothing was changed.
    """
    rows = await _INHERIT.rows(connection, id=left.message_id, token=left.token)
    return int(rows[0][1]) if rows else None


async def sideline(connection: asyncpg.Connection, *, older: float = 10.0) -> int:
    """Move what waits for its predecessor out of the way; returns how many."""
    return await _SIDELINE.amount(connection, older=older)


async def recall(connection: asyncpg.Connection) -> int:
    """Bring back what was sidelined although its turn has come; returns how many."""
    return await _RECALL.amount(connection)


async def extend(connection: asyncpg.Connection, works: Sequence[Work], *, token: str, lease: float) -> None:
    """Keep the lease while something slow is fetched."""
    await _EXTEND.rows(connection, ids=[work.id for work in works], token=token, lease=lease)


async def end(session: AsyncSession, works: Sequence[Work], *, token: str, state: str) -> int:
    """Mark as done, rejected or skipped and let the next of each subject go; returns how many were still ours."""
    ended = await _END.value(session, ids=[work.id for work in works], state=state, token=token)
    assert isinstance(ended, int)
    return ended


async def release(connection: asyncpg.Connection, works: Sequence[Work], *, token: str) -> None:
    await _RELEASE.rows(connection, ids=[work.id for work in works], token=token)


async def advance_cursors(session: AsyncSession, positions: Sequence[tuple[str, str, int]]) -> None:
    if not positions:
        return
    last = {(source, subject): number for source, subject, number in sorted(positions)}
    await _ADVANCE.rows(
        session,
        sources=[source for source, _ in last],
        subjects=[subject for _, subject in last],
        numbers=list(last.values()),
    )


async def retry(connection: asyncpg.Connection, work: Work, *, token: str, pause: float, code: str, error: str) -> bool:
    error = error[:1000]
    return bool(await _RETRY.rows(connection, id=work.id, token=token, pause=pause, code=code, error=error))


async def park(connection: asyncpg.Connection, work: Work, *, token: str, code: str, error: str) -> bool:
    """Kept with the reason, alarmed, holding up only its own subject; an operator decides."""
    return bool(await _PARK.rows(connection, id=work.id, token=token, code=code, error=error[:1000]))
