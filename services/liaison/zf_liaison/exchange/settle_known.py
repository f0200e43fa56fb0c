"""End the resending of messages whose receipt is already in the ledger (reopened by a repair, receipt repeated)."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

_SETTLE = text(
    """
    UPDATE outbox SET state = CASE WHEN l.state = 'rejected' THEN 'rejected' ELSE 'done' END,
        ended_at = now(), lease_token = NULL
    FROM ledger l
    WHERE outbox.id = l.message_id AND l.direction = 'out' AND l.state IN ('delivered', 'opened', 'rejected')
      AND outbox.state = 'awaiting_receipt'
    """
)


async def settle_known(session: AsyncSession) -> None:
    await session.execute(_SETTLE)
