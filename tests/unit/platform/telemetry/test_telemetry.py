"""Only ids, codes, counts and matter numbers leave the process; traces join and link as asked."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from zf_contracts.envelope import Address
from zf_platform.clock import SystemClock
from zf_platform.log import JsonLines, setup_logging
from zf_platform.metric_sink import install_metrics
from zf_platform.sql_spans import verb_and_table
from zf_platform.telemetry import (
    clean_attributes,
    count,
    counters,
    harmless_text,
    identity,
    inject_traceparent,
    setup_telemetry,
    step,
    use_traceparent,
)
from zf_platform.telemetry_names import LogEvent, MetricName, SpanName
from zf_platform.testing import PLANTED, planted_in

POLICE = Address("police", "casemgmt")
PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


@pytest.fixture(scope="module")
def memory() -> InMemorySpanExporter:
    exporter = InMemorySpanExporter()
    setup_telemetry("tests", processors=[SimpleSpanProcessor(exporter)])
    return exporter


@pytest.fixture
def spans(memory: InMemorySpanExporter) -> Iterator[InMemorySpanExporter]:
    memory.clear()
    yield memory
    memory.clear()


def only(exporter: InMemorySpanExporter) -> ReadableSpan:
    (span,) = exporter.get_finished_spans()
    return span


def test_a_step_carries_identity_and_allowed_values(spans: InMemorySpanExporter) -> None:
    with identity(POLICE), step(SpanName.CASE_OPEN, case_no="（2026）京0105刑初1号", count=3):
        pass
    span = only(spans)
    assert span.name == "case.open"
    assert dict(span.attributes or {}) == {
        "zf.agency": "police", "zf.service": "casemgmt", "case.no": "（2026）京0105刑初1号", "zf.count": 3,
    }  # fmt: skip


@pytest.mark.parametrize("value", PLANTED.values())
def test_planted_texts_never_pass(spans: InMemorySpanExporter, value: str) -> None:
    with step(SpanName.CASE_OPEN, state=value, object_id=value, case_no=value) as span:
        span.set_attribute("url.query", value)
        span.set_attribute("zf.invented", value)
        span.add_event("note", {"text": value})
        span.update_name(value)
    told = only(spans).to_json()
    assert [kind for kind in planted_in(told) if kind != "latin_name"] == []
    assert "url.query" not in told
    assert "zf.invented" not in told


def test_an_unknown_keyword_is_an_error() -> None:
    with pytest.raises(KeyError), step(SpanName.CASE_OPEN, suspect_name="x"):
        pass


def test_an_exception_leaves_its_type_and_not_its_text(spans: InMemorySpanExporter) -> None:
    with pytest.raises(ValueError, match="张三"), step(SpanName.CASE_OPEN):
        raise ValueError("张三 13912345678")
    span = only(spans)
    assert dict(span.attributes or {})["error.type"] == "ValueError"
    assert span.status.status_code.name == "ERROR"
    assert span.status.description is None
    assert span.events == ()


def test_a_trace_continues_and_links(spans: InMemorySpanExporter) -> None:
    with step(SpanName.INBOX_ACT, traceparent=PARENT):
        inside = inject_traceparent()
    assert inside is not None
    assert inside.split("-")[1] == PARENT.split("-")[1]
    continued = only(spans)
    assert continued.parent is not None
    assert f"{continued.parent.span_id:016x}" == PARENT.split("-")[2]
    spans.clear()
    with step(SpanName.INBOX_ACT, linked=[PARENT, "garbage"]):
        pass
    fresh = only(spans)
    assert fresh.parent is None
    assert [f"{link.context.trace_id:032x}" for link in fresh.links] == [PARENT.split("-")[1]]


@pytest.mark.parametrize(
    "text", [None, "", "x", "00-" + "0" * 32 + "-b7ad6b7169203331-01", PARENT + "-x", PARENT.upper()]
)
def test_a_malformed_traceparent_starts_nothing(text: str | None) -> None:
    with use_traceparent(text):
        assert inject_traceparent() is None


def test_harmless_texts() -> None:
    for good in ("urn:zf:police:liaison", "0192f5c1-7b2a-7c3d-8e4f-5a6b7c8d9e0f", "case.open", "A1101052026110001"):
        assert harmless_text(good), good
    for bad in ("张三", "Wang Wu", "110105199003078515", "+8613912345678", "a sentence", "", "x" * 200, "a\nb", "a\n"):
        assert not harmless_text(bad), bad
    assert clean_attributes({"case.no": "张三"}) == {}


def test_counters_belong_to_services() -> None:
    other = Address("court", "intake")
    before = counters(POLICE)["zf.outbox.fenced"]
    with identity(POLICE):
        count(MetricName.OUTBOX_FENCED, 2)
    count(MetricName.OUTBOX_FENCED, 5, address=other)
    assert counters(POLICE)["zf.outbox.fenced"] == before + 2
    assert counters(other)["zf.outbox.fenced"] == 5
    assert set(counters(None)) == {name.value for name in MetricName}


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("SELECT a FROM inbox WHERE id = $1", ("SELECT", "inbox")),
        ('INSERT INTO "outbox" (id) VALUES ($1)', ("INSERT", "outbox")),
        ("UPDATE case_record SET a = 1", ("UPDATE", "case_record")),
        ("SELECT * FROM t FOR UPDATE OF i SKIP LOCKED", ("SELECT", "t")),
        ("WITH r AS (SELECT id FROM inbox FOR UPDATE SKIP LOCKED) UPDATE inbox SET a=1", ("WITH", "inbox")),
        ("SELECT pg_notify($1, '')", ("SELECT", "")),
        ("DELETE FROM x.y", ("DELETE", "x.y")),
    ],
)
def test_a_statement_shows_verb_and_table_only(statement: str, expected: tuple[str, str]) -> None:
    assert verb_and_table(statement) == expected


def logged(record: logging.LogRecord) -> dict[str, object]:
    line = JsonLines(SystemClock()).format(record)
    assert "\n" not in line
    content = json.loads(line)
    assert isinstance(content, dict)
    return content


def record(name: str, message: str, **extra: object) -> logging.LogRecord:
    made = logging.makeLogRecord({"name": name, "msg": message, "levelname": "WARNING", "levelno": 30})
    vars(made).update(extra)
    return made


def test_log_lines_hold_events_and_harmless_fields() -> None:
    line = logged(record("zf.relay", LogEvent.OUTBOX_FENCED, rows=3, code="message.schema", who="张三"))
    assert (line["event"], line["rows"], line["code"], line["who"]) == (
        "outbox.fenced",
        3,
        "message.schema",
        "withheld",
    )


def test_foreign_texts_are_withheld() -> None:
    line = logged(record("sqlalchemy.pool", "Key (name)=(张三) exists", detail="张三"))
    assert line["event"] == "library"
    assert planted_in(json.dumps(line)) == []
    assert "张三" not in json.dumps(line, ensure_ascii=False)
    assert "detail" not in line


def test_an_unregistered_event_is_withheld() -> None:
    assert logged(record("zf.cases", "opened case of 张三"))["event"] == "library"


def test_an_exception_is_told_by_type_and_place() -> None:
    with pytest.raises(ValueError, match="13912345678x") as caught:
        int("13912345678x")
    found = (caught.type, caught.value, caught.tb)
    line = logged(record("zf.http", LogEvent.REQUEST_FAILED, exc_info=found))
    assert line["error"] == "ValueError"
    assert "13912345678" not in json.dumps(line)
    assert any("test_telemetry.py" in str(place) for place in line["stack"])  # type: ignore[attr-defined]


def test_logging_set_up_for_a_process_writes_one_line_each() -> None:
    stream = io.StringIO()
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    try:
        setup_logging("INFO", stream=stream)
        logging.getLogger("zf.service").info(LogEvent.SERVICE_STARTED, extra={"address": "urn:zf:police:intake"})
        logging.getLogger("uvicorn.access").info("GET /search?q=%s", "张三")
    finally:
        root.handlers[:] = before
        root.setLevel(level)
    (line,) = stream.getvalue().splitlines()
    assert json.loads(line)["address"] == "urn:zf:police:intake"


def test_a_collector_reads_every_counter_with_its_owner() -> None:
    reader = InMemoryMetricReader()
    provider = install_metrics(reader)
    count(MetricName.INBOX_PARKED, 3, address=Address("justice", "liaison"))
    data = reader.get_metrics_data()
    assert data is not None
    points = {
        (metric.name, tuple(sorted((point.attributes or {}).items()))): getattr(point, "value", None)
        for resource in data.resource_metrics
        for scope in resource.scope_metrics
        for metric in scope.metrics
        for point in metric.data.data_points
    }
    assert points["zf.inbox.parked", (("zf.agency", "justice"), ("zf.service", "liaison"))] == 3
    provider.shutdown()
