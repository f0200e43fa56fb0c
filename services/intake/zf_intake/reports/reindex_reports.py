"""Write the search entries of the next case reports anew, however old they are."""

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from zf_intake.desk import Desk
from zf_intake.reports.search_entries import note_for_search
from zf_intake.reports.tables import Report
from zf_platform.transaction import Scope
from zf_platform.upkeep import Batch

AT_ONCE = 500


async def reindex_reports(scope: Scope, after: str, *, desk: Desk) -> Batch:
    statement = select(Report).options(selectinload(Report.suspects), selectinload(Report.items))
    ordered = statement.where(Report.id > after).order_by(Report.id).limit(AT_ONCE)
    rows = (await scope.session.scalars(ordered)).all()
    for row in rows:
        note_for_search(scope, row, phone=desk.key.decrypt(row.reporter_phone_sealed), desk=desk)
    return Batch(len(rows), rows[-1].id if len(rows) == AT_ONCE else "")
