"""The other side acted on a task: write it down here too, whatever was done here meanwhile."""

from zf_contracts.interagency.tasks import TaskActPayload
from zf_law.problems import Problem
from zf_law.side_acts import told_by_problems
from zf_liaison.desk import Desk
from zf_liaison.exchange.incoming import require_entitled
from zf_liaison.steps.deed import Deed
from zf_liaison.steps.told import confirm_told, told_deed
from zf_liaison.tasks.load_queries import knows_step, load_task
from zf_liaison.tasks.tables import SupervisedTask
from zf_liaison.tasks.tell_account import tell_account
from zf_liaison.tasks.write_deed import write_deed
from zf_platform.errors import RejectMessage
from zf_platform.transaction import Scope


async def receive_act(scope: Scope, payload: TaskActPayload, *, desk: Desk) -> None:
    """Refused with reasons: a task unknown here, an act of the wrong side, or one this message does not tell."""
    incoming = require_entitled(scope, payload, partners=desk.partners)
    desk.puller.require_intact(incoming.id)
    body, sender = payload.body, incoming.source.agency
    task = await load_task(scope, body.matter_id)
    act = desk.law.tasks.table.acts.get(body.act)
    if task is None or act is None or act.message != payload.TYPE:
        raise RejectMessage((Problem("supervision.matter_unknown"),))
    problems = told_by_problems(act, sender=sender, issuer=task.issuer, other=task.assignee)
    if await knows_step(scope, body.act_id):
        problems.append(Problem("supervision.known_already"))
    if problems:
        raise RejectMessage(problems)
    deed = told_deed(body, act, incoming=incoming)
    await write_deed(scope, task, deed, law=desk.law)
    await _follow(scope, task, deed, desk=desk)
    await confirm_told(scope, payload, body, peer=sender, object_kind="task")


async def _follow(scope: Scope, task: SupervisedTask, deed: Deed, *, desk: Desk) -> None:
    """What the addressee does on a listed task is news for everybody on the account."""
    if task.mark:
        await tell_account(scope, task, reason=deed.text or deed.act.zh, partners=desk.partners)
