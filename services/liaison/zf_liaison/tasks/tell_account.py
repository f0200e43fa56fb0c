"""The issuer keeps the listed account: every change of a listed task is told to all members, and its removal too."""

from sqlalchemy.dialects.postgresql import insert

from zf_contracts.catalogue import entry_for
from zf_contracts.interagency.tasks import SupervisedTaskListed
from zf_contracts.supervision_values import AccountLine
from zf_liaison.exchange.ledger import send
from zf_liaison.partners import Partners
from zf_liaison.tasks.rules import LISTED
from zf_liaison.tasks.tables import AccountEntry, SupervisedTask
from zf_platform.transaction import Scope


async def tell_account(scope: Scope, task: SupervisedTask, *, reason: str, partners: Partners) -> None:
    """Nothing for a task that is not and was not listed, and nothing on the side that did not list it."""
    if task.issuer != scope.identity.agency or task.listed_at is None:
        return
    line = AccountLine(
        matter_id=task.id,
        task_no=task.task_no,
        assignee=task.assignee,
        title=task.title,
        leader=task.leader,
        state=task.state,
        due=task.due,
        listed=task.mark == LISTED,
        reason=reason[:2000],
        listed_at=task.listed_at,
        version=task.version,
        acted_at=scope.now,
    )
    for peer in partners.all() if _may_tell(task.issuer, partners) else ():
        send(scope, SupervisedTaskListed(body=line), peer=peer, collab_no=task.id, acted_at=scope.now)
    values = account_values(line, issuer=task.issuer)
    statement = insert(AccountEntry).values(**values)
    await scope.session.execute(statement.on_conflict_do_update(index_elements=[AccountEntry.task_id], set_=values))


def _may_tell(issuer: str, partners: Partners) -> bool:
    """An agency that supervises its own units keeps its account at home."""
    return partners.kind(issuer) in entry_for(SupervisedTaskListed).senders


def account_values(line: AccountLine, *, issuer: str) -> dict[str, object]:
    return {
        "task_id": line.matter_id,
        "task_no": line.task_no,
        "issuer": issuer,
        "assignee": line.assignee,
        "title": line.title,
        "leader": line.leader,
        "state": line.state,
        "due": line.due,
        "reason": line.reason,
        "listed_at": line.listed_at,
        "removed_at": None if line.listed else line.acted_at,
        "told_version": line.version,
    }
