"""Merging spans of several agencies into one trace."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from zf_contracts.http.liaison import SpanView, TraceView

MOST_SPANS = 5_000


def merged(trace_id: str, spans: Iterable[SpanView], *, silent: Iterable[str]) -> TraceView:
    """Each span once, by start; agencies that share one process tell the same span, the first one told stays."""
    by_id: dict[str, SpanView] = {}
    for span in spans:
        if span.trace_id == trace_id:
            by_id.setdefault(span.span_id, span)
    ordered = sorted(by_id.values(), key=lambda span: (span.start, span.span_id))[:MOST_SPANS]
    start = ordered[0].start if ordered else None
    return TraceView(
        trace_id=trace_id,
        spans=tuple(ordered),
        silent=tuple(sorted(set(silent))),
        start=start,
        duration_us=_duration(start, ordered),
    )


def _duration(start: datetime | None, spans: Iterable[SpanView]) -> int:
    if start is None:
        return 0
    ends = (span.start + timedelta(microseconds=span.duration_us) for span in spans)
    return int((max(ends) - start) / timedelta(microseconds=1))
