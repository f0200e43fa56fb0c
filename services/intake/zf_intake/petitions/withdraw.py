"""The petitioner withdraws, in his own words. It takes no right away: the matter can be raised again."""

from zf_contracts.http.petition_acts import WithdrawPetition
from zf_intake.desk import Desk
from zf_intake.petitions.take_up import take_up
from zf_intake.petitions.withdraw_file import withdraw_file
from zf_platform.transaction import Scope


async def withdraw(scope: Scope, petition_id: str, command: WithdrawPetition, *, desk: Desk) -> None:
    file = await take_up(scope, petition_id, "petition.register", version=command.version)
    await withdraw_file(scope, file, command, desk=desk)
