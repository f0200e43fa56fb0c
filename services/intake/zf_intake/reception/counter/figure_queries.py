"""What visitors thought of the reception, counted."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import func, select

from zf_intake.reception.counter.tables import VisitRating
from zf_platform.transaction import Scope


async def visit_scores(scope: Scope, *, since: date, until: date) -> Mapping[int, int]:
    statement = select(VisitRating.score, func.count()).where(VisitRating.day.between(since, until))
    rows = await scope.session.execute(statement.group_by(VisitRating.score))
    return {int(row[0]): int(row[1]) for row in rows}
