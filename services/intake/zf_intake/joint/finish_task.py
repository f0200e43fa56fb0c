"""The first handler told the petitioner what another agency reported, and says how."""

from sqlalchemy import select

from zf_contracts.http.joint import FinishTask
from zf_intake.joint.rules import task_problems
from zf_intake.joint.tables import TrackTask
from zf_platform.errors import NotFound, Refused
from zf_platform.transaction import Scope


async def finish_task(scope: Scope, task_id: str, command: FinishTask) -> None:
    """His own tasks; whoever may change first handlers stands in for all. Another's does not exist for him."""
    task = await scope.session.scalar(select(TrackTask).where(TrackTask.id == task_id).with_for_update())
    stands_in = scope.actor.reach("petition.handover") in ("agency", "all")
    if task is None or (task.account_id != scope.actor.account_id and not stands_in):
        raise NotFound
    problems = task_problems(done=task.done_at is not None)
    if problems:
        raise Refused(problems)
    task.done_at, task.done_by, task.note = scope.now, scope.actor.account_id, command.note
    await scope.session.flush()
    scope.record("joint.finish_task", object_kind="petition", object_id=task.petition_id, reason=command.note[:500])
