"""casemgmt submitted a package: send it to the receiving agency and watch its evidence."""

from zf_contracts.internal.transfers import TransferEvidenceChanged, TransferSubmitted
from zf_liaison.exchange.ledger import send
from zf_liaison.exchange.outgoing import require_partner
from zf_liaison.exchange.rules import shortest_period
from zf_liaison.exchange.translation import package_message
from zf_liaison.partners import Partners
from zf_platform.telemetry import step
from zf_platform.telemetry_names import SpanName
from zf_platform.transaction import Scope


async def dispatch_transfer(scope: Scope, payload: TransferSubmitted, *, partners: Partners) -> None:
    package = payload.package
    require_partner(partners, package.receiver)
    with step(SpanName.TRANSFER_SEND, receiver=package.receiver):
        message_id = send(
            scope,
            package_message(package),
            peer=package.receiver,
            collab_no=package.collab_no,
            acted_at=package.submitted_at,
            sensitivity=package.sensitivity,
            transfer=(package.transfer_id, package.version),
            shortest=shortest_period(package.clocks, submitted_at=package.submitted_at),
        )
    scope.enqueue(
        TransferEvidenceChanged(
            transfer_id=package.transfer_id,
            version=package.version,
            message_id=message_id,
            step="submitted",
            at=scope.now,
        ),
        to="casemgmt",
        subject=package.collab_no,
        acted_at=scope.now,
    )
    scope.record("exchange.send", object_kind="transfer", object_id=package.transfer_id)
