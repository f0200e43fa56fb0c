"""Close a warning with a record of what was done and what came of it; its clock ends in time or late (S-013)."""

from sqlalchemy import select

from zf_contracts.http.collective import CloseWarning
from zf_intake.collective.clock import end_clock
from zf_intake.collective.queries import open_to
from zf_intake.collective.rules import closing_problems
from zf_intake.collective.tables import CollectiveWarning
from zf_law.problems import Problem
from zf_platform.errors import Conflict, NotFound, Refused
from zf_platform.transaction import Scope


async def close_warning(scope: Scope, warning_id: str, command: CloseWarning) -> None:
    """Each agency that was warned closes its own; only the one that raised it has a clock."""
    row = await scope.session.scalar(
        select(CollectiveWarning)
        .where(CollectiveWarning.id == warning_id, open_to(scope.actor))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if row is None:
        raise NotFound
    if row.version != command.version:
        raise Conflict((Problem("version.stale", {"seen": command.version, "current": row.version}),))
    problems = closing_problems(state=row.state)
    if problems:
        raise Refused(problems)
    row.state, row.outcome, row.measures = "closed", command.outcome, command.measures
    row.closed_at, row.closed_by, row.closed_by_name = scope.now, scope.actor.account_id, scope.actor.name
    row.version += 1
    await scope.session.flush()
    if row.agency == scope.identity.agency:
        end_clock(scope, row.id, collab_no=row.collab_no, due_at=row.due_at, at=scope.now)
    scope.record(
        "collective.close_warning",
        object_kind="collective_warning",
        object_id=warning_id,
        reason=command.measures[:500],
        basis="S-013",
        after={"outcome": command.outcome},
    )
