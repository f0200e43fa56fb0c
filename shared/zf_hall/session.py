"""Who sits at the browser. The cookie holds `<agency>.<opaque id>`; liaison of that agency says whose session it is.

It is asked for every page, and nothing is remembered here: a session that ends, or a person who is disabled, is out with
the next page.
"""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from zf_contracts.http.liaison import SessionView
from zf_hall.clients import NodeClients, ServiceRefused
from zf_hall.settings import HallSettings


@dataclass(frozen=True, slots=True)
class SignedInCookie:
    agency: str
    session: str

    @property
    def value(self) -> str:
        return f"{self.agency}.{self.session}"


class Sessions:
    """Resolves the cookie to a session view, or None."""

    def __init__(self, settings: HallSettings, *, clients: NodeClients) -> None:
        self._settings = settings
        self._clients = clients

    def cookie_of(self, request: Request) -> SignedInCookie | None:
        agency, _, session = request.cookies.get(self._settings.cookie_name, "").partition(".")
        if not session or self._settings.agency(agency) is None:
            return None
        return SignedInCookie(agency, session)

    async def resolve(self, cookie: SignedInCookie, *, seat: str) -> SessionView | None:
        try:
            answer = await self._clients.call(
                cookie.agency,
                "liaison",
                "GET",
                "/sessions/current",
                seat=seat,
                headers={"x-zf-session": cookie.session},
            )
        except ServiceRefused:
            return None
        return SessionView.model_validate_json(answer.content)

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
