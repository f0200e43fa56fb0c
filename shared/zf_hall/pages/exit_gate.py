"""统一审核、统一出口: what waits for me, the five-point check, the head's signature."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from zf_contracts.http.casemgmt import CaseRow, RecordExitCheck, SignAsHead
from zf_hall.access import needs
from zf_hall.forms import FormState, build, read_form
from zf_hall.i18n import msg
from zf_hall.navigation import REVIEW_ROOM
from zf_hall.pages.acts import case_door, read_case
from zf_hall.pages.answer import deliver, go, show
from zf_hall.visitor import VisitorDep

router = APIRouter()

POINTS = {
    "facts_clear": msg("事实清楚"),
    "evidence_sufficient": msg("证据充分"),
    "charge_accurate": msg("定性准确"),
    "procedure_lawful": msg("程序合法"),
    "formalities_complete": msg("手续完备"),
}
CHECK_LABELS = {**POINTS, "opinion": msg("审核意见")}
SIGN_LABELS = {"opinion": msg("签发意见")}


@router.get("/review", **needs(*REVIEW_ROOM))
async def review_list(request: Request, visitor: VisitorDep, cursor: str = "") -> Response:
    params = {"state": "exit_review", "cursor": cursor}
    page = await visitor.read_page(CaseRow, "casemgmt", "/cases", params=params)
    return show(request, "exit/review.html", page=page)


@router.get("/cases/{case_id}/exit-check", **needs("transfer.check"))
async def check_page(request: Request, visitor: VisitorDep, case_id: str) -> Response:
    case = await read_case(visitor, case_id)
    return show(request, "exit/check.html", case=case, form=FormState(CHECK_LABELS), points=tuple(POINTS))


@router.post("/cases/{case_id}/exit-check", **needs("transfer.check"))
async def check(request: Request, visitor: VisitorDep, case_id: str) -> Response:
    sent = await read_form(request)
    points = {name: {"yes": True, "no": False}.get(sent.text(name)) for name in POINTS}
    values = {**points, "version": sent.text("version"), "opinion": sent.text("opinion")}
    command, errors = build(RecordExitCheck, values)
    door = case_door(case_id, "/exit-check")
    answer, errors = await deliver(request, visitor, door, body=command, sent=sent, errors=errors)
    if answer is not None:
        return go(f"/cases/{case_id}", done="checked")
    case, form = await read_case(visitor, case_id), sent.state(CHECK_LABELS, errors=errors)
    return show(request, "exit/check.html", status=422, case=case, form=form, points=tuple(POINTS))


@router.get("/cases/{case_id}/head-signature", **needs("transfer.approve"))
async def sign_page(request: Request, visitor: VisitorDep, case_id: str) -> Response:
    case = await read_case(visitor, case_id)
    return show(request, "exit/sign.html", case=case, form=FormState(SIGN_LABELS))


@router.post("/cases/{case_id}/head-signature", **needs("transfer.approve"))
async def sign(request: Request, visitor: VisitorDep, case_id: str) -> Response:
    sent = await read_form(request)
    command, errors = build(SignAsHead, {"version": sent.text("version"), "opinion": sent.text("opinion")})
    door = case_door(case_id, "/head-signature")
    answer, errors = await deliver(request, visitor, door, body=command, sent=sent, errors=errors)
    if answer is not None:
        return go(f"/cases/{case_id}", done="signed")
    case, form = await read_case(visitor, case_id), sent.state(SIGN_LABELS, errors=errors)
    return show(request, "exit/sign.html", status=422, case=case, form=form)
