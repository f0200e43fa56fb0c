"""Send kept messages again, for a peer that misses them; only messages to that peer."""

from collections.abc import Sequence

from sqlalchemy import select

from zf_liaison.exchange.tables import ledger
from zf_platform import outbox
from zf_platform.transaction import Scope


async def reopen_messages(scope: Scope, *, peer: str, message_ids: Sequence[str], reason: str) -> int:
    """Returns how many are on their way again."""
    found = await scope.session.execute(
        select(ledger.c.message_id).where(
            ledger.c.message_id.in_(list(message_ids)), ledger.c.peer == peer, ledger.c.direction == "out"
        )
    )
    ids = list(found.scalars())
    if not ids:
        return 0
    amount = await outbox.reopen(scope.session, ids)
    scope.record("exchange.resend", object_kind="peer", object_id=peer, reason=f"{reason}: {amount} messages")
    return amount
