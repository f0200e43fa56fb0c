"""An answer was served: whoever follows the matter hears what it said, and in a joint matter all who have a part (S-006)."""

from zf_intake.desk import Desk
from zf_intake.joint.queries import part_agencies
from zf_intake.petitions.file_rules import PetitionFile
from zf_intake.petitions.followers_rules import followers
from zf_intake.petitions.outgoing_queries import answer_body
from zf_intake.petitions.tell import tell
from zf_law.petition_stages import PetitionAct
from zf_platform.transaction import Scope

MESSAGE = "petition.replied"


async def tell_answer(scope: Scope, file: PetitionFile, *, act: PetitionAct, desk: Desk) -> None:
    """Nobody is told who does not follow the matter."""
    told = {*followers(file), *await part_agencies(scope, file.id)}
    if told - {scope.identity.agency}:
        body = await answer_body(scope, file, notice_id=scope.new_id())
        await tell(scope, MESSAGE, body, to=sorted(told), file=file, act=act, desk=desk)
