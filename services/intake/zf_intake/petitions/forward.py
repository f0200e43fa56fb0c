"""Forward a petition to the competent agency (转送); the first handler here tracks it to the end (S-006)."""

from zf_contracts.http.petition_acts import ForwardPetition
from zf_contracts.petition_values import HandOver
from zf_intake.desk import Desk
from zf_intake.petitions.hand_over import Handed, hand_over
from zf_intake.petitions.take_up import take_up
from zf_platform.transaction import Scope

ACT, MESSAGE = "forward_petition", "petition.transferred"


async def forward(scope: Scope, petition_id: str, command: ForwardPetition, *, desk: Desk) -> None:
    file = await take_up(scope, petition_id, "petition.route", version=command.version)
    handed = Handed(ACT, MESSAGE, command.receiver, HandOver(reason=command.explanation[:2000], basis="PET 22, 23"))
    await hand_over(scope, file, handed, at=command.acted_at, note=command.explanation, desk=desk)
