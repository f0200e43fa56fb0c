"""Plain ASGI layers around every page: security headers, a request id, the browser's address, and the token of visitors
not signed in.
"""

from __future__ import annotations

from collections.abc import MutableMapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from zf_platform.clock import Clock
from zf_platform.ids import new_id, new_secret
from zf_platform.proxies import HEADER, TrustedProxies

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
_HEADERS = {
    "content-security-policy": CSP,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
_PRE_COOKIE = "zf_pre"


class Edge:
    """Adds what every answer needs. Pages are never cached; static files set their own rule."""

    def __init__(self, app: ASGIApp, *, clock: Clock, secure_cookies: bool, proxies: TrustedProxies) -> None:
        self._app = app
        self._clock = clock
        self._secure = secure_cookies
        self._proxies = proxies
        self._pre_cookie = f"__Host-{_PRE_COOKIE}" if secure_cookies else _PRE_COOKIE

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = new_id(self._clock.now())
        headers = Headers(scope=scope)
        scope["client"] = self._proxies.seat(scope["client"], forwarded=headers.get(HEADER, ""))
        kept = cookie_parser(headers.get("cookie", "")).get(self._pre_cookie, "")
        scope["zf.request_id"] = request_id
        scope["zf.pre_token"] = kept or new_secret(16)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._dress(message, scope, fresh=not kept, request_id=request_id)
            await send(message)

        await self._app(scope, receive, send_with_headers)

    def _dress(self, message: MutableMapping[str, object], scope: Scope, *, fresh: bool, request_id: str) -> None:
        headers = MutableHeaders(scope=message)
        for name, value in _HEADERS.items():
            headers.setdefault(name, value)
        headers["x-request-id"] = request_id
        if "cache-control" not in headers:
            headers["cache-control"] = "no-store"
            headers.add_vary_header("X-Fragment")
        if fresh and scope.get("zf.visitor") is not None:
            secure = "; Secure" if self._secure else ""
            token = scope["zf.pre_token"]
            headers.append("set-cookie", f"{self._pre_cookie}={token}; Path=/; HttpOnly; SameSite=Lax{secure}")
