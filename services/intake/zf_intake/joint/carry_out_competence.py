"""The committee named the competent body: whoever holds the matter wrongly gives it back to its sender (PET 24)."""

from zf_contracts.petition_statements import CompetenceDecision
from zf_intake.desk import Desk
from zf_intake.joint.petition_queries import petition_handed_over, petition_taken
from zf_intake.petitions.note_peer import note_peer
from zf_platform.transaction import Scope

_TAKEN_BACK = {"competent_agency": "", "competent_name": "", "hand_over_id": "", "objection_id": ""}


async def carry_out_competence(scope: Scope, body: CompetenceDecision, *, desk: Desk) -> None:
    """If the holder is the competent body nothing moves; with another one the matter is with its sender again."""
    taken = await petition_taken(scope, collab_no=body.collab_no, notice_id=body.of)
    if taken is not None and body.agency != scope.identity.agency:
        await note_peer(scope, taken.id, "return_by_decision", at=body.acted_at, desk=desk, note=body.reason[:2000])
    given = await petition_handed_over(scope, collab_no=body.collab_no, notice_id=body.of)
    if given is not None and body.agency != given.competent_agency:
        await note_peer(
            scope,
            given.id,
            "take_back_by_decision",
            at=body.acted_at,
            desk=desk,
            note=body.reason[:2000],
            changes=_TAKEN_BACK,
        )
