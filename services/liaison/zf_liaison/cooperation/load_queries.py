"""Loading a matter for change, and whether an act is known already."""

from sqlalchemy import select

from zf_liaison.cooperation.tables import CooperationMatter, CooperationStep
from zf_platform.transaction import Scope


async def load_matter(scope: Scope, matter_id: str) -> CooperationMatter | None:
    """Locked: acts on one matter follow each other."""
    statement = select(CooperationMatter).where(CooperationMatter.id == matter_id).with_for_update()
    found: CooperationMatter | None = await scope.session.scalar(statement.execution_options(populate_existing=True))
    return found


async def knows_step(scope: Scope, step_id: str) -> bool:
    return await scope.session.scalar(select(CooperationStep.id).where(CooperationStep.id == step_id)) is not None
