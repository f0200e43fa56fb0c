"""An answer was served: the agency the matter came from hears what it said (S-006)."""

from zf_intake.petitions.file_rules import PetitionFile
from zf_intake.petitions.outgoing_queries import answer_body
from zf_intake.petitions.tell import tell
from zf_law.petition_stages import PetitionAct
from zf_platform.transaction import Scope

MESSAGE = "petition.replied"


async def tell_answer(scope: Scope, file: PetitionFile, *, act: PetitionAct) -> None:
    """A part of a joint matter is answered to its lead agency, which combines the parts."""
    if not file.origin_agency or file.part_no is not None:
        return
    body = await answer_body(scope, file, notice_id=scope.new_id())
    await tell(scope, MESSAGE, body, to=(file.origin_agency,), file=file, act=act)
