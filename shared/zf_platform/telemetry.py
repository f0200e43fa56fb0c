"""Traces and counters: `step()` marks a piece of work, `count()` counts, and nothing personal gets through.

One provider serves every service of the process. The identity of the running service rides in a context variable and
is stamped on every span, so that the exporter can put a span into the database of its own agency.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache

from opentelemetry import context as otel_context
from opentelemetry import trace
from opentelemetry.sdk.resources import SERVICE_NAME, Resource
from opentelemetry.sdk.trace import ReadableSpan, SpanProcessor, TracerProvider
from opentelemetry.trace import Link, NonRecordingSpan, SpanContext, SpanKind, Status, StatusCode, TraceFlags

from zf_contracts.envelope import Address
from zf_platform.telemetry_names import ALLOWED_ATTRIBUTES, ATTRIBUTES, MATTER_ATTRIBUTES, MetricName, SpanName

Value = str | int | bool
_PLAIN = (str, int, bool)

_TRACEPARENT = re.compile(r"^00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})\Z")
_OPAQUE = re.compile(r"^[A-Za-z0-9_.:,/{}*+-]{1,160}\Z")
_SPAN_NAME = re.compile(r"^[A-Za-z0-9_.:,/{}*+ -]{1,160}\Z")
_MATTER = re.compile(r"^[0-9A-Za-z\u4e00-\u9fff-]{0,24}[〔（(\[][0-9]{4}[〕）)\]][0-9A-Za-z\u4e00-\u9fff-]{1,40}\Z")
_PERSONAL = re.compile(r"(?<![0-9A-Za-z-])(?:[0-9]{17}[0-9Xx]|(?:\+?86)?1[3-9][0-9]{9})(?![0-9A-Za-z-])")

_STATUS = {code: Status(code) for code in StatusCode}
"""Without the description, which may quote anything."""

_identity: ContextVar[Address | None] = ContextVar("zf_identity", default=None)
_counters: Counter[tuple[str, str]] = Counter()


def step(
    name: SpanName,
    *,
    traceparent: str | None = None,
    linked: Sequence[str] = (),
    kind: SpanKind = SpanKind.INTERNAL,
    **values: Value | None,
) -> AbstractContextManager[trace.Span]:
    """One span around a piece of work. Values are given by the keywords of ATTRIBUTES; an unknown keyword is an error.

    `traceparent` continues a trace from elsewhere, `linked` only points at other traces (a replay days later).
    An exception marks the span with its type; its message stays out, because messages may quote personal data.
    """
    parent = _remote_context(traceparent) if traceparent else None
    links = [Link(found) for text in linked if (found := _span_context(text))]
    attributes = {ATTRIBUTES[key]: value for key, value in values.items() if value is not None}
    return Around(tracer().start_span(name.value, context=parent, kind=kind, links=links, attributes=attributes))


class Around:
    """A begun span is the current one inside and ends with the block.

    The library's own way does the same with three generators inside each other, which cost more than the span itself.
    """

    __slots__ = ("_span", "_token")

    def __init__(self, span: trace.Span) -> None:
        self._span = span

    def __enter__(self) -> trace.Span:
        self._token = otel_context.attach(trace.set_span_in_context(self._span))
        return self._span

    def __exit__(self, _kind: object, error: BaseException | None, _where: object) -> None:
        if error is not None:
            mark_failed(self._span, error)
        otel_context.detach(self._token)
        self._span.end()


@contextmanager
def identity(address: Address) -> Iterator[None]:
    """Spans and counters inside belong to this service."""
    token = _identity.set(address)
    try:
        yield
    finally:
        _identity.reset(token)


def current_identity() -> Address | None:
    return _identity.get()


_TRACER = trace.get_tracer("zhengfa")
"""Follows the provider that `setup_telemetry` installs; looking it up for every span costs more than the span."""


def tracer() -> trace.Tracer:
    return _TRACER


def mark_failed(span: trace.Span, error: BaseException) -> None:
    span.set_attribute(ATTRIBUTES["error_type"], type(error).__name__)
    span.set_status(Status(StatusCode.ERROR))


def inject_traceparent() -> str | None:
    """The current trace position as W3C text, to be stored in an outbox row or sent as a header."""
    found = trace.get_current_span().get_span_context()
    if not found.is_valid:
        return None
    return f"00-{found.trace_id:032x}-{found.span_id:016x}-{int(found.trace_flags):02x}"


@contextmanager
def use_traceparent(traceparent: str | None) -> Iterator[None]:
    """Work inside continues the given trace. Nothing happens for None or a malformed text."""
    context = _remote_context(traceparent) if traceparent else None
    if context is None:
        yield
        return
    token = otel_context.attach(context)
    try:
        yield
    finally:
        otel_context.detach(token)


def count(name: MetricName, amount: int = 1, *, address: Address | None = None) -> None:
    """Add to a counter of the running service (or of `address`)."""
    owner = address or _identity.get()
    _counters[str(owner) if owner else "process", name.value] += amount


def counters(address: Address | None) -> Mapping[str, int]:
    """Counters of one service since the process started; every registered name is there."""
    owner = str(address) if address else "process"
    return {name.value: _counters[owner, name.value] for name in MetricName}


def all_counters() -> Mapping[tuple[str, str], int]:
    """(service address, metric) → value, for the metrics exporter."""
    return dict(_counters)


def clean_attributes(attributes: Mapping[str, object] | None) -> dict[str, Value]:
    """Only listed names with harmless values remain: this is the wall that keeps personal data out of traces."""
    return {
        name: value
        for name, value in (attributes or {}).items()
        if name in ALLOWED_ATTRIBUTES and isinstance(value, _PLAIN) and _harmless(name, value)
    }


def _harmless(name: str, value: Value) -> bool:
    if not isinstance(value, str):
        return True
    if name in MATTER_ATTRIBUTES:
        return harmless_text(value) or (bool(_MATTER.match(value)) and not _PERSONAL.search(value))
    return harmless_text(value)


@lru_cache(maxsize=8192)
def harmless_text(value: str) -> bool:
    """Ids, codes and templates pass; anything that looks like a name, a sentence, an id number or a phone does not."""
    return bool(_OPAQUE.match(value)) and not _PERSONAL.search(value)


class AllowListProcessor(SpanProcessor):
    """Hands on a copy of each ended span that holds only what may be kept, and whose it is."""

    def __init__(self, following: SpanProcessor) -> None:
        self._following = following

    def on_end(self, span: ReadableSpan) -> None:
        self._following.on_end(_cleaned(span))

    def shutdown(self) -> None:
        self._following.shutdown()

    def force_flush(self, timeout_millis: int = 30000) -> bool:
        return self._following.force_flush(timeout_millis)


@lru_cache(maxsize=1024)
def _harmless_name(name: str) -> str:
    return name if not _PERSONAL.search(name) and _SPAN_NAME.match(name) else "unnamed"


def _cleaned(span: ReadableSpan) -> ReadableSpan:
    attributes = clean_attributes(span.attributes)
    if (owner := _identity.get()) is not None:
        attributes |= {ATTRIBUTES["agency"]: owner.agency, ATTRIBUTES["service"]: owner.service}
    return ReadableSpan(
        name=_harmless_name(span.name),
        context=span.get_span_context(),
        parent=span.parent,
        resource=span.resource,
        attributes=attributes,
        events=(),
        links=[Link(link.context) for link in span.links],
        kind=span.kind,
        status=_STATUS[span.status.status_code],
        start_time=span.start_time,
        end_time=span.end_time,
        instrumentation_scope=span.instrumentation_scope,
    )


@dataclass(frozen=True, slots=True)
class Telemetry:
    """The process-wide provider. `shutdown` exports what is left."""

    provider: TracerProvider

    def flush(self, seconds: float = 5.0) -> bool:
        return self.provider.force_flush(int(seconds * 1000))

    def shutdown(self) -> None:
        self.provider.shutdown()


_active: Telemetry | None = None


def setup_telemetry(service: str, *, processors: Sequence[SpanProcessor]) -> Telemetry:
    """Install the provider of this process once; later calls add their processors to it.

    `service` names the process (`police.casemgmt`, or `city` when many services share it).
    """
    global _active
    if _active is None:
        _active = Telemetry(TracerProvider(resource=Resource.create({SERVICE_NAME: service}), shutdown_on_exit=False))
        trace.set_tracer_provider(_active.provider)
    for processor in processors:
        _active.provider.add_span_processor(AllowListProcessor(processor))
    return _active


def _span_context(traceparent: str) -> SpanContext | None:
    found = _TRACEPARENT.match(traceparent)
    if not found:
        return None
    return SpanContext(
        trace_id=int(found[1], 16), span_id=int(found[2], 16), is_remote=True, trace_flags=TraceFlags(int(found[3], 16))
    )


def _remote_context(traceparent: str) -> otel_context.Context | None:
    found = _span_context(traceparent)
    return trace.set_span_in_context(NonRecordingSpan(found)) if found else None
