"""Loading a task for change, and whether an act is known already."""

from sqlalchemy import select

from zf_liaison.tasks.tables import SupervisedTask, TaskStep
from zf_platform.transaction import Scope


async def load_task(scope: Scope, task_id: str) -> SupervisedTask | None:
    """Locked: acts on one task follow each other."""
    statement = select(SupervisedTask).where(SupervisedTask.id == task_id).with_for_update()
    found: SupervisedTask | None = await scope.session.scalar(statement.execution_options(populate_existing=True))
    return found


async def knows_step(scope: Scope, step_id: str) -> bool:
    return await scope.session.scalar(select(TaskStep.id).where(TaskStep.id == step_id)) is not None
