"""Write further facts or requests on a petition, whoever brought them: the clerk, or the petitioner with his code."""

from sqlalchemy import func, insert, select

from zf_contracts.http.petition_acts import SupplementPetition
from zf_intake.desk import Desk
from zf_intake.petitions.advance import Move, advance
from zf_intake.petitions.file_rules import PetitionFile
from zf_intake.petitions.tables import PetitionRequest
from zf_law.problems import Problem
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def supplement_file(scope: Scope, file: PetitionFile, command: SupplementPetition, *, desk: Desk) -> None:
    """A new request wants an answer before anything can be closed."""
    if not command.facts and not command.requests:
        raise Refused((Problem("petition.supplement_empty", {"field": "facts"}),))
    move = Move("supplement_petition", command.acted_at or scope.now, note=command.facts)
    await advance(scope, move, file=file, desk=desk)
    if not command.requests:
        return
    last = await scope.session.scalar(
        select(func.max(PetitionRequest.no)).where(PetitionRequest.petition_id == file.id)
    )
    await scope.session.execute(
        insert(PetitionRequest),
        [
            {"petition_id": file.id, "no": no, "content": text, "raised_at": scope.now}
            for no, text in enumerate(command.requests, start=(last or 0) + 1)
        ],
    )
