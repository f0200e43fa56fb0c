"""One page of the matters put to the committee."""

from sqlalchemy import ColumnElement

from zf_casemgmt.cases.queries import visible_cases
from zf_casemgmt.cursor_rules import PAGE, write_cursor
from zf_casemgmt.deliberations import queries
from zf_casemgmt.deliberations.load import READ
from zf_casemgmt.deliberations.row_view import rows_view
from zf_casemgmt.deliberations.tables import Deliberation
from zf_casemgmt.office import Office
from zf_casemgmt.page_start import page_start
from zf_contracts.http.base import Page
from zf_contracts.http.deliberations import DeliberationRow
from zf_platform.transaction import Scope


async def list_deliberations(scope: Scope, *, state: str, cursor: str, office: Office) -> Page[DeliberationRow]:
    """`state`: open | mine (waits for my opinion) | all."""
    visible: ColumnElement[bool] = Deliberation.case_id.in_(visible_cases(scope.actor, READ))
    rows = await queries.page(
        scope.session,
        visible=visible,
        state=state,
        account_id=scope.actor.account_id,
        after=page_start(cursor),
        limit=PAGE + 1,
    )
    shown = rows[:PAGE]
    more = write_cursor(shown[-1].proposed_at, shown[-1].id) if len(rows) > PAGE else None
    return Page(items=await rows_view(scope, shown, office=office), next_cursor=more)
