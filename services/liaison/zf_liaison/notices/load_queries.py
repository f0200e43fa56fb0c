"""Loading a notice for change, and whether an act is known already."""

from sqlalchemy import select

from zf_liaison.notices.tables import NoticeStep, SupervisionNotice
from zf_platform.transaction import Scope


async def load_notice(scope: Scope, notice_id: str) -> SupervisionNotice | None:
    """Locked: acts on one notice follow each other."""
    statement = select(SupervisionNotice).where(SupervisionNotice.id == notice_id).with_for_update()
    found: SupervisionNotice | None = await scope.session.scalar(statement.execution_options(populate_existing=True))
    return found


async def knows_step(scope: Scope, step_id: str) -> bool:
    return await scope.session.scalar(select(NoticeStep.id).where(NoticeStep.id == step_id)) is not None
