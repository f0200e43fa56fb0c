"""Every day: the period that ended last has a draft of its screening report, once (S-019)."""

from sqlalchemy import select

from zf_intake.screening.queries import today
from zf_intake.screening.store_report import store_report
from zf_intake.screening.tables import ScreeningReport
from zf_law.loader import Law
from zf_platform.transaction import Scope


async def draw_ended_period(scope: Scope, *, law: Law) -> None:
    first_day, last_day = law.screening.last_ended(today(scope))
    known = await scope.session.scalar(select(ScreeningReport.id).where(ScreeningReport.first_day == first_day))
    if known is None:
        await store_report(scope, first_day, last_day, law=law)
