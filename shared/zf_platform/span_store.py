"""Where an agency keeps its own traces, and the questions asked of them (by liaison alone).

One partition per day. A service may add spans and not read them. Traces with an error outlive their day in a second
table.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

SCHEMA = "telemetry"
TABLE = "otel_span"
COLUMNS = (
    "trace_id", "span_id", "parent_id", "service", "name", "kind", "start_ts", "dur_us", "status", "attrs", "links",
)  # fmt: skip
STATUS_ERROR = 2
MOST_SPANS = 2000

_TRACE_ID = re.compile(r"^[0-9a-f]{32}\Z")
_COLUMN_TYPES = """
    trace_id bytea NOT NULL, span_id bytea NOT NULL, parent_id bytea, service text NOT NULL, name text NOT NULL,
    kind smallint NOT NULL, start_ts timestamptz NOT NULL, dur_us bigint NOT NULL, status smallint NOT NULL,
    attrs jsonb NOT NULL, links bytea[] NOT NULL DEFAULT '{}'
"""
# Owned by the agency's owner and run with its rights, because a service may not create or drop tables. It never goes
# below three days. Statements inside stand on one line each: the caller splits the whole text at line ends.
_HOUSEKEEPING = """
CREATE OR REPLACE FUNCTION telemetry.keep_house(keep_days int, keep_error_days int) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = telemetry, pg_temp AS $body$
DECLARE day date; part text; dropped int := 0; last_day date := (now() AT TIME ZONE 'UTC')::date - greatest(keep_days, 3);
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('telemetry.keep_house')); FOR ahead IN 0..3 LOOP
    day := (now() AT TIME ZONE 'UTC')::date + ahead; part := 'otel_span_' || to_char(day, 'YYYYMMDD');
    IF to_regclass('telemetry.' || part) IS NULL THEN
      EXECUTE format('CREATE TABLE %I (LIKE otel_span INCLUDING DEFAULTS)', part);
      EXECUTE format('WITH moved AS (DELETE FROM otel_span_default WHERE start_ts >= %L AND start_ts < %L RETURNING *) INSERT INTO %I SELECT * FROM moved', day || ' 00:00+00', (day + 1) || ' 00:00+00', part);
      EXECUTE format('ALTER TABLE otel_span ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', part, day || ' 00:00+00', (day + 1) || ' 00:00+00');
    END IF;
  END LOOP;
  FOR part IN SELECT relname FROM pg_class WHERE relnamespace = 'telemetry'::regnamespace AND relkind = 'r' AND relname ~ '^otel_span_[0-9]{8}$' AND to_date(right(relname, 8), 'YYYYMMDD') < last_day LOOP
    EXECUTE format('INSERT INTO otel_span_kept SELECT * FROM %1$I WHERE trace_id IN (SELECT trace_id FROM %1$I WHERE status = 2) ON CONFLICT DO NOTHING', part);
    EXECUTE format('DROP TABLE %I', part); dropped := dropped + 1;
  END LOOP;
  INSERT INTO otel_span_kept SELECT * FROM otel_span_default WHERE start_ts < last_day AND trace_id IN (SELECT trace_id FROM otel_span_default WHERE status = 2) ON CONFLICT DO NOTHING;
  DELETE FROM otel_span_default WHERE start_ts < last_day;
  DELETE FROM otel_span_kept WHERE start_ts < now() - make_interval(days => greatest(keep_error_days, 3));
  RETURN dropped;
