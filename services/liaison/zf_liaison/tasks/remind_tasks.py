"""Job: at 50, 80 and 100 per cent of the period a reminder is written on the task, on both sides. Duty does not change."""

from sqlalchemy import insert

from zf_law.supervised_tasks import SupervisedTasks
from zf_liaison.clocks.take_reminders import Reminder, take_reminders
from zf_liaison.tasks.load_queries import load_task
from zf_liaison.tasks.tables import SupervisedTask, TaskStep
from zf_liaison.tasks.tell_inaction import tell_inaction
from zf_platform.transaction import Scope

WHOLE = 100
CLOCK = "clock"
"""Who reminds where no person does. Both sides count the same clock, so no message is needed."""


async def remind_tasks(scope: Scope, *, tasks: SupervisedTasks) -> None:
    for reminder in await take_reminders(scope, kind="task"):
        task = await load_task(scope, reminder.matter_id)
        if task is not None:
            await _write(scope, task, reminder, percent=tasks.marks[reminder.mark])


async def _write(scope: Scope, task: SupervisedTask, reminder: Reminder, *, percent: int) -> None:
    await scope.session.execute(
        insert(TaskStep).values(
            id=scope.new_id(),
            task_id=task.id,
            no=task.version,
            act="remind_by_clock",
            side=CLOCK,
            agency=scope.identity.agency,
            by_name="",
            state=task.state,
            text=f"{percent}% · {reminder.due}",
            late=percent == WHOLE,
            at=scope.now,
            noted_at=scope.now,
        )
    )
    if percent == WHOLE:
        tell_inaction(scope, task, due=task.due, state="unreported")
    scope.record("task.remind_by_clock", object_kind="task", object_id=task.id, reason=f"{percent}%")
