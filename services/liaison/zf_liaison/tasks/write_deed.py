"""Write down an act with its effects: the same for acts done here and acts that the other side told."""

from dataclasses import replace

from sqlalchemy import insert

from zf_law.loader import Law
from zf_law.side_acts import Standing, move, sides_of
from zf_liaison.clocks.keep_clocks import Matter, keep_clocks
from zf_liaison.steps.deed import Deed, step_values
from zf_liaison.tasks.rules import LISTED, clock_orders, inaction_after, new_due
from zf_liaison.tasks.tables import SupervisedTask, TaskStep
from zf_liaison.tasks.tell_inaction import tell_inaction
from zf_platform.transaction import Scope


async def write_deed(scope: Scope, task: SupervisedTask, deed: Deed, *, law: Law) -> None:
    """State, mark, day, clocks and the step, in this order. Late is what the clock says at the time of the act."""
    table = law.tasks.table
    moved = move(table, deed.act, Standing(task.state, task.mark))
    day = task.due
    task.state, task.mark = moved.standing.state, moved.standing.mark
    task.due = new_due(deed.act, until=deed.until, due=task.due)
    task.version += 1
    _note_words(task, deed)
    await scope.session.flush()
    orders = clock_orders(deed.act, at=deed.at, due=task.due, ended=table.ended(task.state))
    late = await keep_clocks(
        scope, replace(orders, crossed=moved.crossed), matter=matter_of(scope, task, law=law), law=law
    )
    if late and deed.act.id == "report":
        task.late = True
        await scope.session.flush()
    if missed := inaction_after(deed.act, at=deed.at, due=day, late=late):
        tell_inaction(scope, task, due=day, state=missed, reported_at=deed.at if missed == "late" else None)
    step = step_values(deed, no=task.version, state=task.state, late=late, crossed=moved.crossed, noted_at=scope.now)
    await scope.session.execute(insert(TaskStep).values(task_id=task.id, **step))


def _note_words(task: SupervisedTask, deed: Deed) -> None:
    act = deed.act.id
    if act == "request_extension":
        task.asked_until = deed.until
    if act == "look_back":
        task.looked_back = deed.text
    if act == "remind":
        task.reminders += 1
    if act == "list":
        task.level, task.leader, task.listed_at = LISTED, deed.leader, deed.at
    if deed.unit:
        task.unit = deed.unit


def matter_of(scope: Scope, task: SupervisedTask, *, law: Law) -> Matter:
    here = scope.identity.agency
    return Matter(
        kind="task",
        id=task.id,
        no=task.task_no,
        collab_no=task.collab_no or task.id,
        unit=task.unit,
        sides=sides_of(here=here, issuer=task.issuer, other=task.assignee),
        reminders=law.tasks.marks,
    )
