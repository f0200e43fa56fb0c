"""One page of running clocks, nearest end first, of the cases within reach."""

from zf_casemgmt.cases.queries import labels, visible_cases
from zf_casemgmt.cursor_rules import PAGE, write_cursor
from zf_casemgmt.page_start import page_start
from zf_casemgmt.timelimits import queries
from zf_casemgmt.timelimits.queries import Labels
from zf_contracts.http.base import Page
from zf_contracts.http.casemgmt import ClockView
from zf_platform.transaction import Scope


async def list_deadlines(scope: Scope, *, band: str, cursor: str) -> Page[ClockView]:
    rows = await queries.page(
        scope.session,
        within=visible_cases(scope.actor, "deadline.read"),
        wanted=band,
        now=scope.now,
        after=page_start(cursor),
        limit=PAGE + 1,
    )
    shown = rows[:PAGE]
    known = await labels(scope.session, [row.case_id for row in shown])
    items = tuple(
        queries.view(row, labels=Labels(known[row.case_id].case_no, known[row.case_id].suspects), now=scope.now)
        for row in shown
    )
    more = write_cursor(shown[-1].due_at, shown[-1].id) if len(rows) > PAGE else None
    return Page(items=items, next_cursor=more)
