"""oversight found an overdue clock: the procuratorate and the committee are told (S-044)."""

from zf_contracts.catalogue import entry_for
from zf_contracts.internal.deadlines import CustodyBreachFound
from zf_liaison.exchange.ledger import send
from zf_liaison.exchange.translation import breach_message
from zf_liaison.partners import Partners
from zf_platform.transaction import Scope


async def dispatch_breach(scope: Scope, payload: CustodyBreachFound, *, partners: Partners) -> None:
    message = breach_message(payload)
    for peer in partners.of_kinds(entry_for(message).receivers):
        send(scope, message, peer=peer, collab_no=payload.collab_no, acted_at=payload.found_at)
    scope.record("exchange.report_breach", object_kind="deadline", object_id=payload.deadline_id)
