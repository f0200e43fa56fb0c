"""A person saw what arrived: the sender gets the fourth evidence, once."""

from datetime import datetime

from sqlalchemy import select, update

from zf_contracts.envelope import Address
from zf_contracts.interagency.exchange import ExchangeReceipt
from zf_law.problems import Problem
from zf_liaison.exchange.rules import OPENED
from zf_liaison.exchange.tables import ledger
from zf_platform.errors import Refused
from zf_platform.tables import inbox
from zf_platform.transaction import Scope


async def tell_opened(scope: Scope, message_id: str, *, opened_at: datetime) -> None:
    """The first opening counts; a second one changes nothing and sends nothing."""
    found = await scope.session.execute(
        select(ledger.c.peer, ledger.c.subject, ledger.c.opened_at, inbox.c.digest)
        .join(inbox, inbox.c.id == ledger.c.message_id)
        .where(ledger.c.message_id == message_id, ledger.c.direction == "in")
        .with_for_update(of=ledger)
    )
    row = found.first()
    if row is None:
        raise Refused((Problem("exchange.message_unknown"),))
    if row.opened_at is not None:
        return
    receipt_id = scope.enqueue(
        ExchangeReceipt(of=message_id, digest=row.digest, step="opened", at=opened_at),
        to=Address(row.peer, "liaison"),
        subject=row.subject,
        acted_at=opened_at,
        correlation=row.subject,
    )
    await scope.session.execute(
        update(ledger)
        .where(ledger.c.message_id == message_id)
        .values(state=OPENED, opened_at=opened_at, receipt_id=receipt_id)
    )
