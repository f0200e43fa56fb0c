"""Issue a supervised task (下达督办): by a body with authority over others, or by an agency within itself."""

from dataclasses import replace

from sqlalchemy import insert

from zf_law.deadlines import ZONE
from zf_law.problems import Problem
from zf_liaison.desk import Desk
from zf_liaison.numbers.give_number import give_number
from zf_liaison.steps.deed import Deed
from zf_liaison.tasks.load_queries import load_task
from zf_liaison.tasks.rules import LISTED, Issuing, TaskOrder, issue_problems
from zf_liaison.tasks.tables import SupervisedTask
from zf_liaison.tasks.tell_account import tell_account
from zf_liaison.tasks.tell_other_side import tell_other_side
from zf_liaison.tasks.write_deed import write_deed
from zf_platform.errors import Refused
from zf_platform.transaction import Scope

SLIP = "supervised_task_slip"


async def issue_task(scope: Scope, order: TaskOrder, *, desk: Desk, by_name: str = "") -> str:
    """The id of the task. `by_name` stands where no person acts, as when a resolution ran out of time."""
    problems = _problems(scope, order, desk=desk)
    if problems:
        raise Refused(problems)
    task = await _begin(scope, order, desk=desk, by_name=by_name or scope.actor.name)
    act = desk.law.tasks.table.acts["issue"]
    deed = Deed(id=scope.new_id(), act=act, agency=task.issuer, by_name=task.issued_by, at=scope.now)
    task.message_id = await tell_other_side(scope, task, deed, files=(), partners=desk.partners)
    await write_deed(scope, task, replace(deed, message_id=task.message_id), law=desk.law)
    await tell_account(scope, task, reason=task.demand, partners=desk.partners)
    after = {"assignee": order.assignee, "level": order.level, "due": order.due.isoformat()}
    scope.record("task.issue", object_kind="task", object_id=task.id, basis=act.basis, after=after)
    return task.id


def _problems(scope: Scope, order: TaskOrder, *, desk: Desk) -> list[Problem]:
    here = scope.identity.agency
    issuing = Issuing(
        agency=here,
        kind=desk.law.agencies.by_code(here).kind.value,
        partner=order.assignee == here or desk.partners.allows(order.assignee),
        today=scope.now.astimezone(ZONE).date(),
    )
    return issue_problems(order, issuing, law=desk.law.tasks)


async def _begin(scope: Scope, order: TaskOrder, *, desk: Desk, by_name: str) -> SupervisedTask:
    task_id = scope.new_id()
    listed = order.level == LISTED
    await scope.session.execute(
        insert(SupervisedTask).values(
            id=task_id,
            task_no=await give_number(scope, SLIP, law=desk.law),
            issuer=scope.identity.agency,
            assignee=order.assignee,
            unit=order.unit if order.assignee == scope.identity.agency else "",
            level=order.level,
            source=order.source,
            source_ref=order.source_ref,
            on_behalf=order.on_behalf,
            collab_no=order.collab_no,
            title=order.title,
            demand=order.demand,
            standard=order.standard,
            due=order.due,
            leader=order.leader,
            look_back=order.look_back,
            state="issued",
            mark=LISTED if listed else "",
            listed_at=scope.now if listed else None,
            issued_by=by_name,
            issued_at=scope.now,
            version=0,
        )
    )
    task = await load_task(scope, task_id)
    assert task is not None
    return task
