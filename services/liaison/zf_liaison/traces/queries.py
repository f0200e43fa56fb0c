"""Traces kept by this agency."""

from datetime import datetime

from zf_contracts.http.liaison import SpanView, TraceRow
from zf_platform import span_store
from zf_platform.span_store import SpanRow, TraceFilter
from zf_platform.transaction import Scope

_KINDS = ("internal", "server", "client", "producer", "consumer")


async def trace_rows(scope: Scope, wanted: TraceFilter) -> tuple[TraceRow, ...]:
    """The latest that fit, newest first."""
    rows = []
    for row in await span_store.traces(scope.session, wanted):
        agency, _, service = row.service.partition(".")
        rows.append(
            TraceRow(
                trace_id=row.trace_id,
                name=row.name,
                service=service,
                agency=agency,
                start=row.started_at,
                duration_us=round(row.duration_ms * 1000),
                spans=row.spans,
                errors=row.errors,
                case_no=row.matter,
            )
        )
    return tuple(rows)


async def own_spans(scope: Scope, *, trace_id: str) -> tuple[SpanView, ...]:
    """What this agency keeps of a trace."""
    return tuple(_span(trace_id, row) for row in await span_store.trace(scope.session, trace_id))


def _span(trace_id: str, row: SpanRow) -> SpanView:
    agency, _, service = row.service.partition(".")
    start: datetime = row.started_at
    return SpanView(
        trace_id=trace_id,
        span_id=row.span_id,
        parent_id=row.parent_id,
        agency=agency,
        service=service,
        name=row.name,
        kind=_KINDS[row.kind] if 0 <= row.kind < len(_KINDS) else str(row.kind),
        start=start,
        duration_us=round(row.duration_ms * 1000),
        status="error" if row.failed else "ok",
        attributes={name: str(value) for name, value in row.attributes.items()},
    )
