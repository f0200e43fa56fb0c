"""Another agency issued a circular: keep it as it came."""

from sqlalchemy import select

from zf_contracts.interagency.tasks import SupervisedTaskCircular
from zf_law.problems import Problem
from zf_liaison.circulars.keep_circular import keep_circular
from zf_liaison.circulars.tables import TaskCircular
from zf_liaison.desk import Desk
from zf_liaison.exchange.incoming import require_entitled, send_receipt
from zf_liaison.exchange.ledger import note_received
from zf_platform.errors import RejectMessage
from zf_platform.transaction import Scope


async def receive_circular(scope: Scope, payload: SupervisedTaskCircular, *, desk: Desk) -> None:
    """A circular never changes: a second one under the same id is refused."""
    incoming = require_entitled(scope, payload, partners=desk.partners)
    body = payload.body
    if await scope.session.scalar(select(TaskCircular.id).where(TaskCircular.id == body.circular_id)) is not None:
        raise RejectMessage((Problem("supervision.known_already"),))
    await keep_circular(scope, body, issuer=incoming.source.agency)
    note_received(scope, payload, collab_no=body.circular_id)
    send_receipt(scope, step="delivered")
    scope.record("exchange.receive", object_kind="task_circular", object_id=body.circular_id)
