"""The committee itself, a case put to it, and the mark of a major or difficult case."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from zf_contracts.http.deliberations import (
    CaseDeliberationsView,
    CommitteeView,
    MarkGrave,
    ProposeDeliberation,
    SeatMember,
    UnseatMember,
)
from zf_contracts.http.liaison import OfficerRow
from zf_hall.access import needs
from zf_hall.forms import FormState, build, read_form
from zf_hall.i18n import msg
from zf_hall.navigation import DELIBERATION_ROOM
from zf_hall.pages.acts import case_door, read_case
from zf_hall.pages.answer import Door, deliver, go, show
from zf_hall.visitor import Visitor, VisitorDep

router = APIRouter()

HERE = "/deliberations/committee"
DUTIES = (("chair", msg("主任委员")), ("deputy", msg("副主任委员")), ("member", msg("委员")))
MEMBER_LABELS = {"account_id": msg("成员"), "duty": msg("职务"), "reason": msg("离任原因")}
PROPOSAL_LABELS = {
    "question": msg("提请情形"),
    "act": msg("提请决定的事项"),
    "suspect_id": msg("嫌疑人（被告人）"),
    "asked": msg("需要决定的问题"),
    "report": msg("案情和各方意见"),
    "supersedes": msg("要求重新讨论的决定"),
    "supersede_reason": msg("重新讨论的理由"),
}
MARK_LABELS = {"ground": msg("情形"), "reason": msg("理由")}


@router.get(HERE, **needs(*DELIBERATION_ROOM))
async def committee_page(request: Request, visitor: VisitorDep) -> Response:
    return await _committee(request, visitor, FormState(MEMBER_LABELS, {"duty": "member"}))


@router.post(HERE, **needs("committee.keep"))
async def seat_member(request: Request, visitor: VisitorDep) -> Response:
    sent = await read_form(request)
    officers = await visitor.read_list(OfficerRow, "liaison", "/officers")
    chosen = next((officer.name for officer in officers if officer.id == sent.text("account_id")), "")
    values = {"account_id": sent.text("account_id"), "name": chosen or None, "duty": sent.text("duty")}
    command, errors = build(SeatMember, values)
    door = Door("casemgmt", "/committee/members", HERE)
    answer, errors = await deliver(request, visitor, door, body=command, sent=sent, errors=errors)
    if answer is not None:
        return go(HERE, done="committee")
    return await _committee(request, visitor, sent.state(MEMBER_LABELS, errors=errors))


@router.post(HERE + "/{account_id}/leaving", **needs("committee.keep"))
async def unseat_member(request: Request, visitor: VisitorDep, account_id: str) -> Response:
    sent = await read_form(request)
    command, errors = build(UnseatMember, {"reason": sent.text("reason")})
    door = Door("casemgmt", f"/committee/members/{account_id}/leaving", HERE)
    answer, errors = await deliver(request, visitor, door, body=command, sent=sent, errors=errors)
    if answer is not None:
        return go(HERE, done="committee")
    return await _committee(request, visitor, sent.state(MEMBER_LABELS, errors=errors))


async def _committee(request: Request, visitor: Visitor, form: FormState) -> Response:
    committee = await visitor.read(CommitteeView, "casemgmt", "/committee")
    keeps = visitor.may("committee.keep")
    officers = await visitor.read_list(OfficerRow, "liaison", "/officers") if keeps else ()
    status = 422 if form.errors else 200
    return show(
        request,
        "deliberations/committee.html",
        status=status,
        committee=committee,
        officers=officers,
        form=form,
        duties=DUTIES,
        keeps=keeps,
    )


@router.get("/cases/{case_id}/deliberations/new", **needs("deliberation.propose"))
async def proposal_page(request: Request, visitor: VisitorDep, case_id: str, act: str = "") -> Response:
    return await _proposal(request, visitor, case_id, FormState(PROPOSAL_LABELS, {"act": act}))


@router.post("/cases/{case_id}/deliberations/new", **needs("deliberation.propose"))
async def propose(request: Request, visitor: VisitorDep, case_id: str) -> Response:
    sent = await read_form(request)
    command, errors = build(ProposeDeliberation, {name: sent.text(name) for name in ("version", *PROPOSAL_LABELS)})
    door = case_door(case_id, "/deliberations")
    answer, errors = await deliver(request, visitor, door, body=command, sent=sent, errors=errors)
    if answer is not None:
        return go(f"/deliberations/{answer.json()['id']}", done="deliberation_proposed")
    return await _proposal(request, visitor, case_id, sent.state(PROPOSAL_LABELS, errors=errors))


async def _proposal(request: Request, visitor: Visitor, case_id: str, form: FormState) -> Response:
    found = await _of_case(visitor, case_id)
    case = await read_case(visitor, case_id)
    status = 422 if form.errors else 200
    return show(request, "deliberations/propose.html", status=status, found=found, case=case, form=form)


@router.get("/cases/{case_id}/grave-mark", **needs("deliberation.propose"))
async def mark_page(request: Request, visitor: VisitorDep, case_id: str) -> Response:
    return await _mark(request, visitor, case_id, FormState(MARK_LABELS))


@router.post("/cases/{case_id}/grave-mark", **needs("deliberation.propose"))
async def mark(request: Request, visitor: VisitorDep, case_id: str) -> Response:
    sent = await read_form(request)
    plain = {name: sent.text(name) for name in ("version", "ground", "reason")}
    command, errors = build(MarkGrave, {**plain, "grave": sent.text("grave") != "no"})
    door = case_door(case_id, "/grave-mark")
    answer, errors = await deliver(request, visitor, door, body=command, sent=sent, errors=errors)
    if answer is not None:
        return go(f"/cases/{case_id}", done="grave_mark")
    return await _mark(request, visitor, case_id, sent.state(MARK_LABELS, errors=errors))


async def _mark(request: Request, visitor: Visitor, case_id: str, form: FormState) -> Response:
    found = await _of_case(visitor, case_id)
    return show(request, "deliberations/mark.html", status=422 if form.errors else 200, found=found, form=form)


async def _of_case(visitor: Visitor, case_id: str) -> CaseDeliberationsView:
    return await visitor.read(CaseDeliberationsView, "casemgmt", f"/cases/{case_id}/deliberations")
