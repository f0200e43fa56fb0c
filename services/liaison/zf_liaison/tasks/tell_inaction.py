"""A missed day of a task counts as inaction (S-051): both sides tell their own oversight, the report or its excuse too."""

from datetime import date, datetime

from zf_contracts.internal.inaction import InactionNoted, InactionState
from zf_liaison.tasks.tables import SupervisedTask
from zf_platform.transaction import Scope


def tell_inaction(
    scope: Scope, task: SupervisedTask, *, due: date, state: InactionState, reported_at: datetime | None = None
) -> None:
    """`due` is the day that was missed; the task may have another one by now."""
    noted = InactionNoted(
        task_id=task.id,
        task_no=task.task_no,
        title=task.title,
        issuer=task.issuer,
        agency=task.assignee,
        unit=task.unit,
        due=due,
        state=state,
        reported_at=reported_at,
        revision=task.version,
    )
    scope.enqueue(noted, to="oversight", subject=task.id, acted_at=scope.now, correlation=task.id)
