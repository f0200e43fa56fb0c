"""A peer compares its day with ours: answer with our figures, and with the ids once it has shown its lines."""

from zf_contracts.interagency.exchange import ExchangeReconciliationAnswered, ExchangeReconciliationProposed
from zf_liaison.exchange.incoming import arrived
from zf_liaison.exchange.reopen_messages import reopen_messages
from zf_liaison.reconciliation.propose import SUBJECT, stated
from zf_liaison.reconciliation.queries import received_lines, sent_lines
from zf_liaison.reconciliation.rules import Difference, Lines, bucket_digests, difference, differing, figures
from zf_platform.transaction import Scope


async def answer_proposal(scope: Scope, payload: ExchangeReconciliationProposed) -> None:
    """What we sent and the peer misses goes out again at once; the peer repairs the other direction by our answer."""
    incoming = arrived(scope)
    peer = incoming.source.agency
    sent = await sent_lines(scope, peer=peer, day=payload.day, until=payload.until)
    received = await received_lines(scope, peer=peer, day=payload.day, until=payload.until)
    answer = _detailed(payload, sent, received) if payload.detail else _compared(payload, sent, received)
    if answer.unknown_there:
        await reopen_messages(scope, peer=peer, message_ids=answer.unknown_there, reason="reconciliation")
    scope.enqueue(answer, to=incoming.source, subject=SUBJECT, acted_at=scope.now)


def _compared(payload: ExchangeReconciliationProposed, sent: Lines, received: Lines) -> ExchangeReconciliationAnswered:
    """First round: equal, or which buckets differ. Directions are named from the proposer's view."""
    own_sent, own_received = stated(figures(sent)), stated(figures(received))
    equal = payload.sent == own_received and payload.received == own_sent
    return ExchangeReconciliationAnswered(
        run_id=payload.run_id,
        day=payload.day,
        sent=own_sent,
        received=own_received,
        equal=equal,
        sent_differs=() if equal else differing(payload.sent_buckets, bucket_digests(received)),
        received_differs=() if equal else differing(payload.received_buckets, bucket_digests(sent)),
    )


def _detailed(payload: ExchangeReconciliationProposed, sent: Lines, received: Lines) -> ExchangeReconciliationAnswered:
    """Second round: the ids. What one side has received and the other never sent cannot be repaired by sending again."""
    to_us = difference(received, payload.sent_lines, buckets=payload.sent_differs)
    to_peer = difference(sent, payload.received_lines, buckets=payload.received_differs)
    return ExchangeReconciliationAnswered(
        run_id=payload.run_id,
        day=payload.day,
        sent=stated(figures(sent)),
        received=stated(figures(received)),
        equal=to_us.empty and to_peer.empty,
        detail=True,
        missing_here=to_us.unknown,
        unknown_there=to_peer.missing,
        other_bytes=_unrepairable(to_us, to_peer),
    )


def _unrepairable(to_us: Difference, to_peer: Difference) -> tuple[str, ...]:
    return tuple(sorted({*to_us.other, *to_peer.other, *to_us.missing, *to_peer.unknown}))
