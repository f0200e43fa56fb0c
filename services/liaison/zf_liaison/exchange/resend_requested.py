"""A peer misses numbers of a subject: put them back to work. It absorbs what it has already."""

from zf_contracts.interagency.exchange import ExchangeResendRequested
from zf_liaison.exchange.incoming import arrived
from zf_platform import outbox
from zf_platform.transaction import Scope

_MOST = 10_000


async def resend_requested(scope: Scope, payload: ExchangeResendRequested) -> None:
    """Only what was addressed to the asking agency itself; at most 10,000 numbers for one request."""
    incoming = arrived(scope)
    last = min(payload.last, payload.first + _MOST - 1)
    amount = await outbox.reopen_range(
        scope.session, receiver=str(incoming.source), subject=payload.subject, first=payload.first, last=last
    )
    scope.record(
        "exchange.resend",
        object_kind="subject",
        object_id=payload.subject,
        reason=f"{incoming.source.agency} misses {payload.first}..{payload.last}, {amount} sent again",
    )
