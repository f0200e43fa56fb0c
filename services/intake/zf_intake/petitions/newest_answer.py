"""The newest answer of a petition."""

from sqlalchemy import select

from zf_intake.petitions.tables import PetitionAnswer
from zf_platform.transaction import Scope


async def newest_answer(scope: Scope, petition_id: str) -> PetitionAnswer | None:
    found: PetitionAnswer | None = await scope.session.scalar(
        select(PetitionAnswer)
        .where(PetitionAnswer.petition_id == petition_id)
        .order_by(PetitionAnswer.no.desc())
        .limit(1)
        .execution_options(populate_existing=True)
    )
    return found
