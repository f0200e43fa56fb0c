"""The agency we gave the matter to holds that it is not competent: it stays there until we agree (PET 23(3))."""

from zf_contracts.internal.petitions import PetitionNoticeArrived
from zf_contracts.petition_statements import RoutingObjection
from zf_intake.desk import Desk
from zf_intake.joint.move_part import move_part
from zf_intake.joint.petition_queries import petition_handed_over, petition_told_of
from zf_intake.joint.track import track
from zf_intake.petitions.note_peer import note_peer
from zf_platform.transaction import Scope


async def follow_objection(scope: Scope, told: PetitionNoticeArrived, body: RoutingObjection, *, desk: Desk) -> str:
    """An objection to a part stands on the part; one to a hand-over marks the petition that was handed over."""
    values: dict[str, object] = {
        "objection": "open",
        "objection_id": body.notice_id,
        "objection_reason": body.reason,
        "competent": body.competent,
        "objected_at": body.acted_at,
    }
    part = await move_part(scope, collab_no=body.collab_no, agency=told.sender, part_no=body.part_no, values=values)
    if part:
        file = await petition_told_of(scope, collab_no=body.collab_no, sender=told.sender)
    else:
        file = await petition_handed_over(scope, collab_no=body.collab_no, notice_id=body.of)
    if file is None:
        return ""
    if not part:
        changes = {"objection_id": body.notice_id}
        await note_peer(
            scope, file.id, "note_objection", at=body.acted_at, desk=desk, note=body.reason[:2000], changes=changes
        )
    await track(scope, file, told=told, state="objected")
    return file.id
