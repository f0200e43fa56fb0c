"""A package arrived with all its files: hand it to casemgmt and give *delivered*, in one transaction."""

from zf_contracts.internal.transfers import TransferArrived
from zf_law.problems import Problem
from zf_liaison.exchange.incoming import require_entitled, send_receipt
from zf_liaison.exchange.ledger import note_received
from zf_liaison.exchange.pull_files import FilePuller
from zf_liaison.exchange.translation import PackageMessage
from zf_liaison.partners import Partners
from zf_platform.errors import RejectMessage
from zf_platform.transaction import Scope


async def receive_package(scope: Scope, payload: PackageMessage, *, partners: Partners, puller: FilePuller) -> None:
    """Refused with reasons: a sender the package does not name, an addressee that is not us, files with other content."""
    incoming = require_entitled(scope, payload, partners=partners)
    package = payload.package
    if (package.sender, package.receiver) != (incoming.source.agency, scope.identity.agency):
        raise RejectMessage((Problem("exchange.package_misaddressed"),))
    puller.require_intact(incoming.id)
    note_received(scope, payload, collab_no=package.collab_no, transfer=(package.transfer_id, package.version))
    scope.enqueue(
        TransferArrived(message_id=incoming.id, package=package, received_at=scope.now),
        to="casemgmt",
        subject=package.collab_no,
        acted_at=incoming.acted_at,
        sensitivity=package.sensitivity,
    )
    send_receipt(scope, step="delivered")
    scope.record("exchange.receive", object_kind="transfer", object_id=package.transfer_id)
