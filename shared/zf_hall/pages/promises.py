"""服务承诺: what is promised in public, and every breach with its cause and who answers for it."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from zf_contracts.http.promises import BreachView, GiveCause, PromiseView
from zf_hall.access import needs
from zf_hall.forms import FormState, build, read_form
from zf_hall.i18n import msg
from zf_hall.navigation import HALL_ROOM
from zf_hall.pages.answer import Door, deliver, go, show
from zf_hall.visitor import Visitor, VisitorDep

router = APIRouter()

LABELS = {"cause": msg("原因"), "person_name": msg("责任人")}


@router.get("/promises", **needs(*HALL_ROOM))
async def promises(request: Request, visitor: VisitorDep, *, waiting: str = "", cursor: str = "") -> Response:
    return await _page(request, visitor, FormState(LABELS), waiting=waiting, cursor=cursor)


@router.post("/promises/breaches/{breach_id}/cause", **needs("hall.manage"))
async def cause(request: Request, visitor: VisitorDep, breach_id: str) -> Response:
    """Given once; afterwards it stands."""
    sent = await read_form(request)
    values = {"version": sent.text("version"), "cause": sent.text("cause"), "person_name": sent.text("person_name")}
    command, errors = build(GiveCause, values)
    door = Door("intake", f"/promises/breaches/{breach_id}/cause", "/promises")
    answer, errors = await deliver(request, visitor, door, body=command, sent=sent, errors=errors)
    if answer is None:
        return await _page(request, visitor, sent.state(LABELS, errors=errors), open_breach=breach_id, status=422)
    return go("/promises", done="cause")


async def _page(
    request: Request,
    visitor: Visitor,
    form: FormState,
    *,
    waiting: str = "",
    cursor: str = "",
    open_breach: str = "",
    status: int = 200,
) -> Response:
    params = {"waiting": "true" if waiting else "", "cursor": cursor}
    page = await visitor.read_page(BreachView, "intake", "/promises/breaches", params=params)
    published = await visitor.read_list(PromiseView, "intake", "/promises")
    values = {"page": page, "promises": published, "waiting": waiting, "open_breach": open_breach}
    return show(request, "promises/promises.html", status=status, form=form, **values)
