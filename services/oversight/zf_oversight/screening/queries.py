"""The reports of one period, agency beside agency; whoever reports otherwise and not yet this time is named as missing."""

from datetime import date

from sqlalchemy import select

from zf_contracts.http.screening import AgencyLedger, LedgerPeriod, LedgersView, ReportFigure
from zf_oversight.screening.tables import LedgerReportRow
from zf_platform.transaction import Scope

PERIODS_SHOWN = 24


async def ledgers(scope: Scope, *, first_day: date | None) -> LedgersView:
    """The newest period, unless the first day of one is named."""
    row = LedgerReportRow
    periods = select(row.first_day, row.last_day).distinct().order_by(row.first_day.desc(), row.last_day.desc())
    known = [LedgerPeriod(first_day=first, last_day=last) for first, last in await scope.session.execute(periods)]
    chosen = next((one for one in known if first_day in (None, one.first_day)), None)
    if chosen is None:
        return LedgersView(periods=tuple(known[:PERIODS_SHOWN]), first_day=first_day, last_day=None, agencies=())
    found = await scope.session.scalars(
        select(row).where(row.first_day == chosen.first_day, row.last_day == chosen.last_day)
    )
    reported = {one.agency: one for one in found}
    agencies = (await scope.session.scalars(select(row.agency).distinct().order_by(row.agency))).all()
    return LedgersView(
        periods=tuple(known[:PERIODS_SHOWN]),
        first_day=chosen.first_day,
        last_day=chosen.last_day,
        agencies=tuple(_ledger(agency, reported.get(agency)) for agency in agencies),
    )


def _ledger(agency: str, row: LedgerReportRow | None) -> AgencyLedger:
    if row is None:
        return AgencyLedger(agency=agency, figures=(), reported_at=None)
    figures = tuple(ReportFigure.model_validate({**one, "target": one["target"] or 0}) for one in row.figures)
    return AgencyLedger(agency=agency, figures=figures, reported_at=row.reported_at)
