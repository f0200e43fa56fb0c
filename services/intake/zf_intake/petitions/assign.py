"""Assign a petition to the competent agency (交办): like forwarding, and a report is due on a day (PET 22(3))."""

from zf_contracts.http.petition_acts import AssignPetition
from zf_contracts.petition_values import HandOver
from zf_intake.desk import Desk
from zf_intake.petitions.hand_over import Handed, hand_over
from zf_intake.petitions.take_up import take_up
from zf_platform.transaction import Scope

ACT, MESSAGE = "assign_petition", "petition.assigned"


async def assign(scope: Scope, petition_id: str, command: AssignPetition, *, desk: Desk) -> None:
    file = await take_up(scope, petition_id, "petition.route", version=command.version)
    said = HandOver(reason=command.explanation[:2000], basis="PET 22(3)", report_due=command.report_day)
    handed = Handed(ACT, MESSAGE, command.receiver, said)
    await hand_over(scope, file, handed, at=command.acted_at, note=command.explanation, desk=desk)
