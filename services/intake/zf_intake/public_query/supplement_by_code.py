"""A petitioner adds facts or requests himself, with number and code (S-029)."""

from zf_contracts.http.petition_acts import SupplementPetition
from zf_contracts.http.petition_query import SupplementByCode
from zf_intake.desk import Desk
from zf_intake.petitions.supplement_file import supplement_file
from zf_intake.public_query.open_by_code import open_by_code
from zf_platform.transaction import Scope


async def supplement_by_code(scope: Scope, command: SupplementByCode, *, desk: Desk) -> str:
    """The id of the petition. His words go on file as they are."""
    file = await open_by_code(scope, command, desk=desk, lock=True)
    said = SupplementPetition(version=file.version, facts=command.facts, requests=command.requests)
    await supplement_file(scope, file, said, desk=desk)
    return file.id
