"""End the resending of messages whose receipt is already in the ledger (reopened by a repair, receipt repeated).

A row that somebody else has in hand is left for the next time.
"""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

_SETTLE = text(
    """
    UPDATE outbox SET state = CASE WHEN l.state = 'rejected' THEN 'rejected' ELSE 'done' END,
        ended_at = now(), lease_token = NULL
    FROM ledger l
    WHERE outbox.id = l.message_id AND outbox.id IN (
        SELECT o.id FROM outbox o JOIN ledger known ON known.message_id = o.id
        WHERE o.state = 'awaiting_receipt' AND known.direction = 'out'
          AND known.state IN ('delivered', 'opened', 'rejected')
        FOR UPDATE OF o SKIP LOCKED
    )
    """
)


async def settle_known(session: AsyncSession) -> None:
    await session.execute(_SETTLE)
