"""One page of outgoing packages."""

from zf_casemgmt.cases.queries import labels
from zf_casemgmt.cursor_rules import PAGE, write_cursor
from zf_casemgmt.office import Office
from zf_casemgmt.page_start import page_start
from zf_casemgmt.transfers import queries
from zf_contracts.http.base import Page
from zf_contracts.http.casemgmt import TransferRow
from zf_platform.transaction import Scope


async def list_transfers(scope: Scope, *, state: str, cursor: str, office: Office) -> Page[TransferRow]:
    rows = await queries.page(scope.session, scope.actor, state=state, after=page_start(cursor), limit=PAGE + 1)
    shown = rows[:PAGE]
    known = await labels(scope.session, [row.case_id for row in shown])
    items = tuple(queries.row_view(row, label=known.get(row.case_id), sender=office.agency.code) for row in shown)
    more = write_cursor(shown[-1].created_at, shown[-1].id) if len(rows) > PAGE else None
    return Page(items=items, next_cursor=more)
