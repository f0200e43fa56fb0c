"""Around every request: identity, request id, one span, security headers, and no stack trace in any answer.

Pure ASGI on purpose: the usual middleware base class cancels handlers when a client leaves. One span per request,
named by the route's template; neither path nor query nor address of the caller ever becomes an attribute. From here on
`request.client` is the place the person sits at, as far as named proxies tell it.
"""

from __future__ import annotations

import logging
import re

from opentelemetry import trace
from opentelemetry.trace import SpanKind, Status, StatusCode
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from zf_contracts.envelope import Address
from zf_platform.clock import Clock
from zf_platform.http.failures import meaning_of
from zf_platform.http.problems import REQUEST_ID_KEY, problem_answer
from zf_platform.ids import new_id
from zf_platform.proxies import HEADER, TrustedProxies
from zf_platform.telemetry import Around, count, identity, mark_failed, tracer, use_traceparent
from zf_platform.telemetry_names import ATTRIBUTES, LogEvent, MetricName

_log = logging.getLogger("zf.http")
_REQUEST_ID = re.compile(r"^[A-Za-z0-9-]{8,64}\Z")
_METHODS = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"})
_UNTRACED_PREFIX = "/health/"
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Edge:
    """The outermost layer of a service's application."""

    def __init__(self, app: ASGIApp, *, address: Address, clock: Clock, proxies: TrustedProxies) -> None:
        self._app = app
        self._address = address
        self._clock = clock
        self._proxies = proxies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        scope["client"] = self._proxies.seat(
            scope["client"], forwarded=headers.get(HEADER.encode(), b"").decode("latin-1")
        )
        given = headers.get(b"x-request-id", b"").decode("latin-1")
        scope[REQUEST_ID_KEY] = given if _REQUEST_ID.match(given) else new_id(self._clock.now())
        reply = _Reply(send, request_id=scope[REQUEST_ID_KEY])
        with identity(self._address):
            if scope["path"].removeprefix(scope.get("root_path", "")).startswith(_UNTRACED_PREFIX):
                await self._guarded(scope, receive, reply)
                return
            with use_traceparent(headers.get(b"traceparent", b"").decode("latin-1") or None):
                await self._traced(scope, receive, reply)

    async def _traced(self, scope: Scope, receive: Receive, reply: _Reply) -> None:
        method = scope["method"] if scope["method"] in _METHODS else "_OTHER"
        with Around(tracer().start_span(method, kind=SpanKind.SERVER)) as span:
            try:
                await self._guarded(scope, receive, reply)
            finally:
                _describe(span, scope, method=method, status=reply.status)

    async def _guarded(self, scope: Scope, receive: Receive, reply: _Reply) -> None:
        count(MetricName.HTTP_REQUESTS)
        try:
            await self._app(scope, receive, reply)
        except Exception as error:
            meaning = meaning_of(error)
            if meaning.ours:
                count(MetricName.HTTP_FAILED)
                mark_failed(trace.get_current_span(), error)
                _log.error(LogEvent.REQUEST_FAILED, exc_info=error, extra={"status": meaning.status})
            if reply.started:
                raise
            answer = problem_answer(
                (meaning.problem,), status=meaning.status, request_id=scope[REQUEST_ID_KEY], headers=meaning.headers
            )
            await answer(scope, receive, reply)


class _Reply:
    """Wraps `send`: adds the security headers and remembers the status."""

    def __init__(self, send: Send, *, request_id: str) -> None:
        self._send = send
        self._request_id = request_id
        self.status = 0

    @property
    def started(self) -> bool:
        return self.status != 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
            headers["X-Request-Id"] = self._request_id
        await self._send(message)


def _describe(span: trace.Span, scope: Scope, *, method: str, status: int) -> None:
    if not span.is_recording():
        return
    template = getattr(scope.get("route"), "path_format", None)
    if isinstance(template, str):
        span.update_name(f"{method} {template}")
        span.set_attribute(ATTRIBUTES["route"], template)
    span.set_attribute(ATTRIBUTES["method"], method)
    span.set_attribute(ATTRIBUTES["request_id"], scope[REQUEST_ID_KEY])
    if status:
        span.set_attribute(ATTRIBUTES["status"], status)
    if status >= 500:
        span.set_status(Status(StatusCode.ERROR))
