"""A person opened an arrived package: the sender gets the fourth evidence."""

from sqlalchemy import select, update

from zf_contracts.envelope import Address
from zf_contracts.interagency.exchange import ExchangeReceipt
from zf_contracts.internal.transfers import TransferOpened
from zf_law.problems import Problem
from zf_liaison.exchange.rules import OPENED
from zf_liaison.exchange.tables import ledger
from zf_platform.errors import Refused
from zf_platform.tables import inbox
from zf_platform.transaction import Scope


async def dispatch_opened(scope: Scope, payload: TransferOpened) -> None:
    """The first opening counts; a second one changes nothing and sends nothing."""
    found = await scope.session.execute(
        select(ledger.c.peer, ledger.c.subject, ledger.c.opened_at, inbox.c.digest)
        .join(inbox, inbox.c.id == ledger.c.message_id)
        .where(ledger.c.message_id == payload.message_id, ledger.c.direction == "in")
        .with_for_update(of=ledger)
    )
    row = found.first()
    if row is None:
        raise Refused((Problem("exchange.message_unknown"),))
    if row.opened_at is not None:
        return
    receipt_id = scope.enqueue(
        ExchangeReceipt(of=payload.message_id, digest=row.digest, step="opened", at=payload.opened_at),
        to=Address(row.peer, "liaison"),
        subject=row.subject,
        acted_at=payload.opened_at,
        correlation=row.subject,
    )
    await scope.session.execute(
        update(ledger)
        .where(ledger.c.message_id == payload.message_id)
        .values(state=OPENED, opened_at=payload.opened_at, receipt_id=receipt_id)
    )
