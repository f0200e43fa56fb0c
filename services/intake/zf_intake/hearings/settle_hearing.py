"""A step of a hearing is done: the row is saved, and the days count again when it is over."""

from zf_intake.desk import Desk
from zf_intake.hearings.call_hearing import BASIS, UNDER_WAY
from zf_intake.hearings.rules import UNCOUNTED_STATE
from zf_intake.hearings.tables import Hearing
from zf_intake.petitions.advance import Move, advance
from zf_intake.petitions.file_rules import PetitionFile
from zf_intake.petitions.touch_petition import touch_petition
from zf_platform.transaction import Scope


async def settle_hearing(scope: Scope, row: Hearing, file: PetitionFile, *, act: str, note: str, desk: Desk) -> None:
    """The row is saved, the timeline tells of it, and a hearing that is over no longer stops the clock."""
    row.version += 1
    await scope.session.flush()
    if row.state != "scheduled" and file.state == UNCOUNTED_STATE and UNDER_WAY in file.set_flags:
        file = (await advance(scope, Move("end_hearing", scope.now), file=file, desk=desk)).file
    await touch_petition(scope, file, desk=desk, act=act, basis=BASIS, note=note[:500])
