"""Reading checks of a case, the newest first."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from zf_casemgmt.enforceability.tables import EnforceabilityCheck
from zf_casemgmt.tables import fresh


async def checks_of(session: AsyncSession, case_id: str) -> Sequence[EnforceabilityCheck]:
    statement = fresh(EnforceabilityCheck).where(EnforceabilityCheck.case_id == case_id)
    ordered = statement.order_by(EnforceabilityCheck.checked_at.desc(), EnforceabilityCheck.id.desc())
    return (await session.scalars(ordered)).all()


async def is_checked(session: AsyncSession, case_id: str, *, state: str) -> bool:
    """Whether a check of this instance waits for its judgment; one that served a judgment serves no second one."""
    found = await session.execute(
        select(EnforceabilityCheck.id)
        .where(
            EnforceabilityCheck.case_id == case_id,
            EnforceabilityCheck.state == state,
            EnforceabilityCheck.used_at.is_(None),
        )
        .limit(1)
    )
    return found.first() is not None
