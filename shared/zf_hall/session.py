"""Who sits at the browser. The cookie holds `<agency>.<opaque id>`; liaison of that agency says whose session it is.

An answer is kept in memory for some seconds, so that a page of five calls does not ask five times; signing out and a
refused call drop it at once.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta

from starlette.requests import Request
from starlette.responses import Response

from zf_contracts.http.liaison import SessionView
from zf_hall.clients import NodeClients, ServiceRefused
from zf_hall.settings import HallSettings
from zf_platform.clock import Clock

_KEPT_AT_MOST = 5_000
_TOKEN_MARGIN = timedelta(seconds=20)


@dataclass(frozen=True, slots=True)
class SignedInCookie:
    agency: str
    session: str

    @property
    def value(self) -> str:
        return f"{self.agency}.{self.session}"

    @property
    def key(self) -> str:
        """The cache is keyed by a hash: a dump of memory or a log line holds no usable session."""
        return hashlib.sha256(self.value.encode()).hexdigest()


class Sessions:
    """Resolves the cookie to a session view, or None."""

    def __init__(self, settings: HallSettings, *, clients: NodeClients, clock: Clock) -> None:
        self._settings = settings
        self._clients = clients
        self._clock = clock
        self._kept: OrderedDict[str, tuple[datetime, SessionView]] = OrderedDict()

    def cookie_of(self, request: Request) -> SignedInCookie | None:
        agency, _, session = request.cookies.get(self._settings.cookie_name, "").partition(".")
        if not session or self._settings.agency(agency) is None:
            return None
        return SignedInCookie(agency, session)

    async def resolve(self, cookie: SignedInCookie) -> SessionView | None:
        now = self._clock.now()
        kept = self._kept.get(cookie.key)
        if kept and kept[0] > now and kept[1].tokens_expire_at > now + _TOKEN_MARGIN:
            return kept[1]
        self._kept.pop(cookie.key, None)
        try:
            answer = await self._clients.call(
                cookie.agency, "liaison", "GET", "/sessions/current", headers={"x-zf-session": cookie.session}
            )
        except ServiceRefused:
            return None
        view = SessionView.model_validate_json(answer.content)
        self._kept[cookie.key] = (now + timedelta(seconds=self._settings.session_cache_seconds), view)
        while len(self._kept) > _KEPT_AT_MOST:
            self._kept.popitem(last=False)
        return view

    def forget(self, cookie: SignedInCookie) -> None:
        self._kept.pop(cookie.key, None)

    def write(self, response: Response, cookie: SignedInCookie) -> None:
        response.set_cookie(
            self._settings.cookie_name,
            cookie.value,
            path="/",
            secure=self._settings.secure_cookies,
            httponly=True,
            samesite="lax",
        )

    def clear(self, response: Response) -> None:
        response.delete_cookie(
            self._settings.cookie_name,
            path="/",
            secure=self._settings.secure_cookies,
            httponly=True,
            samesite="lax",
        )
