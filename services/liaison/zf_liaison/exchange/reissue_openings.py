"""Receipts are not receipted: *opened* of one day go out once more with the daily reconciliation, in case one was lost."""

from datetime import datetime

from sqlalchemy import select

from zf_liaison.exchange.tables import ledger
from zf_platform import outbox
from zf_platform.transaction import Scope


async def reissue_openings(scope: Scope, *, peer: str, since: datetime, until: datetime) -> int:
    """The peer absorbs those it has. *Delivered* needs none of this: without it the message itself comes again."""
    found = await scope.session.execute(
        select(ledger.c.receipt_id).where(
            ledger.c.direction == "in",
            ledger.c.peer == peer,
            ledger.c.receipt_id.is_not(None),
            ledger.c.opened_at >= since,
            ledger.c.opened_at < until,
        )
    )
    ids = list(found.scalars())
    return await outbox.reopen(scope.session, ids) if ids else 0
