"""移送: build the package from the file, send it through the one exit, watch its four evidences, supplement, withdraw."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from zf_contracts.http.casemgmt import (
    CaseView,
    PrepareTransfer,
    SubmitTransfer,
    SupplementTransfer,
    TransferRow,
    TransferView,
    WithdrawTransfer,
)  # fmt: skip
from zf_contracts.http.liaison import DirectoryEntry
from zf_hall.access import needs
from zf_hall.formatting import form_stamp
from zf_hall.forms import FieldError, FormState, Sent, build, read_form
from zf_hall.i18n import msg
from zf_hall.navigation import TRANSFER_ROOM
from zf_hall.pages.acts import case_door, read_case
from zf_hall.pages.answer import Door, deliver, go, show
from zf_hall.visitor import Visitor, VisitorDep

router = APIRouter()

KINDS = (
    ("arrest_request", msg("提请批准逮捕")),
    ("prosecution", msg("移送审查起诉")),
    ("resubmission", msg("补充侦查后重新移送")),
    ("indictment", msg("提起公诉")),
    ("enforcement", msg("交付执行")),
)
STATES = (
    ("draft", msg("草稿")),
    ("submitted", msg("已提交")),
    ("accepted", msg("已受理")),
    ("supplement_requested", msg("要求补充")),
    ("returned", msg("已退回")),
    ("withdrawn", msg("已撤回")),
)
PREPARE_LABELS = {
    "kind": msg("移送种类"),
    "receiver": msg("收件机关"),
    "summary": msg("案情摘要"),
    "lawyers": msg("辩护律师及意见"),
    "suspect_ids": msg("随案人员"),
}
ACT_LABELS = {"acted_at": msg("移送时间"), "note": msg("附言"), "reason": msg("理由")}


class Created(BaseModel):
    id: str


@router.get("/cases/{case_id}/transfer", **needs("transfer.prepare"))
async def prepare_page(request: Request, visitor: VisitorDep, case_id: str, kind: str = "") -> Response:
    case = await read_case(visitor, case_id)
    everyone = [suspect.id for suspect in case.suspects_list]
    values = {"kind": kind, "summary": case.facts}
    form = FormState(PREPARE_LABELS, values, {"suspect_ids": everyone})
    return await _prepare_form(request, visitor, case, form=form)


@router.post("/cases/{case_id}/transfer", **needs("transfer.prepare"))
async def prepare(request: Request, visitor: VisitorDep, case_id: str) -> Response:
    sent = await read_form(request)
    plain = {name: sent.text(name) for name in ("version", "kind", "receiver", "summary")}
    lawyers = tuple(line.strip() for line in sent.text("lawyers").splitlines() if line.strip())
    values = {**plain, "lawyers": lawyers, "suspect_ids": sent.all("suspect_ids")}
    command, errors = build(PrepareTransfer, values)
    door = case_door(case_id, "/transfers")
    answer, errors = await deliver(request, visitor, door, body=command, sent=sent, errors=errors)
    if answer is not None:
        return go(f"/transfers/{Created.model_validate_json(answer.content).id}", done="prepared")
    case = await read_case(visitor, case_id)
    form = sent.state(PREPARE_LABELS, errors=errors)
    return await _prepare_form(request, visitor, case, form=form, status=422)


async def _prepare_form(
    request: Request, visitor: Visitor, case: CaseView, *, form: FormState, status: int = 200
) -> Response:
    directory = await visitor.read_list(DirectoryEntry, "liaison", "/directory")
    receivers = [entry for entry in directory if entry.exchanges and entry.code != visitor.agency]
    offered = {option.package for option in case.options if option.package}
    kinds = [pair for pair in KINDS if pair[0] in offered] or list(KINDS)
    values = {"case": case, "form": form, "receivers": receivers, "kinds": kinds}
    return show(request, "transfers/prepare.html", status=status, **values)


@router.get("/transfers", **needs(*TRANSFER_ROOM))
async def transfer_list(request: Request, visitor: VisitorDep, state: str = "", cursor: str = "") -> Response:
    params = {"state": state, "cursor": cursor}
    page = await visitor.read_page(TransferRow, "casemgmt", "/transfers", params=params)
    return show(request, "transfers/list.html", page=page, state=state, states=STATES)


@router.get("/transfers/{transfer_id}", **needs(*TRANSFER_ROOM))
async def transfer_page(request: Request, visitor: VisitorDep, transfer_id: str) -> Response:
    now = request.app.state.hall.clock.now()
    form = FormState(ACT_LABELS, {"acted_at": form_stamp(now)})
    return await _transfer(request, visitor, transfer_id, form=form)


async def _transfer(
    request: Request, visitor: Visitor, transfer_id: str, *, form: FormState, status: int = 200
) -> Response:
    transfer = await visitor.read(TransferView, "casemgmt", f"/transfers/{transfer_id}")
    case: CaseView | None = None
    if transfer.state == "draft" and visitor.may("case.read"):
        case = await read_case(visitor, transfer.case_id)
    return show(request, "transfers/transfer.html", status=status, transfer=transfer, form=form, case=case)


@router.post("/transfers/{transfer_id}/submission", **needs("transfer.send"))
async def submit(request: Request, visitor: VisitorDep, transfer_id: str) -> Response:
    sent = await read_form(request)
    values = {"version": sent.text("version"), "acted_at": sent.moment("acted_at"), "note": sent.text("note")}
    command, errors = build(SubmitTransfer, values)
    return await _done(request, visitor, transfer_id, path="submission", body=command, sent=sent, errors=errors)


@router.post("/transfers/{transfer_id}/supplement", **needs("transfer.send"))
async def supplement(request: Request, visitor: VisitorDep, transfer_id: str) -> Response:
    sent = await read_form(request)
    values = {"version": sent.text("version"), "acted_at": sent.moment("acted_at"), "reason": sent.text("reason")}
    command, errors = build(SupplementTransfer, values)
    return await _done(request, visitor, transfer_id, path="supplement", body=command, sent=sent, errors=errors)


@router.post("/transfers/{transfer_id}/withdrawal", **needs("transfer.prepare"))
async def withdraw(request: Request, visitor: VisitorDep, transfer_id: str) -> Response:
    sent = await read_form(request)
    command, errors = build(WithdrawTransfer, {"version": sent.text("version"), "reason": sent.text("reason")})
    return await _done(request, visitor, transfer_id, path="withdrawal", body=command, sent=sent, errors=errors)


_NOTICES = {"submission": "submitted", "supplement": "supplemented", "withdrawal": "withdrawn"}


async def _done(
    request: Request,
    visitor: Visitor,
    transfer_id: str,
    *,
    path: str,
    body: BaseModel | None,
    sent: Sent,
    errors: tuple[FieldError, ...],
) -> Response:
    door = Door("casemgmt", f"/transfers/{transfer_id}/{path}", f"/transfers/{transfer_id}", sent.text("case_id"))
    answer, errors = await deliver(request, visitor, door, body=body, sent=sent, errors=errors)
    if answer is not None:
        return go(f"/transfers/{transfer_id}", done=_NOTICES[path])
    return await _transfer(request, visitor, transfer_id, form=sent.state(ACT_LABELS, errors=errors), status=422)
