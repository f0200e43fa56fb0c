"""Whoever gave us the matter answered our objection: it goes back, or we go on (PET 23(3))."""

from zf_contracts.petition_statements import RoutingDecision
from zf_intake.desk import Desk
from zf_intake.joint.petition_queries import petition_taken
from zf_intake.petitions.note_peer import note_peer
from zf_platform.transaction import Scope


async def follow_routing_decision(scope: Scope, body: RoutingDecision, *, desk: Desk) -> str:
    """Only an objection that is still open is decided by it."""
    file = await petition_taken(scope, collab_no=body.collab_no, notice_id=body.of)
    if file is None or file.objection_id != body.objection:
        return ""
    act = "return_to_sender" if body.outcome == "returned" else "resume_after_objection"
    await note_peer(scope, file.id, act, at=body.acted_at, desk=desk, note=body.reason[:2000])
    return file.id
