"""What the steps of a called hearing share: taken up as the person saw it, and the days count again when it is over."""

from datetime import datetime

from zf_intake.desk import Desk
from zf_intake.hearings.call_hearing import BASIS, PERMISSION, UNDER_WAY
from zf_intake.hearings.queries import load_hearing
from zf_intake.hearings.rules import UNCOUNTED_STATE, step_problems
from zf_intake.hearings.tables import Hearing
from zf_intake.petitions.advance import Move, advance
from zf_intake.petitions.authority import require
from zf_intake.petitions.file_rules import PetitionFile
from zf_intake.petitions.load import load_petition
from zf_intake.petitions.touch_petition import touch_petition
from zf_law.problems import Problem
from zf_platform.errors import Conflict, Refused
from zf_platform.transaction import Scope


async def take_hearing(
    scope: Scope, hearing_id: str, act: str, *, version: int, held_at: datetime | None = None
) -> tuple[Hearing, PetitionFile]:
    """NotFound, Forbidden, Conflict on a stale version, Refused out of turn."""
    row = await load_hearing(scope, hearing_id)
    file = await load_petition(scope, row.petition_id)
    require(scope.actor, PERMISSION, file=file)
    if row.version != version:
        raise Conflict((Problem("version.stale", {"seen": version, "current": row.version}),))
    problems = step_problems(act, state=row.state, public=row.public, held_at=held_at, now=scope.now)
    if problems:
        raise Refused(problems)
    return row, file


async def settle_hearing(scope: Scope, row: Hearing, file: PetitionFile, *, act: str, note: str, desk: Desk) -> None:
    """The row is saved, the timeline tells of it, and a hearing that is over no longer stops the clock."""
    row.version += 1
    await scope.session.flush()
    if row.state != "scheduled" and file.state == UNCOUNTED_STATE and UNDER_WAY in file.set_flags:
        file = (await advance(scope, Move("end_hearing", scope.now), file=file, desk=desk)).file
    await touch_petition(scope, file, desk=desk, act=act, basis=BASIS, note=note[:500])
