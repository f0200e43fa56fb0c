"""Requests full of personal data leave none of it in spans or logs; the store answers its questions."""

import io
import json
import logging
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine

from zf_platform.log import setup_logging
from zf_platform.provision import AgencyDatabase
from zf_platform.span_store import TraceFilter, keep_house, trace, traces
from zf_platform.telemetry import Telemetry, counters, identity, setup_telemetry, step
from zf_platform.telemetry_names import SpanName
from zf_platform.testing import PLANTED, ServiceUnderTest, planted_in
from zf_platform.trace_sink import PgSpanExporter

PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


class Store:
    """The exporter on this database and the owner's eyes on it."""

    def __init__(self, telemetry: Telemetry, exporter: PgSpanExporter, session: AsyncSession) -> None:
        self.telemetry = telemetry
        self.exporter = exporter
        self.session = session

    async def everything(self) -> str:
        self.telemetry.flush()
        rows = await self.session.execute(text("SELECT s::text FROM telemetry.span s"))
        return "\n".join(rows.scalars())


@pytest_asyncio.fixture
async def store(database: AgencyDatabase) -> AsyncIterator[Store]:
    exporter = PgSpanExporter()
    exporter.add_store("police", database.service_urls["oversight"])
    processor = BatchSpanProcessor(exporter, schedule_delay_millis=60_000)
    telemetry = setup_telemetry("tests", processors=[processor])
    engine = create_async_engine(database.owner_url)
    async with engine.begin() as connection:
        await connection.execute(text("TRUNCATE telemetry.otel_span, telemetry.otel_span_kept"))
    async with AsyncSession(engine) as session:
        yield Store(telemetry, exporter, session)
    processor.shutdown()  # type: ignore[no-untyped-call]
    await engine.dispose()


async def test_one_span_for_the_request_and_one_for_each_statement_of_the_use_case(
    service: ServiceUnderTest, store: Store
) -> None:
    clerk = service.caller("police.clerk", roles=["clerk"])
    answer = await clerk.http.post(
        "/notes", json={"title": "traced"}, headers={"idempotency-key": "trace-0001", "traceparent": PARENT}
    )
    assert answer.status_code == 201
    store.telemetry.flush()
    spans = await trace(store.session, PARENT.split("-")[1])
    assert [span.name for span in spans] == ["POST /notes", "INSERT note"]
    request = spans[0]
    assert request.parent_id == PARENT.split("-")[2]
    assert request.service == "police.oversight"
    assert request.attributes == {
        "http.request.method": "POST",
        "http.route": "/notes",
        "http.response.status_code": 201,
        "zf.request_id": answer.headers["x-request-id"],
    }
    assert {span.parent_id for span in spans[1:]} == {request.span_id}
    assert spans[1].attributes == {
        "db.system.name": "postgresql", "db.operation.name": "INSERT", "db.collection.name": "note",
    }  # fmt: skip


async def test_planted_personal_data_reaches_neither_spans_nor_logs(service: ServiceUnderTest, store: Store) -> None:
    stream = io.StringIO()
    before, level = list(logging.getLogger().handlers), logging.getLogger().level
    setup_logging("DEBUG", stream=stream)
    try:
        clerk = service.caller("police.clerk", roles=["clerk"], name=PLANTED["name"])
        planted = "，".join(PLANTED.values())
        made = await clerk.post("/notes", json={"title": planted})
        assert made.status_code == 201
        for path in (f"/notes/{planted}", f"/notes/1?q={planted}", f"/{planted}", f"/notes/1?limit={planted}"):
            await clerk.get(path)
        await clerk.post("/notes", json={"title": planted, planted: planted})
        await clerk.post("/refusals/bug")
        await clerk.post("/late")
        await clerk.post("/notes", json={"title": planted, "number": 2**40})
        for value in PLANTED.values():
            await clerk.http.get("/notes/1", headers={b"x-note": value.encode(), b"user-agent": value.encode()})
    finally:
        logging.getLogger().handlers[:] = before
        logging.getLogger().setLevel(level)
    stored, logged = await store.everything(), stream.getvalue()
    assert stored.count("\n") > 10
    assert '"event": "http.request_failed"' in logged
    assert planted_in(stored) == []
    assert planted_in(logged) == []


