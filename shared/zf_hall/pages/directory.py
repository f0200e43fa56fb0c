"""联络名录: the liaison officers of all agencies, who is to be spoken to today, and the own ones to be kept."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from zf_contracts.http.directory import AddLiaisonOfficer, ChangeLiaisonOfficer, LiaisonOfficerRow, LineTest
from zf_hall.access import SIGNED_IN, needs
from zf_hall.forms import FormState, build, read_form
from zf_hall.i18n import msg
from zf_hall.pages.answer import Door, deliver, go, show
from zf_hall.visitor import Visitor, VisitorDep

router = APIRouter()

POSTS = (("officer", msg("联络员")), ("deputy", msg("副联络员")))
LABELS = {
    "unit": msg("单位"),
    "post": msg("岗位"),
    "name": msg("姓名"),
    "title": msg("职务"),
    "phone": msg("联系电话"),
    "term_from": msg("任期开始"),
    "term_until": msg("任期结束"),
    "absent_from": msg("离岗开始"),
    "absent_until": msg("离岗结束"),
    "substitute": msg("代理人"),
    "ended": msg("不再担任"),
}


@router.get("/directory", **needs(SIGNED_IN))
async def directory_page(request: Request, visitor: VisitorDep, agency: str = "") -> Response:
    rows = await visitor.read_list(LiaisonOfficerRow, "liaison", "/liaison-officers", params={"agency": agency})
    return show(request, "directory/list.html", rows=rows, agency=agency)


@router.get("/directory/new", **needs("directory.keep"))
async def new_officer(request: Request, visitor: VisitorDep) -> Response:
    form = FormState(LABELS, {"post": "officer"})
    return show(request, "directory/officer.html", form=form, officer=None, posts=POSTS)


@router.post("/directory/new", **needs("directory.keep"))
async def add(request: Request, visitor: VisitorDep) -> Response:
    sent = await read_form(request)
    values = {name: sent.text(name) or None for name in LABELS if name != "ended"}
    command, errors = build(AddLiaisonOfficer, values)
    door = Door("liaison", "/liaison-officers", "/directory")
    answer, errors = await deliver(request, visitor, door, body=command, sent=sent, errors=errors)
    if answer is not None:
        return go("/directory", done="told")
    form = sent.state(LABELS, errors=errors)
    return show(request, "directory/officer.html", status=422, form=form, officer=None, posts=POSTS)


@router.get("/directory/{officer_id}", **needs("directory.keep"))
async def officer_page(request: Request, visitor: VisitorDep, officer_id: str) -> Response:
    officer = await _own(visitor, officer_id)
    values = {name: str(getattr(officer, name) or "") for name in LABELS if name != "ended"}
    return show(request, "directory/officer.html", form=FormState(LABELS, values), officer=officer, posts=POSTS)


@router.post("/directory/{officer_id}", **needs("directory.keep"))
async def change(request: Request, visitor: VisitorDep, officer_id: str) -> Response:
    sent = await read_form(request)
    values: dict[str, object] = {name: sent.text(name) or None for name in LABELS if name != "ended"}
    values |= {"version": sent.text("version"), "ended": sent.text("ended") == "yes"}
    command, errors = build(ChangeLiaisonOfficer, values)
    door = Door("liaison", f"/liaison-officers/{officer_id}", f"/directory/{officer_id}")
    answer, errors = await deliver(request, visitor, door, body=command, sent=sent, errors=errors)
    if answer is not None:
        return go("/directory", done="told")
    officer = await _own(visitor, officer_id)
    form = sent.state(LABELS, errors=errors)
    return show(request, "directory/officer.html", status=422, form=form, officer=officer, posts=POSTS)


@router.post("/ops/peers/{peer}/tests", **needs("exchange.operate"))
async def test_line(request: Request, visitor: VisitorDep, peer: str) -> Response:
    """One click: the ledger page of the message shows its receipts with their times."""
    sent = await read_form(request)
    key = sent.key(now=request.app.state.hall.clock.now())
    answer = await visitor.send("liaison", f"/peers/{peer}/tests", body=None, key=key)
    return go(f"/ledger/{LineTest.model_validate_json(answer.content).message_id}")


async def _own(visitor: Visitor, officer_id: str) -> LiaisonOfficerRow:
    rows = await visitor.read_list(LiaisonOfficerRow, "liaison", "/liaison-officers", params={"agency": visitor.agency})
    found = next((row for row in rows if row.id == officer_id), None)
    if found is None:
        raise HTTPException(404)
    return found
