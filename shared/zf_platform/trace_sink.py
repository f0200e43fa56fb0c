"""Where finished spans go: into the agency's own database, to a collector, both or nowhere.

The exporter lives on a thread with an event loop of its own: it never waits for a request and no request waits for
it. It gives up after five seconds and counts what it dropped.
"""

from __future__ import annotations

import asyncio
import json
import logging
import threading
from collections import defaultdict
from collections.abc import Coroutine, Sequence
from datetime import UTC, datetime

import asyncpg
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.trace import ReadableSpan, SpanProcessor
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter, SpanExportResult
from opentelemetry.trace import StatusCode

from zf_platform.database import dsn
from zf_platform.metric_sink import install_metrics
from zf_platform.settings import ServiceSettings
from zf_platform.span_store import COLUMNS, SCHEMA, TABLE
from zf_platform.telemetry import Telemetry, count, setup_telemetry
from zf_platform.telemetry_names import ATTRIBUTES, LogEvent, MetricName

_log = logging.getLogger("zf.spans")
_LIMIT_SECONDS = 5.0
_ALWAYS_KEEP_NS = 1_000_000_000
_EXPORT_EVERY_MS = 2000

Row = tuple[object, ...]


class PgSpanExporter(SpanExporter):
    """Stores spans by COPY, each in the database of the agency it belongs to.

    `ratio` below 1 keeps that share of ordinary spans, chosen by trace; errors, messages and slow spans always stay.
    """

    def __init__(self, *, ratio: float = 1.0) -> None:
        self._urls: dict[str, str] = {}
        self._ratio = ratio
        self._connections: dict[str, asyncpg.Connection] = {}
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="zf-spans", daemon=True)
        self._thread.start()

    def add_store(self, agency: str, url: str) -> None:
        """Where spans of `agency` go; the first address given stays."""
        self._urls.setdefault(agency, dsn(url))

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        batches: dict[str, list[Row]] = defaultdict(list)
        homeless = 0
        for span in spans:
            agency = str((span.attributes or {}).get(ATTRIBUTES["agency"], ""))
            if agency not in self._urls:
                homeless += 1
            elif self._keeps(span):
                batches[agency].append(span_row(span))
        if homeless:
            count(MetricName.SPANS_DROPPED, homeless)
        stored = [self._store(agency, rows) for agency, rows in batches.items()]
        return SpanExportResult.SUCCESS if all(stored) else SpanExportResult.FAILURE

    def shutdown(self) -> None:
        if self._loop.is_closed():
            return
        self._run(self._close_all())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(timeout=_LIMIT_SECONDS)
        if not self._thread.is_alive():
            self._loop.close()

    def force_flush(self, timeout_millis: int = 30000) -> bool:
        return True

    def _keeps(self, span: ReadableSpan) -> bool:
        attributes = span.attributes or {}
        context = span.get_span_context()
        return (
            self._ratio >= 1.0
            or span.status.status_code is StatusCode.ERROR
            or ATTRIBUTES["message_type"] in attributes
            or (span.end_time or 0) - (span.start_time or 0) > _ALWAYS_KEEP_NS
            or (context is not None and (context.trace_id & 0xFFFF) < self._ratio * 0x10000)
        )

    def _store(self, agency: str, rows: Sequence[Row]) -> bool:
        failure = self._run(self._copy(agency, rows))
        if failure is None:
            count(MetricName.SPANS_STORED, len(rows))
            return True
        count(MetricName.SPANS_DROPPED, len(rows))
        _log.warning(LogEvent.SPAN_STORE_FAILED, extra={"agency": agency, "spans": len(rows)}, exc_info=failure)
        return False

    def _run(self, work: Coroutine[None, None, None]) -> BaseException | None:
        """Run on our own loop, whatever loop the calling thread may have; the failure is returned, never raised."""
        try:
            asyncio.run_coroutine_threadsafe(asyncio.wait_for(work, _LIMIT_SECONDS), self._loop).result(
                _LIMIT_SECONDS + 1
            )
        except Exception as error:  # noqa: BLE001 - telemetry may fail in any way and must never spread.
            return error
        return None

    async def _copy(self, agency: str, rows: Sequence[Row]) -> None:
        connection = self._connections.get(agency)
        if connection is None or connection.is_closed():
            connection = await asyncpg.connect(
                self._urls[agency], timeout=3, server_settings={"application_name": "zf-spans"}
            )
            self._connections[agency] = connection
        try:
            await connection.copy_records_to_table(TABLE, schema_name=SCHEMA, columns=COLUMNS, records=rows)
        except BaseException:
            self._connections.pop(agency, None)
            connection.terminate()
            raise

    async def _close_all(self) -> None:
        for connection in self._connections.values():
            connection.terminate()
        self._connections.clear()


def span_row(span: ReadableSpan) -> Row:
    """The values of COLUMNS. Everything but names, times, ids and allowed attributes is already gone."""
    context = span.get_span_context()
    assert context is not None
    attributes = dict(span.attributes or {})
    service = f"{attributes.pop(ATTRIBUTES['agency'], '')}.{attributes.pop(ATTRIBUTES['service'], '')}"
    started, ended = span.start_time or 0, span.end_time or 0
    return (
        context.trace_id.to_bytes(16),
        context.span_id.to_bytes(8),
        span.parent.span_id.to_bytes(8) if span.parent else None,
        service,
        span.name,
        span.kind.value,
        datetime.fromtimestamp(started / 1e9, UTC),
        max(0, ended - started) // 1000,
        span.status.status_code.value,
        json.dumps(attributes, ensure_ascii=False),
        [link.context.trace_id.to_bytes(16) for link in span.links],
    )


_pg_exporter: PgSpanExporter | None = None


def install_tracing(settings: ServiceSettings) -> Telemetry:
    """Make the process export as the settings say. Later services of the same process only add their store."""
    global _pg_exporter
    processors: list[SpanProcessor] = []
    if settings.trace_sink in ("pg", "both"):
        if _pg_exporter is None:
            _pg_exporter = PgSpanExporter(ratio=settings.trace_ratio)
            processors.append(BatchSpanProcessor(_pg_exporter, schedule_delay_millis=_EXPORT_EVERY_MS))
        url = settings.telemetry_url or settings.database_url
        _pg_exporter.add_store(settings.agency, url.get_secret_value())
    if settings.trace_sink in ("otlp", "both") and not _Installed.otlp:
        _Installed.otlp = True
        _Installed.meters = install_metrics()
        processors.append(BatchSpanProcessor(OTLPSpanExporter(), schedule_delay_millis=_EXPORT_EVERY_MS))
    return setup_telemetry(f"{settings.agency}.{settings.service}", processors=processors)


class _Installed:
    otlp = False
    meters: MeterProvider | None = None
