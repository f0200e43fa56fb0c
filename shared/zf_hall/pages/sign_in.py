"""Signing in and out, one's own page, and the preferences that also work before signing in."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from zf_contracts.http.liaison import ChangePassword, SignedIn, SignIn
from zf_hall.access import needs, public
from zf_hall.assets import Assets
from zf_hall.clients import ServiceDown, ServiceRefused
from zf_hall.forms import FieldError, FormState, Sent, build, errors_of, read_form
from zf_hall.i18n import msg
from zf_hall.navigation import home_of
from zf_hall.pages.answer import at_the_form, go, own_path, show
from zf_hall.preferences import preference_names, write_preference
from zf_hall.session import SignedInCookie
from zf_hall.visitor import VisitorDep

router = APIRouter()

SIGN_IN_LABELS = {"agency": msg("所在机关"), "username": msg("用户名"), "password": msg("密码")}
PASSWORD_LABELS = {
    "old_password": msg("当前密码"),
    "new_password": msg("新密码"),
    "again": msg("再输一次新密码"),
}


@router.get("/", **needs())
async def start(visitor: VisitorDep) -> Response:
    return go(home_of(visitor))


@router.get("/login", **public())
async def login_page(request: Request, visitor: VisitorDep, next: str = "", agency: str = "") -> Response:
    if visitor.session is not None:
        return go(own_path(next, otherwise=home_of(visitor)))
    return show(request, "login/login.html", form=FormState(SIGN_IN_LABELS, {"next": next, "agency": agency}))


@router.post("/login", **public())
async def sign_in(request: Request, visitor: VisitorDep) -> Response:
    hall = request.app.state.hall
    sent = await read_form(request)
    agency = sent.text("agency")
    command, errors = build(SignIn, {"username": sent.text("username"), "password": sent.values.get("password", "")})
    if hall.settings.agency(agency) is None:
        errors = (FieldError("agency", msg("请选择%(label)s")), *errors)
    if command is not None and not errors:
        try:
            answer = await hall.clients.call(agency, "liaison", "POST", "/sessions", json=command, seat=visitor.seat)
        except ServiceRefused as error:
            return _sign_in_again(request, sent, errors_of(error.reasons) or _refused_errors())
        except ServiceDown:
            return _sign_in_again(request, sent, (FieldError("agency", msg("该机关的服务暂时无法连接，请稍后再试")),))
        signed_in = SignedIn.model_validate_json(answer.content)
        response = go(own_path(sent.text("next"), otherwise="/"))
        hall.sessions.write(response, SignedInCookie(agency, signed_in.session))
        return response
    return _sign_in_again(request, sent, errors)


def _refused_errors() -> tuple[FieldError, ...]:
    return (FieldError("username", msg("用户名或密码不正确")),)


def _sign_in_again(request: Request, sent: Sent, errors: tuple[FieldError, ...]) -> Response:
    return show(request, "login/login.html", status=422, form=sent.state(SIGN_IN_LABELS, errors=errors))


@router.post("/logout", **public())
async def sign_out(request: Request, visitor: VisitorDep) -> Response:
    hall = request.app.state.hall
    response = go("/login")
    if visitor.cookie is not None and visitor.session is not None:
        try:
            await hall.clients.call(
                visitor.agency,
                "liaison",
                "DELETE",
                "/sessions/current",
                token=visitor.session.tokens.get("liaison", ""),
                seat=visitor.seat,
                headers={"x-zf-session": visitor.cookie.session},
                idempotency_key=request.scope["zf.request_id"],
            )
        except (ServiceDown, ServiceRefused):
            # The cookie goes in any case; the session itself ends by idle time.
            pass
    hall.sessions.clear(response)
    return response


@router.post("/preferences", **public())
async def set_preferences(request: Request, visitor: VisitorDep) -> Response:
    sent = await read_form(request)
    response = RedirectResponse(own_path(sent.text("back"), otherwise="/"), status_code=303)
    for name in preference_names():
        if sent.text(name):
            write_preference(response, name, sent.text(name), secure=request.app.state.hall.settings.secure_cookies)
    return response


@router.get("/me", **needs())
async def own_page(request: Request, visitor: VisitorDep) -> Response:
    return show(request, "login/me.html", form=FormState(PASSWORD_LABELS))


@router.post("/me/password", **needs("session.own"))
async def change_password(request: Request, visitor: VisitorDep) -> Response:
    hall = request.app.state.hall
    sent = await read_form(request)
    values = {name: sent.values.get(name, "") for name in ("old_password", "new_password")}
    command, errors = build(ChangePassword, values)
    if sent.values.get("again", "") != values["new_password"]:
        errors = (*errors, FieldError("again", msg("两次输入的新密码不一致")))
    if command is not None and not errors:
        try:
            await visitor.send("liaison", "/sessions/password", body=command, key=sent.key(now=hall.clock.now()))
            return go("/me", done="password")
        except ServiceRefused as error:
            errors = at_the_form(error)
    # What was typed into a password field never comes back to the page.
    return show(request, "login/me.html", status=422, form=FormState(PASSWORD_LABELS, errors=errors))


@router.get("/static/{version}/{name}", **public())
async def static_file(request: Request, version: str, name: str) -> Response:
    assets: Assets = request.app.state.hall.assets
    return assets.answer(version, name) or show(request, "errors/not_found.html", status=404)


@router.get("/favicon.ico", **public())
async def favicon(request: Request) -> Response:
    return go(request.app.state.hall.assets.url("favicon.svg"))


@router.get("/health/live", **public())
async def live() -> Response:
    return Response("ok", media_type="text/plain")
