"""Tell other agencies what an act on a petition means for them: one message to liaison, in the transaction of the act."""

from collections.abc import Sequence

from zf_contracts.envelope import Sensitivity
from zf_contracts.internal.petitions import PetitionNoticeIssued
from zf_contracts.petition_statements import PetitionBody
from zf_intake.petitions.file_rules import PetitionFile
from zf_intake.petitions.form_rules import ACCUSATION_LEVEL
from zf_law.petition_stages import PetitionAct
from zf_platform.transaction import Scope


async def tell(
    scope: Scope, message: str, body: PetitionBody, *, to: Sequence[str], file: PetitionFile, act: PetitionAct
) -> None:
    """Nobody to tell, nothing sent. A message that the stage table does not name for this act is a fault of the program."""
    if message not in act.tells:
        raise ValueError(f"{act.act} does not tell {message}")
    receivers = tuple(dict.fromkeys(one for one in to if one and one != scope.identity.agency))
    if not receivers:
        return
    level: Sensitivity = "L4" if file.sensitivity == ACCUSATION_LEVEL else "L3"
    scope.enqueue(
        PetitionNoticeIssued(message=message, receivers=receivers, body=body),
        to="liaison",
        subject=file.collab_no,
        acted_at=body.acted_at,
        sensitivity=level,
        correlation=file.collab_no,
    )
