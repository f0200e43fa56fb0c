"""Loading a notice for change, and whether an act is known already."""

from collections.abc import Collection

from sqlalchemy import select

from zf_liaison.notices.tables import NoticeStep, SupervisionNotice
from zf_platform.transaction import Scope


async def load_notice(scope: Scope, notice_id: str) -> SupervisionNotice | None:
    """Locked: acts on one notice follow each other."""
    statement = select(SupervisionNotice).where(SupervisionNotice.id == notice_id).with_for_update()
    found: SupervisionNotice | None = await scope.session.scalar(statement.execution_options(populate_existing=True))
    return found


async def issued_here_in(scope: Scope, notice_ids: Collection[str], *, states: Collection[str]) -> frozenset[str]:
    """Which of these this agency issued and are in one of these states."""
    statement = select(SupervisionNotice.id).where(
        SupervisionNotice.id.in_(list(notice_ids)),
        SupervisionNotice.issuer == scope.identity.agency,
        SupervisionNotice.state.in_(list(states)),
    )
    return frozenset((await scope.session.scalars(statement)).all())


async def knows_step(scope: Scope, step_id: str) -> bool:
    return await scope.session.scalar(select(NoticeStep.id).where(NoticeStep.id == step_id)) is not None
