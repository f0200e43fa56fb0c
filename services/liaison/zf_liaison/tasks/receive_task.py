"""A body with authority issued a task to this agency: keep it, start its clocks, give *delivered*."""

from sqlalchemy import insert

from zf_contracts.interagency.tasks import SupervisedTaskIssued
from zf_law.problems import Problem
from zf_liaison.desk import Desk
from zf_liaison.exchange.incoming import require_entitled, send_receipt
from zf_liaison.exchange.ledger import note_received
from zf_liaison.files.keep_told import keep_told
from zf_liaison.steps.deed import Deed
from zf_liaison.tasks.load_queries import load_task
from zf_liaison.tasks.rules import LISTED
from zf_liaison.tasks.tables import SupervisedTask
from zf_liaison.tasks.write_deed import write_deed
from zf_platform.errors import RejectMessage
from zf_platform.transaction import Scope


async def receive_task(scope: Scope, payload: SupervisedTaskIssued, *, desk: Desk) -> None:
    """Refused with reasons: a sender without authority, a task of others, a word the law does not know, a second one."""
    incoming = require_entitled(scope, payload, partners=desk.partners)
    desk.puller.require_intact(incoming.id)
    body, sender = payload.body, incoming.source.agency
    problems: list[Problem] = []
    if (body.issuer, body.assignee) != (sender, scope.identity.agency):
        problems.append(Problem("supervision.not_from_that_side", {"peer": sender}))
    if body.level not in desk.law.tasks.levels:
        problems.append(Problem("task.level_unknown", {"level": body.level}))
    if await load_task(scope, body.matter_id) is not None:
        problems.append(Problem("supervision.known_already"))
    if problems:
        raise RejectMessage(problems)
    task = await _keep(scope, payload)
    act = desk.law.tasks.table.acts["issue"]
    deed = Deed(
        id=body.act_id,
        act=act,
        agency=sender,
        by_name=body.by_name,
        at=incoming.acted_at,
        message_id=incoming.id,
        arrived=True,
    )
    await write_deed(scope, task, deed, law=desk.law)
    await keep_told(scope, body.files, matter_id=task.id, act_id=body.act_id, peer=sender)
    note_received(scope, payload, collab_no=task.id)
    send_receipt(scope, step="delivered")
    scope.record("exchange.receive", object_kind="task", object_id=task.id)


async def _keep(scope: Scope, payload: SupervisedTaskIssued) -> SupervisedTask:
    incoming, body = scope.incoming, payload.body
    assert incoming is not None
    listed = body.level == LISTED
    told = body.model_dump(exclude={"act_id", "matter_id", "by_name", "files", "acted_at"})
    await scope.session.execute(
        insert(SupervisedTask).values(
            **told,
            id=body.matter_id,
            state="issued",
            mark=LISTED if listed else "",
            listed_at=body.acted_at if listed else None,
            issued_by=body.by_name,
            issued_at=body.acted_at,
            message_id=incoming.id,
            version=0,
        )
    )
    task = await load_task(scope, body.matter_id)
    assert task is not None
    return task
