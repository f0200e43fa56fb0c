"""Another agency took a step in a shared matter, registered one, or reports a breach: tell casemgmt."""

from zf_contracts.envelope import Payload
from zf_contracts.internal.transfers import NoticeArrived
from zf_liaison.exchange.incoming import require_entitled, send_receipt
from zf_liaison.exchange.ledger import note_received
from zf_liaison.exchange.pull_files import FilePuller
from zf_liaison.exchange.translation import arrived_notice
from zf_liaison.partners import Partners
from zf_platform.transaction import Scope


async def receive_notice(scope: Scope, payload: Payload, *, partners: Partners, puller: FilePuller) -> None:
    incoming = require_entitled(scope, payload, partners=partners)
    puller.require_intact(incoming.id)
    notice = arrived_notice(payload, message_id=incoming.id)
    note_received(scope, payload, collab_no=notice.collab_no)
    scope.enqueue(
        NoticeArrived(
            message=payload.TYPE,
            message_id=incoming.id,
            sender=incoming.source.agency,
            notice=notice,
            received_at=scope.now,
        ),
        to="casemgmt",
        subject=notice.collab_no,
        acted_at=incoming.acted_at,
    )
    send_receipt(scope, step="delivered")
