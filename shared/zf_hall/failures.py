"""What a person reads when something is not possible: plain words, what to do next, and the request id to quote."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from urllib.parse import quote

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from zf_contracts.http.casemgmt import CaseView, TimelineEntry
from zf_hall.clients import ServiceDown, ServiceRefused
from zf_hall.csrf import ForeignForm
from zf_hall.pages.answer import ChangedMeanwhile
from zf_hall.render import FRAGMENT_HEADER, Renderer
from zf_hall.visitor import PageForbidden, SignInNeeded
from zf_platform.telemetry_names import LogEvent

_log = logging.getLogger("zf.hall")


def add_failure_pages(app: FastAPI) -> None:
    app.add_exception_handler(SignInNeeded, to_sign_in)
    app.add_exception_handler(PageForbidden, forbidden)
    app.add_exception_handler(ForeignForm, foreign_form)
    app.add_exception_handler(ServiceRefused, refused)
    app.add_exception_handler(ChangedMeanwhile, changed_meanwhile)
    app.add_exception_handler(ServiceDown, down)
    app.add_exception_handler(HTTPException, http_error)
    app.add_exception_handler(Exception, failed)


async def to_sign_in(request: Request, error: Exception) -> Response:
    """A page comes back after signing in; a form cannot, so it goes to the start page."""
    back = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    if request.headers.get(FRAGMENT_HEADER):
        return Response(status_code=401)
    target = f"/login?next={quote(back)}" if request.method == "GET" and back != "/" else "/login"
    return RedirectResponse(target, status_code=303)


async def forbidden(request: Request, error: Exception) -> Response:
    permissions = error.permissions if isinstance(error, PageForbidden) else ()
    return _page(request, "errors/forbidden.html", {"permissions": permissions}, status=403)


async def foreign_form(request: Request, error: Exception) -> Response:
    return _page(request, "errors/foreign_form.html", {}, status=403)


async def refused(request: Request, error: Exception) -> Response:
    """A refusal nobody caught at a form."""
    assert isinstance(error, ServiceRefused)
    if error.status == 401:
        return await to_sign_in(request, error)
    name = {403: "errors/forbidden.html", 404: "errors/not_found.html", 409: "errors/conflict.html"}.get(error.status)
    values: dict[str, object] = {"reasons": error.reasons, "permissions": (), "back": _back(request), "latest": None}
    return _page(request, name or "errors/refused.html", values, status=error.status)


async def changed_meanwhile(request: Request, error: Exception) -> Response:
    """Who did what in the meantime, what was typed, and the way back to the present state."""
    assert isinstance(error, ChangedMeanwhile)
    latest: TimelineEntry | None = None
    visitor = request.scope["zf.visitor"]
    if error.case_id:
        try:
            case = await visitor.read(CaseView, "casemgmt", f"/cases/{error.case_id}")
            latest = max(case.timeline, key=lambda line: line.recorded_at, default=None)
        except (ServiceRefused, ServiceDown):
            # The conflict itself can still be told.
            latest = None
    values: dict[str, object] = {"reasons": error.reasons, "latest": latest, "back": error.back, "typed": error.typed}
    return _page(request, "errors/conflict.html", values, status=409)


async def down(request: Request, error: Exception) -> Response:
    assert isinstance(error, ServiceDown)
    _log.warning(LogEvent.HALL_SERVICE_DOWN.value, extra={"agency": error.agency, "service": error.service})
    return _page(request, "errors/service_down.html", {"service": error.service}, status=503)


async def http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 405:
        return _page(request, "errors/not_found.html", {}, status=405)
    return _page(request, "errors/not_found.html", {}, status=error.status_code)


async def failed(request: Request, error: Exception) -> Response:
    return _page(request, "errors/failed.html", {}, status=500)


def _page(request: Request, template: str, values: Mapping[str, object], *, status: int) -> Response:
    renderer: Renderer = request.app.state.hall.renderer
    return renderer.page(request, template, values, status=status)


def _back(request: Request) -> str:
    """The page the form was on: its path without the last word of the act."""
    return request.url.path.rsplit("/", 1)[0] if request.method == "POST" else request.url.path
