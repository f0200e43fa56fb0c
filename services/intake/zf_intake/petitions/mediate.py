"""Write down an agreement that was reached (调解, PET 33); the matter still gets its answer."""

from zf_contracts.http.petition_acts import MediatePetition
from zf_intake.desk import Desk
from zf_intake.petitions.advance import Move, advance
from zf_intake.petitions.take_up import take_up
from zf_platform.transaction import Scope


async def mediate(scope: Scope, petition_id: str, command: MediatePetition, *, desk: Desk) -> None:
    file = await take_up(scope, petition_id, "petition.handle", version=command.version)
    move = Move("mediate_petition", command.acted_at or scope.now, note=command.terms)
    await advance(scope, move, file=file, desk=desk)
