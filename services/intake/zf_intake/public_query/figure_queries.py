"""What petitioners thought of the handling, counted."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, select

from zf_intake.public_query.tables import PetitionRating
from zf_platform.transaction import Scope


async def petition_scores(scope: Scope, *, begin: datetime, end: datetime) -> Mapping[int, int]:
    statement = select(PetitionRating.score, func.count()).where(
        PetitionRating.rated_at >= begin, PetitionRating.rated_at < end
    )
    rows = await scope.session.execute(statement.group_by(PetitionRating.score))
    return {int(row[0]): int(row[1]) for row in rows}
