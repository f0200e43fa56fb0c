"""The terms of the first handlers of a petition, in order."""

from sqlalchemy import bindparam, select

from zf_contracts.http.petition_parts import FirstHandlingTermView
from zf_intake.first_handling.tables import FirstHandlingTerm
from zf_platform.transaction import Scope

_TERMS = (
    select(FirstHandlingTerm)
    .where(FirstHandlingTerm.petition_id == bindparam("petition"))
    .order_by(FirstHandlingTerm.no)
    .execution_options(populate_existing=True)
)


async def term_views(scope: Scope, petition_id: str) -> tuple[FirstHandlingTermView, ...]:
    rows = await scope.session.scalars(_TERMS, {"petition": petition_id})
    return tuple(
        FirstHandlingTermView(
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
