"""The broker took our messages for the first time: evidence *relayed*, written with the relay's own write-back."""

from collections.abc import Sequence

from sqlalchemy import bindparam, case, update

from zf_liaison.exchange.evidence import tell_evidence
from zf_liaison.exchange.ledger import AMONG, SENT_COLUMNS, Sent
from zf_liaison.exchange.rules import WAITING
from zf_liaison.exchange.tables import ledger
from zf_platform.outbox import Claimed
from zf_platform.prepared import Prepared
from zf_platform.transaction import Cause, Transaction, service_actor

_RELAYED = Prepared(
    update(ledger)
    .where(AMONG, ledger.c.relayed_at.is_(None))
    .values(
        relayed_at=bindparam("now"),
        look_at=case((ledger.c.state == WAITING, ledger.c.delivery_warn_at), else_=ledger.c.look_at),
    )
    .returning(*SENT_COLUMNS)
)


class RelayedEvidence:
    """The relay's observer."""

    async def confirmed(self, transaction: Transaction, rows: Sequence[Claimed]) -> None:
        """A receipt may have been quicker than the broker's confirm; then there is nothing left to say."""
        claimed = {row.id: row for row in rows if row.receipted}
        if not claimed:
            return
        now = transaction.clock.now()
        for found in await _RELAYED.rows(transaction.session, ids=sorted(claimed), now=now):
            row = Sent(*found)
            sent = claimed[row.message_id]
            cause = Cause(correlation_id=sent.correlation_id, causation_id=sent.id, traceparent=sent.traceparent)
            scope = transaction.scope(actor=service_actor(transaction.identity), cause=cause)
            tell_evidence(scope, row, step="relayed", at=now)
