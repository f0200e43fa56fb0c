"""A matter of a case that nobody has convened, for the access matrix."""

from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from zf_casemgmt.deliberations.tables import Deliberation
from zf_platform.ids import new_id


async def add_deliberation(connection: AsyncConnection, case_id: str, *, proposed_by: str, now: datetime) -> str:
    deliberation_id = new_id(now)
    await connection.execute(
        insert(Deliberation).values(
            id=deliberation_id,
            case_id=case_id,
            question="major_case",
            act="submit_for_prosecution",
            asked="试验",
            proposed_by=proposed_by,
            proposed_at=now,
            state="proposed",
        )
    )
    return deliberation_id
