"""One span per SQL statement inside a traced piece of work: verb and table, never the statement and never a value.

Hooked to the engine, not to the driver: BEGIN and COMMIT make no spans, and statements outside a trace (the polling of
relays and workers) cost one look at the current span. The platform's own statements (direct.py) make no spans: what a reader
of a trace looks for is what the use case did.
"""

from __future__ import annotations

import re
from contextlib import AbstractContextManager, nullcontext
from functools import lru_cache

from opentelemetry import trace
from opentelemetry.trace import SpanKind
from sqlalchemy import Connection, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.ext.asyncio import AsyncEngine

from zf_platform.telemetry import Around, mark_failed, tracer
from zf_platform.telemetry_names import ATTRIBUTES

_VERB = re.compile(r"\s*([A-Za-z]+)")
_TABLE = re.compile(r"\b(?:FROM|INTO|UPDATE)\s+(?!SKIP\b|OF\b|ONLY\b|unnest\b)\"?([a-z_][a-z0-9_.]*)", re.IGNORECASE)
_SPAN = "zf_span"


def trace_statements(engine: AsyncEngine) -> None:
    """Call once for each engine."""
    event.listen(engine.sync_engine, "before_cursor_execute", _before)
    event.listen(engine.sync_engine, "after_cursor_execute", _after)
    event.listen(engine.sync_engine, "handle_error", _failed)


@lru_cache(maxsize=5000)
def verb_and_table(statement: str) -> tuple[str, str]:
    """`("SELECT", "inbox")`; the table is empty when there is none."""
    verb, table = _VERB.match(statement), _TABLE.search(statement)
    return verb[1].upper() if verb else "SQL", table[1] if table else ""


def statement_span(statement: str) -> AbstractContextManager[object]:
    """The same span around a statement that a use case sends through the driver."""
    span = _begun(statement)
    return nullcontext() if span is None else Around(span)


def _begun(statement: str) -> trace.Span | None:
    if not trace.get_current_span().is_recording():
        return None
    verb, table = verb_and_table(statement)
    attributes = {ATTRIBUTES["db_system"]: "postgresql", ATTRIBUTES["db_operation"]: verb}
    if table:
        attributes[ATTRIBUTES["db_table"]] = table
    return tracer().start_span(f"{verb} {table}".rstrip(), kind=SpanKind.CLIENT, attributes=attributes)


def _before(
    connection: Connection, _cursor: DBAPICursor, statement: str, _values: object, _context: object, _many: bool
) -> None:
    span = _begun(statement)
    if span is not None:
        connection.info[_SPAN] = span


def _after(
    connection: Connection, _cursor: DBAPICursor, _statement: str, _values: object, _context: object, _many: bool
) -> None:
    span = connection.info.pop(_SPAN, None)
    if isinstance(span, trace.Span):
        span.end()


def _failed(context: ExceptionContext) -> None:
    span = context.connection.info.pop(_SPAN, None) if context.connection is not None else None
    if isinstance(span, trace.Span):
        mark_failed(span, context.original_exception)
        span.end()
