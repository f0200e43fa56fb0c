"""The officer or department of a petition changed: its running clocks are told to oversight anew, with the new owner."""

from collections.abc import Collection

from sqlalchemy import select

from zf_intake.timelimits.apply import Matter, tell_clock
from zf_intake.timelimits.rules import OPEN_STATES
from zf_intake.timelimits.tables import PetitionClock
from zf_platform.transaction import Scope


async def change_owner(scope: Scope, *, matter: Matter, told: Collection[str]) -> None:
    """Same computation, next revision: a warning already given is given to the new owner again. `told`: those just told."""
    rows = await scope.session.scalars(
        select(PetitionClock)
        .where(
            PetitionClock.petition_id == matter.petition_id,
            PetitionClock.state == OPEN_STATES[0],
            PetitionClock.party.is_(False),
            PetitionClock.id.not_in(told),
        )
        .execution_options(populate_existing=True)
    )
    for row in rows:
        row.revision += 1
        tell_clock(scope, row, matter=matter)
    await scope.session.flush()
