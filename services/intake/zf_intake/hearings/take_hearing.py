"""Take up a called hearing for its next step, as the person saw it."""

from datetime import datetime

from zf_intake.hearings.call_hearing import PERMISSION
from zf_intake.hearings.queries import load_hearing
from zf_intake.hearings.rules import step_problems
from zf_intake.hearings.tables import Hearing
from zf_intake.petitions.authority import require
from zf_intake.petitions.file_rules import PetitionFile
from zf_intake.petitions.load import load_petition
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
