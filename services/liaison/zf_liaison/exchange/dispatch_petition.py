"""intake has something to tell other agencies about a petition: one message to each, watched until it is delivered."""

from datetime import timedelta

from zf_contracts.internal.petitions import PetitionEvidenceChanged, PetitionNoticeIssued
from zf_law.problems import Problem
from zf_liaison.exchange.ledger import send
from zf_liaison.exchange.outgoing import require_partner
from zf_liaison.exchange.petition_rules import (
    PETITION_LINES,
    Line,
    body_problems,
    petition_subject,
    receiver_problems,
    sender_problems,
    sensitivity_of,
    shortest_of,
)
from zf_liaison.exchange.rules import evidence_times
from zf_liaison.partners import Partners
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def dispatch_petition(
    scope: Scope, payload: PetitionNoticeIssued, *, partners: Partners, hall_host: str | None
) -> None:
    """All receivers or none: a wrong one parks the whole, so that nobody is silently left out."""
    line = _checked(scope, payload, partners=partners, hall_host=hall_host)
    body = payload.body
    shortest = shortest_of(body)
    for peer in payload.receivers:
        message_id = send(
            scope,
            line.contract(body=body),
            peer=peer,
            collab_no=petition_subject(body),
            acted_at=body.acted_at,
            sensitivity=sensitivity_of(line, body),
            notice_id=body.notice_id,
            shortest=shortest,
        )
        _tell_submitted(scope, payload, peer=peer, message_id=message_id, shortest=shortest)
    scope.record("exchange.tell_petition", object_kind="petition_notice", object_id=body.notice_id)


def _checked(scope: Scope, payload: PetitionNoticeIssued, *, partners: Partners, hall_host: str | None) -> Line:
    line = PETITION_LINES.get(payload.message)
    if line is None:
        raise Refused((Problem("exchange.notice_unknown", {"message": payload.message}),))
    for peer in payload.receivers:
        require_partner(partners, peer)
    kinds = {peer: partners.kind(peer) for peer in payload.receivers}
    problems = [
        *body_problems(line, payload.body),
        *receiver_problems(line, payload.body, kinds=kinds),
        *sender_problems(line, sender=scope.identity.agency, hall_host=hall_host),
    ]
    if problems:
        raise Refused(problems)
    return line


def _tell_submitted(
    scope: Scope, payload: PetitionNoticeIssued, *, peer: str, message_id: str, shortest: timedelta | None
) -> None:
    times = evidence_times(scope.now, shortest=shortest)
    subject = petition_subject(payload.body)
    scope.enqueue(
        PetitionEvidenceChanged(
            notice_id=payload.body.notice_id,
            message=payload.message,
            message_id=message_id,
            receiver=peer,
            collab_no=subject,
            step="submitted",
            at=scope.now,
            warn_at=times.delivery_warn,
            fail_at=times.delivery_fail,
        ),
        to="intake",
        subject=subject,
        acted_at=scope.now,
    )
