"""The hearings of one petition as they are shown with it."""

from sqlalchemy import select

from zf_contracts.http.hearings import HearingView
from zf_intake.hearings.tables import Hearing
from zf_platform.transaction import Scope


async def hearings_of(scope: Scope, petition_id: str) -> tuple[HearingView, ...]:
    rows = await scope.session.scalars(
        select(Hearing)
        .where(Hearing.petition_id == petition_id)
        .order_by(Hearing.no.desc())
        .execution_options(populate_existing=True)
    )
    return tuple(_view(row) for row in rows)


def _view(row: Hearing) -> HearingView:
    values = {name: getattr(row, name) for name in HearingView.model_fields}
    return HearingView.model_validate(values)
