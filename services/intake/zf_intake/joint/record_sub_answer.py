"""One part of a joint matter is answered: written down at its own agency, at the lead and in the hall."""

from zf_contracts.petition_values import PetitionAnswer
from zf_intake.joint.move_part import move_part
from zf_platform.transaction import Scope


async def record_sub_answer(scope: Scope, body: PetitionAnswer, *, agency: str) -> bool:
    """A later answer to the same part (after a review, say) takes the place of the earlier. False: no such part here yet."""
    values: dict[str, object] = {
        "petition_no": body.petition_no,
        "answer_id": body.notice_id,
        "answered_at": body.acted_at,
        "outcome": body.outcome or "",
        "results": {str(one.no): one.outcome for one in body.results},
        "answer_text": body.text,
        "answer_basis": body.basis,
        "answer_document_no": body.document_no,
        "answered_by": body.answered_by,
    }
    return await move_part(scope, collab_no=body.collab_no, agency=agency, part_no=body.part_no, values=values)
