"""The handling agency served its answer on the petitioner: the first handler is told, and a joint part counts as served."""

from zf_contracts.internal.petitions import PetitionNoticeArrived
from zf_contracts.petition_values import PetitionAnswer
from zf_intake.desk import Desk
from zf_intake.joint.keep_progress import keep_progress
from zf_intake.joint.petition_queries import petition_told_of
from zf_intake.joint.queries import own_parts
from zf_intake.joint.track import track
from zf_intake.petitions.load import load_petition
from zf_intake.petitions.note_peer import note_peer
from zf_platform.transaction import Scope


async def follow_answer(scope: Scope, told: PetitionNoticeArrived, body: PetitionAnswer, *, desk: Desk) -> str:
    """The hall serves the combined answer: that is the service of our part. Everybody else's answer is news for us."""
    parts = await own_parts(scope, body.collab_no, host=told.sender)
    for part in parts:
        file = await load_petition(scope, part.own_petition_id)
        at = body.served_at or body.acted_at
        await note_peer(scope, file.id, "note_joint_service", at=at, desk=desk, note=body.document_no)
    if parts:
        return parts[0].own_petition_id
    main = await petition_told_of(scope, collab_no=body.collab_no, sender=told.sender)
    if main is None:
        return ""
    values: dict[str, object] = {
        "petition_no": body.petition_no,
        "answered_at": body.served_at or body.acted_at,
        "outcome": body.outcome or "",
        "answer_text": body.text,
        "answer_document_no": body.document_no,
    }
    await keep_progress(scope, main, agency=told.sender, values=values)
    await track(scope, main, told=told, state="answered")
    return main.id
