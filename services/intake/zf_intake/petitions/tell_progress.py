"""Tell the petitioner how far the matter is (PET 26; within three months at a procuratorate, SPP 163)."""

from zf_contracts.http.petition_acts import TellProgress
from zf_intake.desk import Desk
from zf_intake.petitions.advance import Move, advance
from zf_intake.petitions.take_up import take_up
from zf_platform.transaction import Scope


async def tell_progress(scope: Scope, petition_id: str, command: TellProgress, *, desk: Desk) -> None:
    file = await take_up(scope, petition_id, "petition.handle", version=command.version)
    move = Move("tell_progress", command.acted_at or scope.now, note=command.text)
    await advance(scope, move, file=file, desk=desk)
