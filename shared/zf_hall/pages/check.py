"""文书核验: whoever holds a paper checks it here with its number and code. Public, by POST, and silent about people."""

from __future__ import annotations

import unicodedata

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from zf_contracts.http.papers import CheckedPaper, CheckPaper
from zf_hall.access import public
from zf_hall.clients import ServiceRefused
from zf_hall.forms import FieldError, FormState, Sent, build, read_form
from zf_hall.i18n import msg
from zf_hall.pages.answer import at_the_form, show
from zf_hall.visitor import Visitor, VisitorDep

router = APIRouter()

LABELS = {"number": msg("文书编号"), "code": msg("核验码")}
_NOT_FOUND = msg("没有查到与所填编号、核验码相符的文书。请对照文书页脚重新填写；仍不相符的，请携文书到出具机关核实。")


@router.get("/check", **public())
async def check_page(request: Request, visitor: VisitorDep, agency: str = "", code: str = "") -> Response:
    """The QR code of a paper fills in agency and code; nothing is asked of anybody before the button is pressed."""
    known = request.app.state.hall.settings.agency(agency)
    values = {"agency": known.code if known else "", "code": code[:40] if known else ""}
    return _form(request, FormState(LABELS, values))


@router.post("/check", **public())
async def check(request: Request, visitor: VisitorDep) -> Response:
    sent = await read_form(request)
    command, errors = build(CheckPaper, {"number": sent.text("number"), "code": sent.text("code")})
    agency = _agency_of(request, sent)
    if not sent.text("number") and not sent.text("agency"):
        errors = (FieldError("number", msg("请填写%(label)s")), *errors)
    elif not agency:
        errors = errors or (FieldError("number", _NOT_FOUND),)
    if command is None or errors:
        return _form(request, sent.state(LABELS, errors=errors), status=422)
    try:
        found = await _ask(request, visitor, agency, command)
    except ServiceRefused as error:
        errors = (FieldError("number", _NOT_FOUND),) if error.status == 404 else at_the_form(error)
        return _form(request, sent.state(LABELS, errors=errors), status=422)
    return show(request, "check/result.html", paper=found)


async def _ask(request: Request, visitor: Visitor, agency: str, command: CheckPaper) -> CheckedPaper:
    clients = request.app.state.hall.clients
    answer = await clients.call(agency, "intake", "POST", "/papers/check", json=command, seat=visitor.seat)
    return CheckedPaper.model_validate_json(answer.content)


def _agency_of(request: Request, sent: Sent) -> str:
    """Whom to ask: the longest beginning of the number that opens the numbers of an agency, else the scanned one."""
    number = "".join(unicodedata.normalize("NFKC", sent.text("number")).split())
    fitting = [one for one in request.app.state.hall.settings.agencies if one.short and number.startswith(one.short)]
    if fitting:
        return str(max(fitting, key=lambda one: len(one.short)).code)
    known = request.app.state.hall.settings.agency(sent.text("agency"))
    return str(known.code) if known and not number else ""


def _form(request: Request, form: FormState, *, status: int = 200) -> Response:
    return show(request, "check/check.html", status=status, form=form)
