"""Another agency tells something about a petition: hand it to intake and give *delivered*, in one transaction."""

from zf_contracts.interagency.petitions import PetitionPayload
from zf_contracts.internal.petitions import PetitionNoticeArrived
from zf_liaison.exchange.incoming import require_entitled, send_receipt
from zf_liaison.exchange.ledger import note_received
from zf_liaison.exchange.petition_rules import (
    PETITION_LINES,
    body_problems,
    petition_subject,
    sender_problems,
    sensitivity_of,
)
from zf_liaison.exchange.pull_files import FilePuller
from zf_liaison.partners import Partners
from zf_platform.errors import RejectMessage
from zf_platform.transaction import Scope


async def receive_petition(
    scope: Scope, payload: PetitionPayload, *, partners: Partners, puller: FilePuller, hall_host: str | None
) -> None:
    """Refused with reasons: a sender not entitled, content the message must not carry, files with other content."""
    incoming = require_entitled(scope, payload, partners=partners)
    line = PETITION_LINES[payload.TYPE]
    body = payload.body
    problems = [
        *body_problems(line, body),
        *sender_problems(line, sender=incoming.source.agency, hall_host=hall_host),
    ]
    if problems:
        raise RejectMessage(problems)
    puller.require_intact(incoming.id)
    subject = petition_subject(body)
    note_received(scope, payload, collab_no=subject, notice_id=body.notice_id)
    scope.enqueue(
        PetitionNoticeArrived.model_validate(
            {
                "message": payload.TYPE,
                "message_id": incoming.id,
                "sender": incoming.source.agency,
                "body": body,
                "received_at": scope.now,
            }
        ),
        to="intake",
        subject=subject,
        acted_at=incoming.acted_at,
        sensitivity=sensitivity_of(line, body),
    )
    send_receipt(scope, step="delivered")
    scope.record("exchange.receive", object_kind="petition_notice", object_id=body.notice_id)
