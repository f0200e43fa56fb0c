"""The broker took our messages for the first time: evidence *relayed*, written with the relay's own write-back."""

from collections.abc import Sequence

from sqlalchemy import case, update

from zf_liaison.exchange.evidence import TOLD_COLUMNS, tell_evidence
from zf_liaison.exchange.rules import WAITING
from zf_liaison.exchange.tables import ledger
from zf_platform.outbox import Claimed
from zf_platform.transaction import Cause, Transaction, service_actor


class RelayedEvidence:
    """The relay's observer."""

    async def confirmed(self, transaction: Transaction, rows: Sequence[Claimed]) -> None:
        """A receipt may have been quicker than the broker's confirm; then there is nothing left to say."""
        claimed = {row.id: row for row in rows if row.receipted}
        if not claimed:
            return
        now = transaction.clock.now()
        result = await transaction.session.execute(
            update(ledger)
            .where(ledger.c.message_id.in_(sorted(claimed)), ledger.c.relayed_at.is_(None))
            .values(
                relayed_at=now,
                look_at=case((ledger.c.state == WAITING, ledger.c.delivery_warn_at), else_=ledger.c.look_at),
            )
            .returning(*TOLD_COLUMNS)
        )
        for row in result:
            sent = claimed[row.message_id]
            cause = Cause(correlation_id=sent.correlation_id, causation_id=sent.id, traceparent=sent.traceparent)
            scope = transaction.scope(actor=service_actor(transaction.identity), cause=cause)
            tell_evidence(scope, row, step="relayed", at=now)
