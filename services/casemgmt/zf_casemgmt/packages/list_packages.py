"""One page of the inbox (收案)."""

from zf_casemgmt.cursor_rules import PAGE, write_cursor
from zf_casemgmt.office import Office
from zf_casemgmt.packages import queries
from zf_casemgmt.page_start import page_start
from zf_contracts.http.base import Page
from zf_contracts.http.casemgmt import PackageRow
from zf_platform.transaction import Scope


async def list_packages(scope: Scope, *, state: str, cursor: str, office: Office) -> Page[PackageRow]:
    rows = await queries.page(scope.session, scope.actor, state=state, after=page_start(cursor), limit=PAGE + 1)
    shown = rows[:PAGE]
    more = write_cursor(shown[-1].received_at, shown[-1].id) if len(rows) > PAGE else None
    return Page(items=tuple(queries.row_view(row, office=office) for row in shown), next_cursor=more)
