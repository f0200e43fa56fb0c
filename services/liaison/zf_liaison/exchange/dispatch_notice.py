"""casemgmt took a step other agencies must know: one message to each of them."""

from zf_contracts.internal.transfers import NoticeIssued
from zf_law.problems import Problem
from zf_liaison.exchange.ledger import send
from zf_liaison.exchange.outgoing import require_partner
from zf_liaison.exchange.translation import SENDABLE_NOTICES, notice_message
from zf_liaison.partners import Partners
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def dispatch_notice(scope: Scope, payload: NoticeIssued, *, partners: Partners) -> None:
    """All receivers or none: an unknown one parks the whole, so that nobody is silently left out."""
    if payload.message not in SENDABLE_NOTICES:
        raise Refused((Problem("exchange.notice_unknown", {"message": payload.message}),))
    for peer in payload.receivers:
        require_partner(partners, peer)
    notice = payload.notice
    message = notice_message(payload.message, notice)
    for peer in payload.receivers:
        send(scope, message, peer=peer, collab_no=notice.collab_no, acted_at=notice.acted_at)
    scope.record("exchange.notify", object_kind="notice", object_id=notice.notice_id)
