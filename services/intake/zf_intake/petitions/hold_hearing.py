"""A public hearing begins or ends during the final review; its days do not count (PET 36)."""

from zf_contracts.http.petition_acts import HoldHearing
from zf_intake.desk import Desk
from zf_intake.petitions.advance import Move, advance
from zf_intake.petitions.take_up import take_up
from zf_platform.transaction import Scope


async def hold_hearing(scope: Scope, petition_id: str, command: HoldHearing, *, desk: Desk) -> None:
    file = await take_up(scope, petition_id, "petition.review", version=command.version)
    act = "open_hearing" if command.begins else "end_hearing"
    await advance(scope, Move(act, command.acted_at or scope.now, note=command.note), file=file, desk=desk)
