"""One page of the worklist."""

from zf_casemgmt.cases import queries
from zf_casemgmt.cases.detail import row_view
from zf_casemgmt.cases.queries import Wanted
from zf_casemgmt.cursor_rules import PAGE, write_cursor
from zf_casemgmt.office import Office
from zf_casemgmt.page_start import page_start
from zf_casemgmt.timelimits.queries import nearest
from zf_contracts.http.base import Page
from zf_contracts.http.casemgmt import CaseRow
from zf_platform.transaction import Scope


async def list_cases(scope: Scope, wanted: Wanted, *, cursor: str, office: Office) -> Page[CaseRow]:
    """Three statements whatever the length: the rows, their suspects, their nearest clocks."""
    rows = await queries.page(
        scope.session, scope.actor, wanted=wanted, now=scope.now, after=page_start(cursor), limit=PAGE + 1
    )
    shown = rows[:PAGE]
    ids = [row.id for row in shown]
    counts = await queries.suspect_counts(scope.session, ids)
    clocks = await nearest(scope.session, ids, now=scope.now)
    items = tuple(
        row_view(row, counts=counts.get(row.id, (0, 0)), clock=clocks.get(row.id), office=office) for row in shown
    )
    more = write_cursor(shown[-1].last_act_at, shown[-1].id) if len(rows) > PAGE else None
    return Page(items=items, next_cursor=more)
