"""How far the messages of one subject have come, for the subject's own pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from zf_liaison.exchange.ledger import problems_of
from zf_liaison.exchange.tables import ledger
from zf_platform.transaction import Scope


@dataclass(frozen=True, slots=True)
class Sent:
    """state: waiting | delivered | opened | rejected | failed."""

    message: str
    peer: str
    state: str
    at: datetime
    reasons: tuple[str, ...]


async def sent_notices(scope: Scope, collab_no: str) -> Mapping[str, Sent]:
    """By the id of the act they tell; the order is that of sending."""
    found = await scope.session.execute(
        select(ledger)
        .where(ledger.c.collab_no == collab_no, ledger.c.direction == "out", ledger.c.notice_id.is_not(None))
        .order_by(ledger.c.message_id)
    )
    return {
        row.notice_id: Sent(
            row.type, row.peer, row.state, row.submitted_at, tuple(one.text for one in problems_of(row.problems))
        )
        for row in found
    }
