"""One task as a page shows it: steps with evidences and files, clocks, and what may be done next or why not."""

from sqlalchemy import select, update

from zf_contracts.http.base import Reason
from zf_contracts.http.supervision import ActOption, MatterStep
from zf_contracts.http.tasks import TaskView
from zf_law.loader import Law
from zf_law.side_acts import Standing, act_problems, sides_of
from zf_liaison.clocks.queries import clocks_of, marks_passed
from zf_liaison.exchange.queries import evidence_of
from zf_liaison.exchange.tell_opened import tell_opened
from zf_liaison.files.queries import files_by_act
from zf_liaison.steps.views import step_views
from zf_liaison.tasks.authority import READ, reasons_against, require
from zf_liaison.tasks.load_queries import load_task
from zf_liaison.tasks.queries import row_values
from zf_liaison.tasks.tables import SupervisedTask, TaskStep
from zf_platform.http.problems import reason
from zf_platform.transaction import Scope

_PLAIN = (
    "source", "source_ref", "on_behalf", "collab_no", "demand", "standard", "leader", "look_back", "looked_back",
    "asked_until", "issued_by", "message_id",
)  # fmt: skip


async def show_task(scope: Scope, task_id: str, *, law: Law) -> TaskView:
    """The first look of the side that has been told gives the teller the evidence *opened*."""
    task = require(scope.actor, READ, task=await load_task(scope, task_id))
    unopened = await scope.session.scalars(
        select(TaskStep.message_id).where(TaskStep.task_id == task_id, TaskStep.unopened)
    )
    for message_id in unopened.all():
        await tell_opened(scope, message_id, opened_at=scope.now)
        scope.record("task.open", object_kind="task", object_id=task_id)
    await scope.session.execute(
        update(TaskStep).where(TaskStep.task_id == task_id, TaskStep.unopened).values(unopened=False)
    )
    return await task_view(scope, task, law=law)


async def task_view(scope: Scope, task: SupervisedTask, *, law: Law) -> TaskView:
    files = await files_by_act(scope, task.id)
    evidence = await evidence_of(scope, [task.message_id] if task.message_id else [])
    values = row_values(scope, task, law=law)
    return TaskView.model_validate(
        {
            **values,
            **{name: getattr(task, name) for name in _PLAIN},
            "reminders": task.reminders + await marks_passed(scope, task.id),
            "evidence": evidence.get(task.message_id, ()),
            "clocks": await clocks_of(scope, task.id),
            "steps": await _steps(scope, task, law=law),
            "options": options_of(scope, task, law=law),
            "ready_files": files.get("", ()),
        }
    )


async def after_act(scope: Scope, task_id: str, *, law: Law) -> TaskView:
    task = await load_task(scope, task_id)
    assert task is not None
    return await task_view(scope, task, law=law)


def options_of(scope: Scope, task: SupervisedTask, *, law: Law) -> tuple[ActOption, ...]:
    """The acts of this side, possible ones first. What the form will have to contain is not held against an act here."""
    sides = sides_of(here=scope.identity.agency, issuer=task.issuer, other=task.assignee)
    table, standing = law.tasks.table, Standing(task.state, task.mark)
    found: list[ActOption] = []
    for act in table.of_sides(sides):
        problems = reasons_against(scope.actor, act.permission, task=task)
        problems += act_problems(table, act, standing=standing, sides=sides)
        reasons = tuple(Reason.model_validate(reason(problem)) for problem in problems)
        found.append(
            ActOption(act=act.id, zh=act.zh, en=act.en, needs=act.needs, allowed=not problems, reasons=reasons)
        )
    return tuple(sorted(found, key=lambda option: not option.allowed))


async def _steps(scope: Scope, task: SupervisedTask, *, law: Law) -> tuple[MatterStep, ...]:
    statement = select(TaskStep).where(TaskStep.task_id == task.id).order_by(TaskStep.at, TaskStep.no)
    steps = (await scope.session.scalars(statement.execution_options(populate_existing=True))).all()
    return await step_views(scope, task.id, steps, table=law.tasks.table)
