"""A handling agency tells where the matter stands: our petition, its first handler and the joint matter follow."""

from zf_contracts.internal.petitions import PetitionNoticeArrived
from zf_contracts.petition_values import PetitionProgress
from zf_intake.desk import Desk
from zf_intake.joint.keep_progress import keep_progress
from zf_intake.joint.move_part import move_part
from zf_intake.joint.petition_queries import petition_told_of
from zf_intake.joint.track import track
from zf_intake.petitions.note_peer import note_peer
from zf_law.moments import written
from zf_platform.transaction import Scope


async def follow_progress(scope: Scope, told: PetitionNoticeArrived, body: PetitionProgress, *, desk: Desk) -> str:
    """Returns the id of the petition it was about, or nothing when we have none of this matter."""
    await move_part(
        scope,
        collab_no=body.collab_no,
        agency=told.sender,
        part_no=body.part_no,
        values={
            "petition_no": body.petition_no,
            "state": body.state,
            "state_at": body.acted_at,
            "officer": body.handler_name,
        },
        due=body.due,
    )
    file = await petition_told_of(scope, collab_no=body.collab_no, sender=told.sender)
    if file is None:
        return ""
    values: dict[str, object] = {
        "petition_no": body.petition_no,
        "state": body.state,
        "state_at": body.acted_at,
        "officer": body.handler_name,
        "next_on": body.next_on,
        "due": written(body.due) if body.due else "",
        "due_rule": body.due_rule,
    }
    await keep_progress(scope, file, agency=told.sender, values=values)
    await note_peer(
        scope, file.id, "note_tracking", at=body.acted_at, desk=desk, note=_note(told.sender, body, desk=desk)
    )
    await track(scope, file, told=told, state=body.state)
    return file.id


def _note(sender: str, body: PetitionProgress, *, desk: Desk) -> str:
    """Who, and where it stands there, in plain words."""
    agency = desk.law.agencies.find(sender)
    state = desk.law.petitions.states.get(body.state)
    return f"{agency.name_zh if agency else sender}：{state.zh if state else body.state}"
