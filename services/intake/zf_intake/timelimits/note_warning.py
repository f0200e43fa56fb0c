"""Oversight tells that a clock reached a warning; the worklist shows it."""

from sqlalchemy import update

from zf_contracts.internal.deadlines import DeadlineWarningRaised
from zf_intake.timelimits.rules import OPEN_STATES
from zf_intake.timelimits.tables import PetitionClock
from zf_platform.transaction import Scope


async def note_warning(scope: Scope, payload: DeadlineWarningRaised) -> None:
    """A warning about a clock that has ended meanwhile is of no use any more and changes nothing."""
    await scope.session.execute(
        update(PetitionClock)
        .where(PetitionClock.id == payload.deadline_id, PetitionClock.state.in_(OPEN_STATES))
        .values(warned=payload.level)
        .execution_options(synchronize_session=False)
    )
