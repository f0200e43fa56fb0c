"""Tell the other side of an act. Within one agency there is nobody else to tell."""

from collections.abc import Mapping

from zf_contracts.envelope import Payload
from zf_contracts.interagency.tasks import (
    SupervisedTaskAnswered,
    SupervisedTaskClosed,
    SupervisedTaskIssued,
    SupervisedTaskProgressed,
    TaskActPayload,
)
from zf_contracts.supervision_values import EvidenceFile, TaskMatter
from zf_liaison.exchange.ledger import send
from zf_liaison.exchange.outgoing import require_partner
from zf_liaison.partners import Partners
from zf_liaison.steps.deed import Deed
from zf_liaison.steps.told import told_body
from zf_liaison.tasks.tables import SupervisedTask
from zf_platform.transaction import Scope

ACT_MESSAGES: Mapping[str, type[TaskActPayload]] = {
    message.TYPE: message for message in (SupervisedTaskProgressed, SupervisedTaskAnswered, SupervisedTaskClosed)
}


async def tell_other_side(
    scope: Scope, task: SupervisedTask, deed: Deed, *, files: tuple[EvidenceFile, ...], partners: Partners
) -> str:
    """The id of the message, which is the key of its four evidences; empty when nobody has to be told."""
    here = scope.identity.agency
    peer = task.assignee if here == task.issuer else task.issuer
    if peer == here or not deed.act.message:
        return ""
    require_partner(partners, peer)
    payload: Payload
    if deed.act.message == SupervisedTaskIssued.TYPE:
        payload = _issued(task, deed, files)
    else:
        payload = ACT_MESSAGES[deed.act.message](body=told_body(deed, matter_id=task.id, files=files))
    return send(scope, payload, peer=peer, collab_no=task.id, acted_at=deed.at)


def _issued(task: SupervisedTask, deed: Deed, files: tuple[EvidenceFile, ...]) -> SupervisedTaskIssued:
    matter = TaskMatter(
        act_id=deed.id,
        matter_id=task.id,
        task_no=task.task_no,
        issuer=task.issuer,
        assignee=task.assignee,
        level=task.level,
        source=task.source,
        source_ref=task.source_ref,
        on_behalf=task.on_behalf,
        collab_no=task.collab_no,
        title=task.title,
        demand=task.demand,
        standard=task.standard,
        due=task.due,
        leader=task.leader,
        look_back=task.look_back,
        by_name=deed.by_name,
        files=files,
        acted_at=deed.at,
    )
    return SupervisedTaskIssued(body=matter)
