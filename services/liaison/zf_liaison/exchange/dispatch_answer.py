"""The case office here decided on an arrived package: tell the sender, as a receipted message of its own."""

from zf_contracts.interagency.transfers import CaseTransferReceipted, CaseTransferReturned
from zf_contracts.internal.transfers import TransferReceipted, TransferReturned
from zf_liaison.exchange.ledger import send
from zf_liaison.exchange.outgoing import require_partner
from zf_liaison.partners import Partners
from zf_platform.transaction import Scope


async def dispatch_answer(scope: Scope, payload: TransferReceipted | TransferReturned, *, partners: Partners) -> None:
    require_partner(partners, payload.peer)
    fields = payload.model_dump(exclude={"direction", "peer"})
    if isinstance(payload, TransferReceipted):
        answer: CaseTransferReceipted | CaseTransferReturned = CaseTransferReceipted(**fields)
        decided_at = payload.accepted_at
    else:
        answer = CaseTransferReturned(**fields)
        decided_at = payload.decided_at
    send(
        scope,
        answer,
        peer=payload.peer,
        collab_no=payload.collab_no,
        acted_at=decided_at,
        transfer=(payload.transfer_id, payload.version),
    )
    scope.record("exchange.answer", object_kind="transfer", object_id=payload.transfer_id)