async def test_the_list_filters(service: ServiceUnderTest, store: Store) -> None:
    clerk = service.caller("police.clerk", roles=["clerk"])
    await clerk.get("/notes/none")
    await clerk.post("/refusals/bug")
    with (
        identity(service.address),
        step(SpanName.CASE_OPEN, case_no="（2026）京0105刑初1号", receiver="urn:zf:court:liaison"),
    ):
        pass
    store.telemetry.flush()
    everything = await traces(store.session, TraceFilter())
    assert {row.name for row in everything} == {"GET /notes/{note_id}", "POST /refusals/{kind}", "case.open"}
    (failed,) = await traces(store.session, TraceFilter(errors_only=True))
    assert (failed.name, failed.service, failed.errors > 0) == ("POST /refusals/{kind}", "police.oversight", True)
    (matter,) = await traces(store.session, TraceFilter(matter="（2026）京0105刑初1号"))
    assert (matter.name, matter.matter) == ("case.open", "（2026）京0105刑初1号")
    assert len(await traces(store.session, TraceFilter(peer="court"))) == 1
    assert await traces(store.session, TraceFilter(peer="justice")) == []
    assert await traces(store.session, TraceFilter(slower_than_ms=60_000)) == []
    assert len(await traces(store.session, TraceFilter(service="police.oversight", limit=2))) == 2
    assert await trace(store.session, "not a trace") == []


async def test_health_checks_leave_no_span(service: ServiceUnderTest, store: Store) -> None:
    await service.stranger().get("/health/ready")
    assert await store.everything() == ""


async def test_a_service_may_add_spans_and_not_read_them(database: AgencyDatabase) -> None:
    engine = create_async_engine(database.service_urls["oversight"])
    async with engine.connect() as connection:
        for relation in ("otel_span", "otel_span_kept", "span", "otel_span_default"):
            with pytest.raises(ProgrammingError, match="permission denied"):
                await connection.execute(text(f"SELECT * FROM telemetry.{relation}"))
            await connection.rollback()
        with pytest.raises(ProgrammingError, match="permission denied"):
            await connection.execute(text("DELETE FROM telemetry.otel_span"))
    await engine.dispose()


async def test_old_days_go_and_their_errors_stay(store: Store) -> None:
    rows = [(40, 1, b"a" * 16), (40, 2, b"b" * 16), (40, 1, b"b" * 16), (200, 2, b"c" * 16), (0, 1, b"d" * 16)]
    for number, (days, status, trace_id) in enumerate(rows):
        await store.session.execute(
            text(
                "INSERT INTO telemetry.otel_span (trace_id, span_id, service, name, kind, start_ts, dur_us, status,"
                " attrs) VALUES (:trace, :span, 'police.oversight', 'case.open', 1,"
                " now() - make_interval(days => :days), 5, :status, '{}')"
            ),
            {"trace": trace_id, "span": number.to_bytes(8), "days": days, "status": status},
        )
    old = "now() - interval '40 days'"
    borders = text(f"SELECT to_char({old}, 'YYYYMMDD'), to_char({old} + interval '1 day', 'YYYYMMDD')")
    first, following = (await store.session.execute(borders)).one()
    name = f"otel_span_{first}"
    await store.session.execute(text(f"CREATE TABLE telemetry.{name} (LIKE telemetry.otel_span INCLUDING DEFAULTS)"))
    await store.session.execute(
        text(f"WITH m AS (DELETE FROM telemetry.otel_span_default WHERE start_ts::date = ({old})::date RETURNING *)"
             f" INSERT INTO telemetry.{name} SELECT * FROM m")
    )  # fmt: skip
    await store.session.execute(
        text(f"ALTER TABLE telemetry.otel_span ATTACH PARTITION telemetry.{name} FOR VALUES"
             f" FROM ('{first} 00:00+00') TO ('{following} 00:00+00')")
    )  # fmt: skip
    assert await keep_house(store.session, keep_days=14, keep_error_days=180) == 1
    await store.session.commit()
    left = await store.session.execute(text("SELECT DISTINCT trace_id FROM telemetry.span ORDER BY 1"))
    assert [bytes(found) for found in left.scalars()] == [b"b" * 16, b"d" * 16]
    found = await trace(store.session, (b"b" * 16).hex())
    assert len(found) == 2
    assert await traces(store.session, TraceFilter(since=timedelta(hours=2)))


async def test_a_store_that_is_away_costs_nothing_but_a_count(service: ServiceUnderTest, store: Store) -> None:
    store.exporter._urls["police"] = "postgresql://nobody@127.0.0.1:1/none"
    before = counters(None)["zf.spans.dropped"]
    assert (await service.stranger().get("/notes/1")).status_code == 401
    store.telemetry.flush()
    assert counters(None)["zf.spans.dropped"] > before


async def test_ordinary_spans_can_be_thinned_out(store: Store, service: ServiceUnderTest) -> None:
    store.exporter._ratio = 0.000001
    clerk = service.caller("police.clerk", roles=["clerk"])
    for _ in range(5):
        await clerk.get("/notes/none")
    await clerk.post("/refusals/bug")
    kept = json.dumps(await store.everything())
    assert "POST /refusals/{kind}" in kept
    assert "GET /notes" not in kept
