"""Oversight tells that a clock of a matter of liaison reached a warning; the page shows it."""

from sqlalchemy import update

from zf_contracts.internal.deadlines import DeadlineWarningRaised
from zf_liaison.clocks.tables import MatterClock
from zf_platform.transaction import Scope


async def note_warning(scope: Scope, payload: DeadlineWarningRaised) -> None:
    """A warning about a clock that has ended meanwhile changes nothing."""
    await scope.session.execute(
        update(MatterClock)
        .where(MatterClock.id == payload.deadline_id, MatterClock.state == "running")
        .values(warned=payload.level)
        .execution_options(synchronize_session=False)
    )
