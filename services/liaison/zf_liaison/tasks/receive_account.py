"""A line of the listed account as its issuer tells it: visible to everybody here, removed only by the issuer."""

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from zf_contracts.interagency.tasks import SupervisedTaskListed
from zf_law.problems import Problem
from zf_liaison.desk import Desk
from zf_liaison.exchange.incoming import require_entitled, send_receipt
from zf_liaison.exchange.ledger import note_received
from zf_liaison.tasks.tables import AccountEntry
from zf_liaison.tasks.tell_account import account_values
from zf_platform.errors import RejectMessage
from zf_platform.transaction import Scope


async def receive_account(scope: Scope, payload: SupervisedTaskListed, *, desk: Desk) -> None:
    """A line of another issuer is refused; an older telling changes nothing."""
    incoming = require_entitled(scope, payload, partners=desk.partners)
    body, sender = payload.body, incoming.source.agency
    issuer = await scope.session.scalar(select(AccountEntry.issuer).where(AccountEntry.task_id == body.matter_id))
    if issuer is not None and issuer != sender:
        raise RejectMessage((Problem("supervision.not_from_that_side", {"peer": sender}),))
    values = account_values(body, issuer=sender)
    statement = insert(AccountEntry).values(**values)
    await scope.session.execute(
        statement.on_conflict_do_update(
            index_elements=[AccountEntry.task_id],
            set_=values,
            where=AccountEntry.told_version < body.version,
        )
    )
    note_received(scope, payload, collab_no=body.matter_id)
    send_receipt(scope, step="delivered")
    scope.record("exchange.receive", object_kind="listed_account", object_id=body.matter_id)
