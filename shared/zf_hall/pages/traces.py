"""调用链: what happened behind one act, across services and agencies. Metadata only; silent agencies are named."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from zf_contracts.http.base import Page
from zf_contracts.http.liaison import SpanView, TraceRow, TraceView
from zf_hall.access import needs
from zf_hall.charts import depths
from zf_hall.navigation import TRACE_ROOM
from zf_hall.pages.answer import show
from zf_hall.visitor import VisitorDep

router = APIRouter()

_WHOLE_AGENCY = ("agency", "all")


@router.get("/ops/traces", **needs(*TRACE_ROOM))
async def trace_list(
    request: Request,
    visitor: VisitorDep,
    q: str = "",
    errors: str = "",
    slow_ms: str = "",
) -> Response:
    """Whoever may not see the traces of the whole agency asks for one matter by its number, as liaison demands."""
    slow = slow_ms if slow_ms.isdecimal() else ""
    params: dict[str, str | int | bool | None] = {
        "case_no": q.strip(),
        "errors": "true" if errors else "false",
        "slower_than_ms": slow or None,
        "hours": 24,
    }
    needs_number = visitor.me.permissions.get("trace.read") not in _WHOLE_AGENCY and not q.strip()
    page = Page[TraceRow](items=())
    if not needs_number:
        page = await visitor.read_page(TraceRow, "liaison", "/traces", params=params)
    chosen = {"q": q, "errors": errors, "slow_ms": slow}
    return show(request, "ops/traces.html", page=page, chosen=chosen, needs_number=needs_number)


@router.get("/ops/traces/{trace_id}", **needs(*TRACE_ROOM))
async def trace_page(
    request: Request, visitor: VisitorDep, trace_id: str, errors: str = "", agency: str = ""
) -> Response:
    trace = await visitor.read(TraceView, "liaison", f"/traces/{trace_id}")
    depth = depths(trace.spans)
    shown = [span for span in in_order(trace.spans) if _wanted(span, errors=errors, agency=agency)]
    agencies = sorted({span.agency for span in trace.spans})
    failed = sum(1 for span in trace.spans if span.status == "error")
    chosen = {"errors": errors, "agency": agency}
    values = {"trace": trace, "spans": shown, "depth": depth, "agencies": agencies, "failed": failed, "chosen": chosen}
    return show(request, "ops/trace.html", status=200, **values)


def _wanted(span: SpanView, *, errors: str, agency: str) -> bool:
    return (not errors or span.status == "error") and (not agency or span.agency == agency)


def in_order(spans: tuple[SpanView, ...]) -> list[SpanView]:
    """Children follow their parent, each generation by its start; spans whose parent did not arrive count as roots."""
    known = {span.span_id for span in spans}
    children: dict[str | None, list[SpanView]] = {}
    for span in sorted(spans, key=lambda found: found.start):
        parent = span.parent_id if span.parent_id in known and span.parent_id != span.span_id else None
        children.setdefault(parent, []).append(span)
    ordered: list[SpanView] = []
    waiting = list(reversed(children.get(None, [])))
    while waiting:
        span = waiting.pop()
        ordered.append(span)
        waiting.extend(reversed(children.pop(span.span_id, [])))
    return ordered
