"""One trace across agencies: own spans at once, every partner asked at the same time, two seconds for all of them."""

import asyncio

import httpx
from pydantic import TypeAdapter, ValidationError

from zf_contracts.http.liaison import SpanView, TraceView
from zf_liaison.partners import PeerClient, PeerUnreachable
from zf_liaison.traces.queries import own_spans
from zf_liaison.traces.rules import merged
from zf_platform.errors import NotFound
from zf_platform.transaction import Scope

LIMIT_SECONDS = 2.0
_LARGEST_ANSWER = 8 * 1024 * 1024
_SPANS = TypeAdapter(tuple[SpanView, ...])


async def collect_trace(scope: Scope, *, trace_id: str, peers: PeerClient, seconds: float = LIMIT_SECONDS) -> TraceView:
    """Agencies without an answer in time are named; unknown everywhere with nobody silent is not found."""
    own = await own_spans(scope, trace_id=trace_id)
    names = peers.partners.all()
    answers = await asyncio.gather(*(_ask(peers, peer, trace_id, seconds=seconds) for peer in names))
    silent = [peer for peer, answer in zip(names, answers, strict=True) if answer is None]
    spans = [*own, *(span for answer in answers for span in answer or ())]
    if not spans and not silent:
        raise NotFound
    scope.record("trace.read", object_kind="trace", object_id=trace_id)
    return merged(trace_id, spans, silent=silent)


async def _ask(peers: PeerClient, peer: str, trace_id: str, *, seconds: float) -> tuple[SpanView, ...] | None:
    """None when the peer is silent. A peer speaks for its own spans only: whatever it tells of others is dropped."""
    try:
        async with asyncio.timeout(seconds):
            answer = await peers.get(peer, path=f"/interagency/traces/{trace_id}", seconds=seconds)
    except (TimeoutError, PeerUnreachable):
        return None
    if answer.status_code != httpx.codes.OK or len(answer.content) > _LARGEST_ANSWER:
        return None
    try:
        spans = _SPANS.validate_json(answer.content)
    except ValidationError:
        return None
    return tuple(span for span in spans if span.agency == peer)