END $body$
"""  # noqa: E501 - one statement, one line, see above.


def telemetry_statements() -> list[str]:
    """What creates the store; each may run again. Run as the owner of the schema `telemetry`."""
    return [
        f"CREATE TABLE IF NOT EXISTS telemetry.otel_span ({_COLUMN_TYPES}) PARTITION BY RANGE (start_ts)",
        "CREATE TABLE IF NOT EXISTS telemetry.otel_span_default PARTITION OF telemetry.otel_span DEFAULT",
        f"CREATE TABLE IF NOT EXISTS telemetry.otel_span_kept ({_COLUMN_TYPES}, PRIMARY KEY (trace_id, span_id))",
        "CREATE INDEX IF NOT EXISTS otel_span_trace ON telemetry.otel_span (trace_id)",
        "CREATE INDEX IF NOT EXISTS otel_span_error ON telemetry.otel_span (start_ts) WHERE status = 2",
        "CREATE INDEX IF NOT EXISTS otel_span_root ON telemetry.otel_span (start_ts) WHERE parent_id IS NULL",
        "CREATE INDEX IF NOT EXISTS otel_span_matter ON telemetry.otel_span"
        " ((coalesce(attrs->>'case.no', attrs->>'zf.petition_no')))"
        " WHERE attrs ? 'case.no' OR attrs ? 'zf.petition_no'",
        "CREATE OR REPLACE VIEW telemetry.span AS"
        " SELECT * FROM telemetry.otel_span UNION ALL SELECT * FROM telemetry.otel_span_kept",
        " ".join(line.strip() for line in _HOUSEKEEPING.strip().splitlines()),
        "SELECT telemetry.keep_house(14, 180)",
    ]


def telemetry_ddl() -> str:
    """The same as one text; statements end with a semicolon at the end of a line."""
    return ";\n".join(telemetry_statements()) + ";\n"


async def keep_house(session: AsyncSession, *, keep_days: int, keep_error_days: int) -> int:
    """Make the partitions of the next days, drop old ones; returns how many were dropped."""
    statement = text("SELECT telemetry.keep_house(:days, :error_days)")
    return int((await session.execute(statement, {"days": keep_days, "error_days": keep_error_days})).scalar_one())


@dataclass(frozen=True, slots=True)
class TraceRow:
    """One trace in a list, described by its first span here. Durations are milliseconds."""

    trace_id: str
    name: str
    service: str
    started_at: datetime
    duration_ms: float
    spans: int
    errors: int
    services: tuple[str, ...]
    matter: str


@dataclass(frozen=True, slots=True)
class SpanRow:
    """One line of the waterfall."""

    span_id: str
    parent_id: str | None
    service: str
    name: str
    kind: int
    started_at: datetime
    duration_ms: float
    failed: bool
    attributes: Mapping[str, str | int | bool]
    linked_traces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TraceFilter:
    """Which traces: everything is optional and combined by "and". `matter` is a case or petition number."""

    since: timedelta = timedelta(hours=1)
    errors_only: bool = False
    slower_than_ms: int | None = None
    matter: str = ""
    peer: str = ""
    service: str = ""
    limit: int = 100


_FOUND = """
    WITH found AS (
        SELECT trace_id, max(start_ts) AS latest FROM telemetry.span
        WHERE start_ts > now() - :since * interval '1 second' {conditions}
        GROUP BY trace_id ORDER BY latest DESC LIMIT :limit
    )
    SELECT s.trace_id, count(*) AS spans, count(*) FILTER (WHERE s.status = 2) AS errors,
        min(s.start_ts) AS started_at,
        extract(epoch FROM max(s.start_ts + s.dur_us * interval '1 microsecond') - min(s.start_ts)) * 1000
            AS duration_ms,
        (array_agg(s.name ORDER BY (s.parent_id IS NOT NULL), s.start_ts))[1] AS name,
        (array_agg(s.service ORDER BY (s.parent_id IS NOT NULL), s.start_ts))[1] AS service,
        array_agg(DISTINCT s.service) AS services,
        coalesce(max(s.attrs->>'case.no'), max(s.attrs->>'zf.petition_no'), '') AS matter
    FROM telemetry.span s JOIN found USING (trace_id)
    GROUP BY s.trace_id ORDER BY max(found.latest) DESC
"""
_CONDITIONS: Mapping[str, str] = {
    "errors": "AND status = 2",
    "slow": "AND dur_us > :slow * 1000",
    "root": "AND parent_id IS NULL",
    "matter": "AND coalesce(attrs->>'case.no', attrs->>'zf.petition_no') = :matter"
    " AND (attrs ? 'case.no' OR attrs ? 'zf.petition_no')",
    "peer": "AND (attrs->>'zf.message.receiver' LIKE :peer OR attrs->>'zf.message.sender' LIKE :peer)",
    "service": "AND service = :service",
}


async def traces(session: AsyncSession, wanted: TraceFilter) -> list[TraceRow]:
    """The latest traces that fit, newest first."""
    chosen = [
        name
        for name, given in (
            ("errors", wanted.errors_only),
            ("slow", wanted.slower_than_ms is not None),
            ("matter", bool(wanted.matter)),
            ("peer", bool(wanted.peer)),
            ("service", bool(wanted.service)),
        )
        if given
    ]
    statement = _FOUND.format(conditions=" ".join(_CONDITIONS[name] for name in chosen or ("root",)))
    values = {
        "since": wanted.since.total_seconds(),
        "limit": max(1, min(wanted.limit, 500)),
        "slow": wanted.slower_than_ms,
        "matter": wanted.matter,
        "peer": f"urn:zf:{wanted.peer}:%",
        "service": wanted.service,
    }
    return [_trace_row(row) for row in (await session.execute(text(statement), values)).mappings()]


async def trace(session: AsyncSession, trace_id: str) -> list[SpanRow]:
    """Every span of one trace kept here, in order of start; empty for an unknown or malformed id."""
    if not _TRACE_ID.match(trace_id):
        return []
    statement = text("SELECT * FROM telemetry.span WHERE trace_id = :trace ORDER BY start_ts, span_id LIMIT :most")
    found = await session.execute(statement, {"trace": bytes.fromhex(trace_id), "most": MOST_SPANS})
    return [_span_row(row) for row in found.mappings()]


def _trace_row(row: RowMapping) -> TraceRow:
    return TraceRow(
        trace_id=bytes(row["trace_id"]).hex(),
        name=row["name"],
        service=row["service"],
        started_at=row["started_at"],
        duration_ms=round(float(row["duration_ms"]), 3),
        spans=row["spans"],
        errors=row["errors"],
        services=tuple(row["services"]),
        matter=row["matter"],
    )


def _span_row(row: RowMapping) -> SpanRow:
    attributes = row["attrs"] if isinstance(row["attrs"], dict) else json.loads(row["attrs"])
    return SpanRow(
        span_id=bytes(row["span_id"]).hex(),
        parent_id=bytes(row["parent_id"]).hex() if row["parent_id"] is not None else None,
        service=row["service"],
        name=row["name"],
        kind=row["kind"],
        started_at=row["start_ts"],
        duration_ms=row["dur_us"] / 1000,
        failed=row["status"] == STATUS_ERROR,
        attributes=attributes,
        linked_traces=_hex_list(row["links"]),
    )


def _hex_list(values: Sequence[bytes]) -> tuple[str, ...]:
    return tuple(bytes(value).hex() for value in values)
