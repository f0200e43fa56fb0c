"""The person at the browser, as a page sees them: rights, preferences, and calls to their agency's services."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, TypeVar

import httpx
from fastapi import Depends
from pydantic import BaseModel, TypeAdapter
from starlette.requests import Request

from zf_contracts.http.base import Page
from zf_contracts.http.liaison import SessionView
from zf_hall.access import PUBLIC, SIGNED_IN, needed
from zf_hall.clients import NodeClients, Params, ServiceDown, ServiceRefused, Upload
from zf_hall.csrf import check_csrf
from zf_hall.preferences import Preferences, read_preferences
from zf_hall.session import SignedInCookie

T = TypeVar("T")
M = TypeVar("M", bound=BaseModel)


class SignInNeeded(Exception):
    """Nobody is signed in, or the session has ended: to the sign-in page, and back here after."""


class PageForbidden(Exception):
    """The person is known and may not see this page."""

    def __init__(self, permissions: tuple[str, ...]) -> None:
        super().__init__(", ".join(permissions))
        self.permissions = permissions


@dataclass(frozen=True, slots=True)
class Visitor:
    """`session` is None on public pages only; `seat` is the address of the browser."""

    cookie: SignedInCookie | None
    session: SessionView | None
    preferences: Preferences
    clients: NodeClients
    pre_token: str = ""
    seat: str = ""
    asked: dict[str, object] = field(default_factory=dict)

    @property
    def me(self) -> SessionView:
        if self.session is None:
            raise SignInNeeded
        return self.session

    @property
    def agency(self) -> str:
        return self.me.agency

    @property
    def csrf(self) -> str:
        return self.session.csrf if self.session else self.pre_token

    def may(self, *permissions: str) -> bool:
        """True with any one of them; SIGNED_IN and PUBLIC are open to everyone signed in."""
        if self.session is None:
            return PUBLIC in permissions
        open_to_all = SIGNED_IN in permissions or PUBLIC in permissions
        return open_to_all or any(name in self.session.permissions for name in permissions)

    async def read(self, model: type[M], service: str, path: str, *, params: Params | None = None) -> M:
        return model.model_validate_json((await self._call("GET", service, path, params=params)).content)

    async def read_list(
        self, model: type[T], service: str, path: str, *, params: Params | None = None
    ) -> tuple[T, ...]:
        """A bare list, or the items of a page whose end nobody needs."""
        content = (await self._call("GET", service, path, params=params)).content
        if content.lstrip().startswith(b"["):
            return TypeAdapter(tuple[model, ...]).validate_json(content)  # type: ignore[valid-type]
        return (Page[model]).model_validate_json(content).items  # type: ignore[valid-type]

    async def read_page(self, model: type[T], service: str, path: str, *, params: Params | None = None) -> Page[T]:
        answer = await self._call("GET", service, path, params=params)
        return (Page[model]).model_validate_json(answer.content)  # type: ignore[valid-type]

    async def send(self, service: str, path: str, *, body: BaseModel | None, key: str) -> httpx.Response:
        """A command with the idempotency key of the form it came from."""
        return await self._call("POST", service, path, json=body, key=key)

    async def upload(
        self, service: str, path: str, *, form: dict[str, str], upload: Upload, key: str, seconds: float | None = None
    ) -> httpx.Response:
        """`seconds` for work on a file that takes longer than a page may."""
        return await self._call("POST", service, path, form=form, upload=upload, key=key, seconds=seconds)

    async def raw(self, service: str, path: str) -> httpx.Response:
        return await self._call("GET", service, path)

    async def _call(
        self,
        method: str,
        service: str,
        path: str,
        *,
        json: BaseModel | None = None,
        params: Params | None = None,
        key: str = "",
        form: dict[str, str] | None = None,
        upload: Upload | None = None,
        seconds: float | None = None,
    ) -> httpx.Response:
        token = self.me.tokens.get(service, "")
        if not token:
            raise ServiceDown(self.agency, service)
        return await self.clients.call(
            self.agency,
            service,
            method,
            path,
            token=token,
            seat=self.seat,
            json=json,
            params=params,
            idempotency_key=key,
            form=form,
            upload=upload,
            seconds=seconds,
        )


async def admit(request: Request) -> Visitor:
    """Session, then the form token of a changing request, then the permission of this page."""
    hall = request.app.state.hall
    permissions = needed(request.scope["route"])
    cookie = hall.sessions.cookie_of(request)
    session = await _session(request, cookie, is_public=PUBLIC in permissions)
    visitor = Visitor(
        cookie=cookie if session else None,
        session=session,
        preferences=read_preferences(request),
        clients=hall.clients,
        pre_token=request.scope["zf.pre_token"],
        seat=seat_of(request),
    )
    request.scope["zf.visitor"] = visitor
    if session is None and PUBLIC not in permissions:
        raise SignInNeeded
    if request.method == "POST":
        await check_csrf(request, expected=visitor.csrf)
    if not visitor.may(*permissions):
        raise PageForbidden(permissions)
    return visitor


async def _session(request: Request, cookie: SignedInCookie | None, *, is_public: bool) -> SessionView | None:
    """A public page must open even while the node that knows the session is away."""
    if cookie is None:
        return None
    try:
        found: SessionView | None = await request.app.state.hall.sessions.resolve(cookie, seat=seat_of(request))
    except (ServiceDown, ServiceRefused):
        if is_public:
            return None
        raise
    return found


def seat_of(request: Request) -> str:
    """The outer layer has put the browser's address there, as far as proxies tell it."""
    return request.client.host if request.client else ""


VisitorDep = Annotated[Visitor, Depends(admit)]
