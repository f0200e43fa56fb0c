"""Traces across agencies: own and peers' spans merged, silent agencies named within two seconds, nobody lies for others."""

import asyncio
import json
import time
from datetime import datetime, timedelta

from starlette.responses import JSONResponse
from starlette.types import Receive, Scope, Send

from tests.integration.liaison.town import Town, submitted
from zf_contracts.http.liaison import TraceView
from zf_platform.clock import ZONE
from zf_platform.telemetry import setup_telemetry, step
from zf_platform.telemetry_names import SpanName

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
_INSERT = """
    INSERT INTO telemetry.otel_span (trace_id, span_id, parent_id, service, name, kind, start_ts, dur_us, status, attrs)
    VALUES (:trace, :span, :parent, :service, :name, 1, :start, :duration, :status, CAST(:attrs AS jsonb))
"""


async def test_a_trace_is_merged_from_all_agencies(city: Town) -> None:
    start = datetime.now(ZONE) - timedelta(minutes=1)
    await _span(city, "police", number=1, parent=None, start=start, duration=5_000)
    await _span(city, "police", number=2, parent=1, start=start + timedelta(milliseconds=1), duration=2_000)
    await _span(city, "procuratorate", number=3, parent=2, start=start + timedelta(milliseconds=3), duration=9_000)
    view = await _trace(city)
    assert [(span.agency, span.service, span.span_id[-1], span.parent_id) for span in view.spans] == [
        ("police", "casemgmt", "1", None),
        ("police", "casemgmt", "2", f"{1:016x}"),
        ("procuratorate", "casemgmt", "3", f"{2:016x}"),
    ]
    assert view.silent == ()
    assert view.duration_us == 12_000
    assert view.spans[0].attributes == {"case.no": "A1"}


async def test_silent_and_broken_agencies_are_named_within_two_seconds(city: Town) -> None:
    await _span(city, "police", number=1, parent=None, start=datetime.now(ZONE), duration=5_000)
    city.city.mount({("procuratorate", "liaison"): _Sleeping(), ("committee", "liaison"): _Telling({"odd": 1})})
    began = time.perf_counter()
    view = await _trace(city)
    assert time.perf_counter() - began < 4.0
    assert view.silent == ("committee", "procuratorate")
    assert len(view.spans) == 1


async def test_an_agency_speaks_for_its_own_spans_only(city: Town) -> None:
    await _span(city, "police", number=1, parent=None, start=datetime.now(ZONE), duration=5_000)
    false: dict[str, object] = {
        "trace_id": TRACE, "span_id": "f" * 16, "parent_id": None, "agency": "police", "service": "casemgmt",
        "name": "case.open", "kind": "internal", "start": datetime.now(ZONE).isoformat(), "duration_us": 1,
        "status": "ok", "attributes": {},
    }  # fmt: skip
    city.city.mount({("committee", "liaison"): _Telling([false])})
    view = await _trace(city)
    assert [span.span_id for span in view.spans] == [f"{1:016x}"]


async def test_the_list_shows_the_latest_and_finds_a_matter(city: Town) -> None:
    await _span(city, "police", number=1, parent=None, start=datetime.now(ZONE), duration=5_000, status=2)
    operator = city.nodes["police"].caller("o1", roles=["operator"])
    rows = (await operator.get("/traces", params={"case_no": "A1", "errors": "true"})).json()["items"]
    assert [(row["trace_id"], row["agency"], row["errors"], row["case_no"]) for row in rows] == [
        (TRACE, "police", 1, "A1")
    ]
    assert (await operator.get("/traces", params={"case_no": "B2"})).json()["items"] == []
    handler = city.nodes["police"].caller("h1", roles=["handler"])
    refused = await handler.get("/traces")
    assert (refused.status_code, refused.json()["problems"][0]["code"]) == (422, "trace.case_no_needed")
    assert (await handler.get("/traces", params={"case_no": "A1"})).status_code == 200


async def test_an_unknown_trace_is_not_found_and_strangers_get_nothing(city: Town) -> None:
    operator = city.nodes["police"].caller("o1", roles=["operator"])
    assert (await operator.get(f"/traces/{'0' * 32}")).status_code == 404
    assert (await operator.get(f"/interagency/traces/{TRACE}")).status_code == 401
    assert (await city.nodes["police"].stranger().get(f"/traces/{TRACE}")).status_code == 401
    assert (await city.nodes["police"].peer("committee").get(f"/interagency/traces/{TRACE}")).json() == []


async def test_the_ledger_row_carries_the_trace_of_its_message(city: Town) -> None:
    """The trace id stored at the sender is the one the receiver's row shows."""
    setup_telemetry("test", processors=[])
    with step(SpanName.JOB_RUN):
        await city.tell("police", submitted())
        await city.drain()
    here = await city.rows("police", "SELECT trace_id FROM ledger")
    there = await city.rows("procuratorate", "SELECT trace_id FROM ledger")
    assert here == there
    assert here[0][0] is not None


async def _span(
    city: Town, agency: str, *, number: int, parent: int | None, start: datetime, duration: int, status: int = 1
) -> None:
    await city.run(
        agency,
        _INSERT,
        trace=bytes.fromhex(TRACE),
        span=number.to_bytes(8),
        parent=None if parent is None else parent.to_bytes(8),
        service=f"{agency}.casemgmt",
        name="case.open",
        start=start,
        duration=duration,
        status=status,
        attrs=json.dumps({"case.no": "A1"}),
    )


async def _trace(city: Town) -> TraceView:
    operator = city.nodes["police"].caller("o1", roles=["operator"])
    return TraceView.model_validate((await operator.get(f"/traces/{TRACE}")).json())


class _Sleeping:
    """A node that takes the call and never answers."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await asyncio.sleep(30)


class _Telling:
    """A node that answers everything with the same content."""

    def __init__(self, content: object) -> None:
        self._content = content

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await JSONResponse(self._content)(scope, receive, send)
