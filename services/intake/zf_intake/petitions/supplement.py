"""Add facts or requests to a petition at the desk."""

from zf_contracts.http.petition_acts import SupplementPetition
from zf_intake.desk import Desk
from zf_intake.petitions.supplement_file import supplement_file
from zf_intake.petitions.take_up import take_up
from zf_platform.transaction import Scope


async def supplement(scope: Scope, petition_id: str, command: SupplementPetition, *, desk: Desk) -> None:
    file = await take_up(scope, petition_id, "petition.register", version=command.version)
    await supplement_file(scope, file, command, desk=desk)
