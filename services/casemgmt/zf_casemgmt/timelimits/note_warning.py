"""Oversight tells that a clock reached a warning; the worklist shows it."""

from sqlalchemy import update

from zf_casemgmt.timelimits.clock_rules import OPEN_STATES
from zf_casemgmt.timelimits.tables import Deadline
from zf_contracts.internal.deadlines import DeadlineWarningRaised
from zf_platform.transaction import Scope


async def note_warning(scope: Scope, payload: DeadlineWarningRaised) -> None:
    """A warning about a clock that has ended meanwhile is of no use any more and changes nothing."""
    await scope.session.execute(
        update(Deadline)
        .where(Deadline.id == payload.deadline_id, Deadline.state.in_(OPEN_STATES))
        .values(warned=payload.level)
        .execution_options(synchronize_session=False)
    )
