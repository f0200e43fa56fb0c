"""The rating a petitioner gave, if any."""

from sqlalchemy import select

from zf_intake.public_query.tables import PetitionRating
from zf_platform.transaction import Scope


async def rating_of(scope: Scope, petition_id: str) -> int | None:
    found: int | None = await scope.session.scalar(
        select(PetitionRating.score).where(PetitionRating.petition_id == petition_id)
    )
    return found
