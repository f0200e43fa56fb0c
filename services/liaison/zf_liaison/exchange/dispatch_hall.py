"""intake has something to tell another reception: one message to each agency named."""

from zf_contracts.internal.hall import HallNoticeIssued
from zf_law.problems import Problem
from zf_liaison.exchange.hall_rules import HALL_LINES, HallLine, hall_body_problems, hall_receiver_problems
from zf_liaison.exchange.ledger import send
from zf_liaison.exchange.outgoing import require_partner
from zf_liaison.partners import Partners
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def dispatch_hall(scope: Scope, payload: HallNoticeIssued, *, partners: Partners) -> None:
    """All receivers or none: a wrong one parks the whole, so that nobody is silently left out."""
    line = _checked(scope, payload, partners=partners)
    body = payload.body
    for peer in payload.receivers:
        send(
            scope,
            line.contract(body=body),
            peer=peer,
            collab_no=body.subject,
            acted_at=body.acted_at,
            sensitivity=line.sensitivity,
        )
    scope.record("exchange.tell_hall", object_kind="hall_notice", object_id=body.notice_id)


def _checked(scope: Scope, payload: HallNoticeIssued, *, partners: Partners) -> HallLine:
    line = HALL_LINES.get(payload.message)
    if line is None:
        raise Refused((Problem("exchange.notice_unknown", {"message": payload.message}),))
    sender = scope.identity.agency
    problems: list[Problem] = []
    for peer in payload.receivers:
        require_partner(partners, peer)
        problems += hall_body_problems(line, payload.body, sender=sender, receiver=peer)
        problems += hall_receiver_problems(line, peer=peer, kind=partners.kind(peer))
    if problems:
        raise Refused(problems)
    return line
