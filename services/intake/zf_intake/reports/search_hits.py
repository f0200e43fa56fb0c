"""Reports as hits of a search: only those this person may see now."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from zf_intake.reports.queries import within_reach
from zf_intake.reports.search_entries import numbers_of
from zf_intake.reports.tables import Report
from zf_platform.search.hits import Hit
from zf_platform.transaction import Scope


async def report_hits(scope: Scope, ids: Sequence[str]) -> Mapping[str, Hit]:
    statement = select(Report).where(Report.id.in_(ids), within_reach(scope.actor)).options(selectinload(Report.items))
    return {report.id: _hit(report) for report in await scope.session.scalars(statement)}


def _hit(report: Report) -> Hit:
    return Hit(
        kind="report",
        id=report.id,
        number=report.receipt_no,
        title=report.title,
        unit=report.unit,
        state="case_opened" if report.case_id else "registered",
        state_zh="已建案" if report.case_id else "已登记",
        state_en="Case opened" if report.case_id else "Registered",
        at=report.registered_at,
        parts={
            "title": report.title,
            "facts": report.facts,
            "place": report.place,
            "items": "\n".join(item.title for item in report.items),
        },
        numbers=numbers_of(report),
    )
