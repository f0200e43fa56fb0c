"""Another reception tells of its calendar, its windows or an appointment: hand it to intake and give *delivered*."""

from zf_contracts.interagency.hall import HallPayload
from zf_contracts.internal.hall import HallNoticeArrived
from zf_liaison.exchange.hall_rules import HALL_LINES, hall_body_problems
from zf_liaison.exchange.incoming import require_entitled, send_receipt
from zf_liaison.exchange.ledger import note_received
from zf_liaison.partners import Partners
from zf_platform.errors import RejectMessage
from zf_platform.transaction import Scope


async def receive_hall(scope: Scope, payload: HallPayload, *, partners: Partners) -> None:
    """Refused with reasons: a sender not entitled, an appointment between others."""
    incoming = require_entitled(scope, payload, partners=partners)
    line = HALL_LINES[payload.TYPE]
    body = payload.body
    problems = hall_body_problems(line, body, sender=incoming.source.agency, receiver=scope.identity.agency)
    if problems:
        raise RejectMessage(problems)
    note_received(scope, payload, collab_no=body.subject)
    told = {
        "message": payload.TYPE,
        "message_id": incoming.id,
        "sender": incoming.source.agency,
        "body": body,
        "received_at": scope.now,
    }
    scope.enqueue(
        HallNoticeArrived.model_validate(told),
        to="intake",
        subject=body.subject,
        acted_at=incoming.acted_at,
        sensitivity=line.sensitivity,
    )
    send_receipt(scope, step="delivered")
    scope.record("exchange.receive", object_kind="hall_notice", object_id=body.notice_id)
