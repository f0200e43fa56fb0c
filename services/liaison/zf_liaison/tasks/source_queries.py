"""Tasks that follow from something else, for whoever shows that: how each stands and what was last said of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from zf_law.deadlines import ZONE
from zf_law.loader import Law
from zf_liaison.tasks.authority import within_sight
from zf_liaison.tasks.queries import band_of
from zf_liaison.tasks.tables import SupervisedTask, TaskStep
from zf_platform.transaction import Scope

TOLD = ("progress", "report")
"""Acts with which the agency in charge says how far it is."""


@dataclass(frozen=True, slots=True)
class TaskStanding:
    task_id: str
    state_zh: str
    state_en: str
    band: str
    late: bool
    progress: str = ""
    progress_at: datetime | None = None

    def values(self) -> dict[str, object]:
        return {
            "task_id": self.task_id,
            "task_state_zh": self.state_zh,
            "task_state_en": self.state_en,
            "band": self.band,
            "late": self.late,
            "progress": self.progress,
            "progress_at": self.progress_at,
        }


async def tasks_of_source(
    scope: Scope, *, source: str, refs: Sequence[str], law: Law
) -> dict[tuple[str, str], TaskStanding]:
    """By reference and title."""
    statement = select(SupervisedTask).where(
        SupervisedTask.source == source, SupervisedTask.source_ref.in_(list(refs)), within_sight(scope.actor)
    )
    tasks = (await scope.session.scalars(statement)).all()
    told = await _last_told(scope, [task.id for task in tasks])
    today = scope.now.astimezone(ZONE).date()
    found: dict[tuple[str, str], TaskStanding] = {}
    for task in tasks:
        state = law.tasks.table.states[task.state]
        text, at = told.get(task.id, ("", None))
        band = band_of(task, today=today, law=law)
        found[task.source_ref, task.title] = TaskStanding(task.id, state.zh, state.en, band, task.late, text, at)
    return found


async def _last_told(scope: Scope, task_ids: Sequence[str]) -> dict[str, tuple[str, datetime | None]]:
    statement = (
        select(TaskStep.task_id, TaskStep.text, TaskStep.at)
        .where(TaskStep.task_id.in_(list(task_ids)), TaskStep.act.in_(TOLD))
        .order_by(TaskStep.at, TaskStep.no)
    )
    return {task_id: (text, at) for task_id, text, at in await scope.session.execute(statement)}
