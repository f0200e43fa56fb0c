"""Save a discussion with its next version."""

from collections.abc import Mapping

from sqlalchemy import update

from zf_casemgmt.deliberations.tables import Deliberation
from zf_law.problems import Problem
from zf_platform.errors import Conflict
from zf_platform.transaction import Scope


async def save_deliberation(scope: Scope, row: Deliberation, changes: Mapping[str, object]) -> None:
    saved = await scope.session.execute(
        update(Deliberation)
        .where(Deliberation.id == row.id, Deliberation.version == row.version)
        .values(**changes, version=row.version + 1)
        .returning(Deliberation.id)
        .execution_options(synchronize_session=False)
    )
    if saved.first() is None:
        raise Conflict((Problem("version.stale", {"seen": row.version, "current": row.version + 1}),))
