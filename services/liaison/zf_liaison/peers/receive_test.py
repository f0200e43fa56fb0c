"""A peer tries the line: the signed receipt is the whole answer."""

from zf_contracts.interagency.exchange import ExchangeLineTested
from zf_liaison.exchange.incoming import require_entitled, send_receipt
from zf_liaison.exchange.ledger import note_received
from zf_liaison.partners import Partners
from zf_platform.transaction import Scope


async def receive_test(scope: Scope, payload: ExchangeLineTested, *, partners: Partners) -> None:
    incoming = require_entitled(scope, payload, partners=partners)
    note_received(scope, payload, collab_no=incoming.subject)
    send_receipt(scope, step="delivered")
