"""The other case office accepted or returned our package: tell casemgmt, which moves its record."""

from sqlalchemy import select

from zf_contracts.interagency.transfers import CaseTransferReceipted, CaseTransferReturned
from zf_contracts.internal.transfers import TransferReceipted, TransferReturned
from zf_law.problems import Problem
from zf_liaison.exchange.incoming import require_entitled, send_receipt
from zf_liaison.exchange.ledger import note_received
from zf_liaison.exchange.tables import ledger
from zf_liaison.partners import Partners
from zf_platform.errors import RejectMessage
from zf_platform.transaction import Scope


async def receive_answer(
    scope: Scope, payload: CaseTransferReceipted | CaseTransferReturned, *, partners: Partners
) -> None:
    """Only the agency that got this very version of the package may answer it."""
    incoming = require_entitled(scope, payload, partners=partners)
    sent = await scope.session.execute(
        select(ledger.c.message_id).where(
            ledger.c.transfer_id == payload.transfer_id,
            ledger.c.transfer_version == payload.version,
            ledger.c.direction == "out",
            ledger.c.package,
            ledger.c.peer == incoming.source.agency,
        )
    )
    if sent.first() is None:
        raise RejectMessage((Problem("exchange.answer_without_package"),))
    fields = {**payload.model_dump(), "direction": "in", "peer": incoming.source.agency}
    if isinstance(payload, CaseTransferReceipted):
        told: TransferReceipted | TransferReturned = TransferReceipted.model_validate(fields)
    else:
        told = TransferReturned.model_validate(fields)
    note_received(scope, payload, collab_no=payload.collab_no, transfer=(payload.transfer_id, payload.version))
    scope.enqueue(told, to="casemgmt", subject=payload.collab_no, acted_at=incoming.acted_at)
    send_receipt(scope, step="delivered")
    scope.record("exchange.receive", object_kind="transfer", object_id=payload.transfer_id)
