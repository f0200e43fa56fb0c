"""One click, one message, one receipt: the evidences of this message show that both ways work, and how long each step took."""

from zf_contracts.interagency.exchange import ExchangeLineTested
from zf_liaison.exchange.ledger import send
from zf_liaison.exchange.outgoing import require_partner
from zf_liaison.partners import Partners
from zf_platform.transaction import Scope


async def try_line(scope: Scope, *, peer: str, partners: Partners) -> str:
    """The id of the message, under which the ledger shows the times."""
    require_partner(partners, peer)
    payload = ExchangeLineTested(asked_by=scope.actor.name, asked_at=scope.now)
    subject = scope.new_id()
    message_id = send(scope, payload, peer=peer, collab_no=subject, acted_at=scope.now)
    scope.record("exchange.test_line", object_kind="message", object_id=message_id, reason=peer)
    return message_id
