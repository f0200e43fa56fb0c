"""The terms of the first handlers of a petition, in order."""

from sqlalchemy import select

from zf_contracts.http.petition_views import FirstHandlerTermView
from zf_intake.first_handling.tables import FirstHandlerTerm
from zf_platform.transaction import Scope


async def term_views(scope: Scope, petition_id: str) -> tuple[FirstHandlerTermView, ...]:
    rows = await scope.session.scalars(
        select(FirstHandlerTerm)
        .where(FirstHandlerTerm.petition_id == petition_id)
        .order_by(FirstHandlerTerm.no)
        .execution_options(populate_existing=True)
    )
    return tuple(
        FirstHandlerTermView(
            no=row.no,
            account_id=row.account_id,
            account_name=row.account_name,
            unit=row.unit,
            state=row.state,
            reason=row.reason,
            record=row.record,
            offered_at=row.offered_at,
            since=row.since,
            until=row.until,
        )
        for row in rows
    )
