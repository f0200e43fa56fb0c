"""The handling agency closed the matter, or opened it again: the first handler's list stays open until he confirms (3.4)."""

from zf_contracts.internal.petitions import PetitionNoticeArrived
from zf_contracts.petition_values import PetitionClosing, PetitionReopening
from zf_intake.desk import Desk
from zf_intake.joint.keep_progress import keep_progress
from zf_intake.joint.move_known import move_known
from zf_intake.joint.move_part import move_part
from zf_intake.joint.petition_queries import petition_told_of
from zf_intake.joint.track import track
from zf_intake.petitions.note_peer import note_peer
from zf_platform.transaction import Scope


async def follow_ending(
    scope: Scope, told: PetitionNoticeArrived, body: PetitionClosing | PetitionReopening, *, desk: Desk
) -> str:
    closed = isinstance(body, PetitionClosing)
    state = "closed" if closed else "reopened"
    await move_known(scope, agency=told.sender, petition_no=body.petition_no, state=state, at=body.acted_at)
    await move_part(
        scope,
        collab_no=body.collab_no,
        agency=told.sender,
        part_no=body.part_no,
        values={"state": state, "state_at": body.acted_at},
    )
    file = await petition_told_of(scope, collab_no=body.collab_no, sender=told.sender)
    if file is None:
        return ""
    values: dict[str, object] = {
        "petition_no": body.petition_no,
        "state": state,
        "state_at": body.acted_at,
        "closed_at": body.acted_at if closed else None,
        "closing_path": body.path if isinstance(body, PetitionClosing) else "",
    }
    await keep_progress(scope, file, agency=told.sender, values=values)
    act = "note_peer_closing" if closed else "note_peer_reopening"
    await note_peer(scope, file.id, act, at=body.acted_at, note="", desk=desk)
    await track(scope, file, told=told, state=state)
    return file.id
