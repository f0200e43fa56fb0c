"""Reading steps of other agencies as they were told."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from zf_casemgmt.notices.tables import Notice
from zf_casemgmt.tables import fresh
from zf_contracts.values import StageNotice


@dataclass(frozen=True, slots=True)
class Told:
    """One notice as it came."""

    sender: str
    notice: StageNotice
    received_at: datetime


async def told_about(session: AsyncSession, *, collab_no: str, message: str) -> tuple[Told, ...]:
    """Notices of one name about a matter, newest act first, also those that came before the case did."""
    statement = fresh(Notice).where(Notice.collab_no == collab_no, Notice.message == message)
    rows = await session.scalars(statement.order_by(Notice.acted_at.desc(), Notice.id.desc()))
    return tuple(Told(row.sender, StageNotice.model_validate(row.body), row.received_at) for row in rows)
