"""The figures of a period as they stand now, stored as a draft: made anew, or in the place of an earlier report (S-019)."""

from datetime import date

from sqlalchemy.dialects.postgresql import insert

from zf_intake.petitions.screening_queries import count_of
from zf_intake.screening.queries import instants
from zf_intake.screening.tables import ScreeningReport
from zf_law.loader import Law
from zf_platform.transaction import Scope


async def store_report(scope: Scope, first_day: date, last_day: date, *, law: Law) -> ScreeningReport:
    begin, end = instants(first_day, last_day)
    figures = [
        {"item": item.id, "count": await count_of(scope, item, begin=begin, end=end), "target": item.target}
        for item in law.screening.items.values()
    ]
    drawn = {"figures": figures, "drawn_at": scope.now, "state": "draft"}
    arriving = insert(ScreeningReport).values(
        id=scope.new_id(), first_day=first_day, last_day=last_day, due_on=law.screening.due_on(last_day), **drawn
    )
    statement = arriving.on_conflict_do_update(
        index_elements=[ScreeningReport.first_day, ScreeningReport.last_day],
        set_={**drawn, "version": ScreeningReport.version + 1},
    ).returning(ScreeningReport)
    found = await scope.session.scalars(statement, execution_options={"populate_existing": True})
    report = found.one()
    scope.record(
        "screening.draw_report",
        object_kind="screening_report",
        object_id=report.id,
        basis="S-019",
        after={"first_day": first_day.isoformat(), "last_day": last_day.isoformat()},
    )
    return report
