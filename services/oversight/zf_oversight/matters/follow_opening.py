"""A case was opened: follow it from now on."""

from sqlalchemy.dialects.postgresql import insert

from zf_contracts.internal.reports import CaseOpened
from zf_oversight.matters.tables import Matter
from zf_platform.transaction import Scope


async def follow_opening(scope: Scope, opened: CaseOpened) -> None:
    """A step heard of earlier keeps its newer state; only the opening is added to it."""
    arriving = insert(Matter).values(
        case_id=opened.case_id,
        case_no=opened.case_no,
        collab_no=opened.collab_no,
        unit=opened.unit,
        state=opened.state,
        opened_at=opened.opened_at,
        last_acted_at=opened.opened_at,
    )
    await scope.session.execute(
        arriving.on_conflict_do_update(index_elements=[Matter.case_id], set_={"opened_at": arriving.excluded.opened_at})
    )
