"""An act as one side tells it and the other side hears it: the body, the deed it makes there, what confirms the arrival."""

from zf_contracts.envelope import Payload
from zf_contracts.supervision_values import ActTold, EvidenceFile
from zf_law.side_acts import SideAct
from zf_liaison.exchange.incoming import send_receipt
from zf_liaison.exchange.ledger import note_received
from zf_liaison.files.keep_told import keep_told
from zf_liaison.steps.deed import Deed
from zf_platform.actors import Incoming
from zf_platform.transaction import Scope


def told_deed(body: ActTold, act: SideAct, *, incoming: Incoming) -> Deed:
    """What a side keeps to itself, the unit in charge, does not come along."""
    return Deed(
        id=body.act_id,
        act=act,
        agency=incoming.source.agency,
        by_name=body.by_name,
        at=incoming.acted_at,
        text=body.text,
        until=body.until,
        leader=body.leader,
        officer=body.officer,
        late_reason=body.late_reason,
        message_id=incoming.id,
        arrived=True,
    )


def told_body(deed: Deed, *, matter_id: str, files: tuple[EvidenceFile, ...]) -> ActTold:
    """The deed as the other side hears of it."""
    return ActTold(
        act_id=deed.id,
        matter_id=matter_id,
        act=deed.act.id,
        by_name=deed.by_name,
        text=deed.text,
        until=deed.until,
        leader=deed.leader,
        officer=deed.officer,
        late_reason=deed.late_reason,
        files=files,
        acted_at=deed.at,
    )


async def confirm_told(scope: Scope, payload: Payload, body: ActTold, *, peer: str, object_kind: str) -> None:
    """The files of the act, the line in the ledger, the receipt and the audit entry."""
    await keep_told(scope, body.files, matter_id=body.matter_id, act_id=body.act_id, peer=peer)
    note_received(scope, payload, collab_no=body.matter_id)
    send_receipt(scope, step="delivered")
    scope.record("exchange.receive", object_kind=object_kind, object_id=body.matter_id)
