"""Add facts or requests to a petition; a new request wants an answer before anything can be closed."""

from sqlalchemy import func, insert, select

from zf_contracts.http.petition_acts import SupplementPetition
from zf_intake.desk import Desk
from zf_intake.petitions.advance import Move, advance
from zf_intake.petitions.tables import PetitionRequest
from zf_intake.petitions.take_up import take_up
from zf_law.problems import Problem
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def supplement(scope: Scope, petition_id: str, command: SupplementPetition, *, desk: Desk) -> None:
    file = await take_up(scope, petition_id, "petition.register", version=command.version)
    if not command.facts and not command.requests:
        raise Refused((Problem("petition.supplement_empty", {"field": "facts"}),))
    move = Move("supplement_petition", command.acted_at or scope.now, note=command.facts)
    await advance(scope, move, file=file, desk=desk)
    if not command.requests:
        return
    last = await scope.session.scalar(
        select(func.max(PetitionRequest.no)).where(PetitionRequest.petition_id == petition_id)
    )
    await scope.session.execute(
        insert(PetitionRequest),
        [
            {"petition_id": petition_id, "no": no, "content": text, "raised_at": scope.now}
            for no, text in enumerate(command.requests, start=(last or 0) + 1)
        ],
    )
