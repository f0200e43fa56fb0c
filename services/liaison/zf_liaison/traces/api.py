"""Traces: the list of this agency, one trace across agencies, and what a peer may ask for."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Path, Query

from zf_contracts.http.base import Page
from zf_contracts.http.liaison import SpanView, TraceRow, TraceView
from zf_law.problems import Problem
from zf_liaison.partners import PeerClient
from zf_liaison.traces.collect_trace import collect_trace
from zf_liaison.traces.queries import own_spans, trace_rows
from zf_platform.errors import Refused
from zf_platform.http.access import access
from zf_platform.http.current import ScopeDep
from zf_platform.http.route import service_router
from zf_platform.span_store import TraceFilter

TraceId = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]
_WHOLE_AGENCY = ("agency", "all")


def trace_router(peers: PeerClient) -> APIRouter:
    router = service_router(tag="traces")

    @router.get("/traces", **access("trace.read"))
    async def traces(
        scope: ScopeDep,
        case_no: Annotated[str, Query(max_length=80)] = "",
        peer: Annotated[str, Query(max_length=32, pattern=r"^[a-z0-9_]*$")] = "",
        service: Annotated[str, Query(max_length=64, pattern=r"^[a-z0-9_.]*$")] = "",
        errors: bool = False,
        slower_than_ms: Annotated[int | None, Query(ge=0, le=3_600_000)] = None,
        hours: Annotated[int, Query(ge=1, le=24 * 14)] = 1,
        limit: Annotated[int, Query(ge=1, le=200)] = 50,
    ) -> Page[TraceRow]:
        """People who may see only their own or their unit's matters ask for one matter by its number."""
        if scope.actor.reach("trace.read") not in _WHOLE_AGENCY and not case_no:
            raise Refused((Problem("trace.case_no_needed", {"field": "case_no"}),))
        wanted = TraceFilter(
            since=timedelta(hours=hours),
            errors_only=errors,
            slower_than_ms=slower_than_ms,
            matter=case_no,
            peer=peer,
            service=service,
            limit=limit,
        )
        return Page(items=await trace_rows(scope, wanted))

    @router.get("/traces/{trace_id}", **access("trace.read"))
    async def trace(scope: ScopeDep, trace_id: TraceId) -> TraceView:
        return await collect_trace(scope, trace_id=trace_id, peers=peers)

    @router.get("/interagency/traces/{trace_id}", **access(node=True))
    async def spans_for_peer(scope: ScopeDep, trace_id: TraceId) -> tuple[SpanView, ...]:
        """Metadata only: names of steps, ids, codes and times of this agency's own spans."""
        own = scope.identity.agency
        return tuple(span for span in await own_spans(scope, trace_id=trace_id) if span.agency == own)

    return router
