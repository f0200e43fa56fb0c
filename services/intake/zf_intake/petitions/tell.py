"""Tell other agencies what an act on a petition means for them: one message to liaison, in the transaction of the act."""

from collections.abc import Sequence

from zf_contracts.petition_statements import PetitionBody
from zf_intake.desk import Desk
from zf_intake.joint.issue import issue
from zf_intake.petitions.file_rules import PetitionFile
from zf_law.petition_stages import PetitionAct
from zf_platform.transaction import Scope


async def tell(
    scope: Scope,
    message: str,
    body: PetitionBody,
    *,
    to: Sequence[str],
    file: PetitionFile,
    act: PetitionAct,
    desk: Desk,
) -> None:
    """Nobody to tell, nothing sent. A message that the stage table does not name for this act is a fault of the program."""
    if message not in act.tells:
        raise ValueError(f"{act.act} does not tell {message}")
    await issue(scope, message, body, to=to, petition_id=file.id, desk=desk)
