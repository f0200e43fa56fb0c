"""Draw up the screening report of a period; the owner checks it before it goes anywhere (S-019)."""

from zf_contracts.http.screening import DrawReport
from zf_intake.screening.queries import today
from zf_intake.screening.rules import drawing_problems
from zf_intake.screening.store_report import store_report
from zf_intake.screening.tables import ScreeningReport
from zf_law.loader import Law
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def draw_report(scope: Scope, command: DrawReport, *, law: Law) -> ScreeningReport:
    """Drawn up again, whether sent or not, it is a draft with the figures of today."""
    first_day, last_day = law.screening.period_of(command.day)
    problems = drawing_problems(last_day=last_day, today=today(scope))
    if problems:
        raise Refused(problems)
    return await store_report(scope, first_day, last_day, law=law)
