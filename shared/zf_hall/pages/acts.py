"""Acts on a case: the form of every act of the stage table, suspects, handler, extension of a deadline."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from zf_contracts.http.casemgmt import (
    AddSuspect,
    AmendSuspect,
    AssignHandler,
    CaseView,
    ExtendDeadline,
    OptionView,
    PerformAct,
)  # fmt: skip
from zf_contracts.http.liaison import OfficerRow
from zf_hall.access import needs
from zf_hall.formatting import form_stamp
from zf_hall.forms import FormState, Sent, build, read_form
from zf_hall.i18n import msg
from zf_hall.pages.answer import Door, deliver, go, show
from zf_hall.visitor import Visitor, VisitorDep

router = APIRouter()

ACT_LABELS = {
    "acted_at": msg("办理时间"),
    "documents": msg("所附文书"),
    "note": msg("备注"),
    "fact.served_on": msg("送达日期"),
    "fact.reason": msg("理由"),
    "fact.guarantee": msg("担保方式"),
    "fact.appellant": msg("上诉人或抗诉机关"),
    "fact.unchecked_reason": msg("未作可执行性审查的理由"),
}
FACTS: Mapping[str, tuple[str, ...]] = {
    "serve_non_filing": ("served_on",),
    "decide_non_filing": ("reason",),
    "refuse_arrest": ("reason",),
    "bail_suspect": ("guarantee",),
    "withdraw_case": ("reason",),
    "pronounce_judgment": ("served_on", "unchecked_reason"),
    "record_final_decision": ("unchecked_reason",),
    "pronounce_ruling": ("served_on",),
    "register_appeal": ("appellant",),
    "propose_adjournment": ("reason",),
    "suspend_trial": ("reason",),
}
"""What some acts tell besides their documents; it travels with the act to the agencies concerned."""

UNCHECKED = "unchecked_reason"
"""Asked only where a judgment needs a check of its enforceability and none was made; it stays in the court."""

SUSPECT_LABELS = {
    "name": msg("姓名"),
    "sex": msg("性别"),
    "birth_date": msg("出生日期"),
    "id_kind": msg("证件种类"),
    "id_number": msg("证件号码"),
    "charge": msg("涉嫌罪名"),
    "at_large": msg("是否在逃"),
}
HANDLER_LABELS = {"handler_id": msg("新承办人"), "reason": msg("变更理由")}
EXTEND_LABELS = {
    "document_id": msg("批准文书"),
    "approved_by": msg("批准人或批准机关"),
    "approved_on": msg("批准日期"),
    "reason": msg("延长理由"),
}
ID_KINDS = (
    ("none", msg("未提供")),
    ("citizen_id", msg("居民身份证")),
    ("passport", msg("护照")),
    ("other", msg("其他证件")),
)


def case_door(case_id: str, path: str) -> Door:
    return Door("casemgmt", f"/cases/{case_id}{path}", f"/cases/{case_id}", case_id)


async def read_case(visitor: Visitor, case_id: str) -> CaseView:
    return await visitor.read(CaseView, "casemgmt", f"/cases/{case_id}")


@router.get("/cases/{case_id}/acts/{act}", **needs("case.read"))
async def act_page(request: Request, visitor: VisitorDep, case_id: str, act: str, suspect: str = "") -> Response:
    case = await read_case(visitor, case_id)
    option = option_of(case, act=act, suspect=suspect)
    now = request.app.state.hall.clock.now()
    fitting = _fitting(case, option) if option else []
    form = FormState(ACT_LABELS, {"acted_at": form_stamp(now)}, {"documents": fitting})
    return _act_form(request, case, option=option, form=form)


@router.post("/cases/{case_id}/acts/{act}", **needs("case.read"))
async def perform(request: Request, visitor: VisitorDep, case_id: str, act: str) -> Response:
    sent = await read_form(request)
    facts = {name: sent.text(f"fact.{name}") for name in FACTS.get(act, ()) if sent.text(f"fact.{name}")}
    values = {
        "version": sent.text("version"),
        "act": act,
        "acted_at": sent.moment("acted_at"),
        "suspect_id": sent.text("suspect_id") or None,
        "documents": sent.all("documents"),
        "note": sent.text("note"),
        "facts": facts,
    }
    command, errors = build(PerformAct, values)
    door = case_door(case_id, "/acts")
    answer, errors = await deliver(request, visitor, door, body=command, sent=sent, errors=errors)
    if answer is not None:
        return go(f"/cases/{case_id}", done="act")
    case = await read_case(visitor, case_id)
    option = option_of(case, act=act, suspect=sent.text("suspect_id"))
    errors = tuple(replace(one, name=re.sub(r"^facts\.", "fact.", one.name)) for one in errors)
    return _act_form(request, case, option=option, form=sent.state(ACT_LABELS, errors=errors), status=422)


def _fitting(case: CaseView, option: OptionView) -> list[str]:
    """Papers of the types the act asks for, about its suspect or about the whole case; the newest ones come last."""
    types = {*option.documents, *(name for group in option.documents_any for name in group)}
    return [
        document.id
        for document in case.documents
        if document.type in types and document.suspect_id in (None, option.suspect_id)
    ]


def option_of(case: CaseView, *, act: str, suspect: str) -> OptionView | None:
    found = [option for option in case.options if option.act == act]
    return next((option for option in found if (option.suspect_id or "") == suspect), found[0] if found else None)


def _act_form(
    request: Request, case: CaseView, *, option: OptionView | None, form: FormState, status: int = 200
) -> Response:
    if option is None:
        return show(request, "errors/not_found.html", status=404)
    check = case.enforceability
    asked = check is not None and option.act in check.acts and not check.checked
    facts = tuple(name for name in FACTS.get(option.act, ()) if asked or name != UNCHECKED)
    return show(request, "cases/act.html", status=status, case=case, option=option, form=form, facts=facts)


@router.get("/cases/{case_id}/suspects/new", **needs("suspect.write"))
async def new_suspect(request: Request, visitor: VisitorDep, case_id: str) -> Response:
    case = await read_case(visitor, case_id)
    form = FormState(SUSPECT_LABELS, {"sex": "unknown", "id_kind": "citizen_id", "charge": case.charge})
    return show(request, "cases/suspect.html", case=case, form=form, suspect=None, id_kinds=ID_KINDS)


@router.post("/cases/{case_id}/suspects/new", **needs("suspect.write"))
async def add_suspect(request: Request, visitor: VisitorDep, case_id: str) -> Response:
    sent = await read_form(request)
    values = {name: sent.text(name) for name in ("version", "name", "id_number", "charge")}
    chosen = {"sex": sent.text("sex") or "unknown", "at_large": sent.text("at_large") == "yes"}
    id_kind = sent.text("id_kind") if values["id_number"] else "none"
    birth = sent.text("birth_date") or None
    command, errors = build(AddSuspect, {**values, **chosen, "id_kind": id_kind or "none", "birth_date": birth})
    door = case_door(case_id, "/suspects")
    answer, errors = await deliver(request, visitor, door, body=command, sent=sent, errors=errors)
    if answer is not None:
        return go(f"/cases/{case_id}", done="suspect")
    case, form = await read_case(visitor, case_id), sent.state(SUSPECT_LABELS, errors=errors)
    return show(request, "cases/suspect.html", status=422, case=case, form=form, suspect=None, id_kinds=ID_KINDS)


@router.get("/cases/{case_id}/suspects/{suspect_id}", **needs("suspect.write"))
async def suspect_page(request: Request, visitor: VisitorDep, case_id: str, suspect_id: str) -> Response:
    case = await read_case(visitor, case_id)
    suspect = next((found for found in case.suspects_list if found.id == suspect_id), None)
    if suspect is None:
        return show(request, "errors/not_found.html", status=404)
    values = {"charge": suspect.charge, "at_large": "yes" if suspect.at_large else ""}
    form = FormState(SUSPECT_LABELS, values)
    return show(request, "cases/suspect.html", case=case, form=form, suspect=suspect, id_kinds=ID_KINDS)


@router.post("/cases/{case_id}/suspects/{suspect_id}", **needs("suspect.write"))
async def amend_suspect(request: Request, visitor: VisitorDep, case_id: str, suspect_id: str) -> Response:
    sent = await read_form(request)
    at_large = sent.text("at_large") == "yes"
    values = {"version": sent.text("version"), "charge": sent.text("charge"), "at_large": at_large}
    command, errors = build(AmendSuspect, values)
    door = case_door(case_id, f"/suspects/{suspect_id}")
    answer, errors = await deliver(request, visitor, door, body=command, sent=sent, errors=errors)
    if answer is not None:
        return go(f"/cases/{case_id}", done="suspect_changed")
    case, form = await read_case(visitor, case_id), sent.state(SUSPECT_LABELS, errors=errors)
    suspect = next((found for found in case.suspects_list if found.id == suspect_id), None)
    return show(request, "cases/suspect.html", status=422, case=case, form=form, suspect=suspect, id_kinds=ID_KINDS)


@router.get("/cases/{case_id}/handler", **needs("case.assign"))
async def handler_page(request: Request, visitor: VisitorDep, case_id: str) -> Response:
    case = await read_case(visitor, case_id)
    officers = await visitor.read_list(OfficerRow, "liaison", "/officers")
    form = FormState(HANDLER_LABELS, {"handler_id": case.handler_id or ""})
    return show(request, "cases/handler.html", case=case, officers=officers, form=form)


@router.post("/cases/{case_id}/handler", **needs("case.assign"))
async def assign(request: Request, visitor: VisitorDep, case_id: str) -> Response:
    sent = await read_form(request)
    officers = await visitor.read_list(OfficerRow, "liaison", "/officers")
    command, errors = build(AssignHandler, _handler_values(sent, officers))
    door = case_door(case_id, "/handler")
    answer, errors = await deliver(request, visitor, door, body=command, sent=sent, errors=errors)
    if answer is not None:
        return go(f"/cases/{case_id}", done="handler")
    case, form = await read_case(visitor, case_id), sent.state(HANDLER_LABELS, errors=errors)
    return show(request, "cases/handler.html", status=422, case=case, officers=officers, form=form)


def _handler_values(sent: Sent, officers: tuple[OfficerRow, ...]) -> dict[str, object]:
    chosen = next((officer for officer in officers if officer.id == sent.text("handler_id")), None)
    named = {"handler_name": chosen.name, "unit": chosen.unit} if chosen else {}
    plain = {name: sent.text(name) for name in ("version", "handler_id", "reason")}
    return {**plain, **named}


@router.get("/cases/{case_id}/deadlines/{deadline_id}/extend", **needs("deadline.extend"))
async def extend_page(request: Request, visitor: VisitorDep, case_id: str, deadline_id: str) -> Response:
    return await _extend_form(request, visitor, case_id, deadline_id=deadline_id, form=FormState(EXTEND_LABELS))


@router.post("/cases/{case_id}/deadlines/{deadline_id}/extend", **needs("deadline.extend"))
async def extend(request: Request, visitor: VisitorDep, case_id: str, deadline_id: str) -> Response:
    sent = await read_form(request)
    values = {name: sent.text(name) for name in ("version", "document_id", "approved_by", "approved_on", "reason")}
    command, errors = build(ExtendDeadline, values)
    door = case_door(case_id, f"/deadlines/{deadline_id}/extensions")
    answer, errors = await deliver(request, visitor, door, body=command, sent=sent, errors=errors)
    if answer is not None:
        return go(f"/cases/{case_id}", done="extended")
    form = sent.state(EXTEND_LABELS, errors=errors)
    return await _extend_form(request, visitor, case_id, deadline_id=deadline_id, form=form, status=422)


async def _extend_form(
    request: Request, visitor: Visitor, case_id: str, *, deadline_id: str, form: FormState, status: int = 200
) -> Response:
    case = await read_case(visitor, case_id)
    clock = next((found for found in case.clocks if found.id == deadline_id), None)
    if clock is None:
        return show(request, "errors/not_found.html", status=404)
    return show(request, "cases/extend.html", status=status, case=case, clock=clock, form=form)
