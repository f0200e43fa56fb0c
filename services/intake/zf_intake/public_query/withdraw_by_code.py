"""A petitioner withdraws himself, with number and code, in his own words. He may raise the matter again at any time."""

from zf_contracts.http.petition_acts import WithdrawPetition
from zf_contracts.http.petition_query import WithdrawByCode
from zf_intake.desk import Desk
from zf_intake.petitions.withdraw_file import withdraw_file
from zf_intake.public_query.open_by_code import open_by_code
from zf_platform.transaction import Scope


async def withdraw_by_code(scope: Scope, command: WithdrawByCode, *, desk: Desk) -> str:
    file = await open_by_code(scope, command, desk=desk, lock=True)
    said = WithdrawPetition(version=file.version, explanation=command.statement)
    await withdraw_file(scope, file, said, desk=desk)
    return file.id
