"""联合事项: one matter of several agencies on one screen. Who leads and why, who has confirmed, every part, the one answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from zf_contracts.http.joint import (
    AnswerPartObjection,
    ComposeReply,
    JointPartView,
    JointRow,
    JointView,
    RaiseDispute,
    ReassignPart,
)
from zf_hall.access import needs
from zf_hall.forms import FormState, Sent, build, read_form
from zf_hall.i18n import msg
from zf_hall.navigation import JOINT_ROOM
from zf_hall.pages.answer import Door, deliver, go, show
from zf_hall.visitor import Visitor, VisitorDep

router = APIRouter()

HERE = "/joint/{joint_id}"
PART = HERE + "/parts/{part_no}"
LABELS = {
    "body": msg("统一答复正文"),
    "proposed": msg("建议由谁牵头"),
    "agency": msg("改由哪个机关办理"),
    "reason": msg("理由"),
    "agree": msg("是否同意异议"),
}


@router.get("/joint", **needs(*JOINT_ROOM))
async def joint_list(request: Request, visitor: VisitorDep, *, open: str = "", cursor: str = "") -> Response:
    params = {"open": "true" if open else "", "cursor": cursor}
    page = await visitor.read_page(JointRow, "intake", "/joint", params=params)
    return show(request, "joint/list.html", page=page, open_only=bool(open))


@router.get("/petitions/{petition_id}/joint", **needs("petition.read"))
async def joint_of_petition(visitor: VisitorDep, petition_id: str) -> Response:
    found = await visitor.read(JointView, "intake", f"/petitions/{petition_id}/joint")
    return go(f"/joint/{found.id}")


@router.get(HERE, **needs("petition.read"))
async def joint_page(request: Request, visitor: VisitorDep, joint_id: str) -> Response:
    matter = await _read(visitor, joint_id)
    return show(request, "joint/matter.html", matter=matter, options={one.act: one for one in matter.options})


@router.get(PART, **needs("petition.read"))
async def part_page(request: Request, visitor: VisitorDep, joint_id: str, part_no: str) -> Response:
    return await _part(request, await _read(visitor, joint_id), part_no, FormState(LABELS))


@router.post(PART + "/objection-decision", **needs("petition.split"))
async def decide_objection(request: Request, visitor: VisitorDep, joint_id: str, part_no: str) -> Response:
    sent = await read_form(request)
    agree = {"yes": True, "no": False}.get(sent.text("agree"))
    values = {"version": sent.text("version"), "agree": agree, "reason": sent.text("reason")}
    sending = Sending(f"/joint/{joint_id}/parts/{part_no}/objection-decision", AnswerPartObjection, values)
    form = await _send(request, visitor, sending, sent=sent, back=f"/joint/{joint_id}")
    return form if isinstance(form, Response) else await _part(request, await _read(visitor, joint_id), part_no, form)


@router.post(PART + "/agency", **needs("petition.split"))
async def reassign(request: Request, visitor: VisitorDep, joint_id: str, part_no: str) -> Response:
    sent = await read_form(request)
    values = {name: sent.text(name) for name in ("version", "agency", "reason")}
    sending = Sending(f"/joint/{joint_id}/parts/{part_no}/agency", ReassignPart, values)
    form = await _send(request, visitor, sending, sent=sent, back=f"/joint/{joint_id}")
    return form if isinstance(form, Response) else await _part(request, await _read(visitor, joint_id), part_no, form)


@router.get(HERE + "/dispute", **needs("petition.route"))
async def dispute_page(request: Request, visitor: VisitorDep, joint_id: str) -> Response:
    return _act(request, await _read(visitor, joint_id), "dispute", FormState(LABELS))


@router.post(HERE + "/dispute", **needs("petition.route"))
async def raise_dispute(request: Request, visitor: VisitorDep, joint_id: str) -> Response:
    sent = await read_form(request)
    values = {name: sent.text(name) for name in ("version", "proposed", "reason")}
    sending = Sending(f"/joint/{joint_id}/dispute", RaiseDispute, values)
    form = await _send(request, visitor, sending, sent=sent, back=f"/joint/{joint_id}")
    return form if isinstance(form, Response) else _act(request, await _read(visitor, joint_id), "dispute", form)


@router.get(HERE + "/reply", **needs("petition.answer"))
async def reply_page(request: Request, visitor: VisitorDep, joint_id: str) -> Response:
    matter = await _read(visitor, joint_id)
    return _act(request, matter, "reply", FormState(LABELS, {"body": draft_of(matter)}))


@router.post(HERE + "/reply", **needs("petition.answer"))
async def reply(request: Request, visitor: VisitorDep, joint_id: str) -> Response:
    sent = await read_form(request)
    values = {name: sent.text(name) for name in ("version", "body")}
    sending = Sending(f"/joint/{joint_id}/reply", ComposeReply, values)
    form = await _send(request, visitor, sending, sent=sent, back=f"/joint/{joint_id}")
    return form if isinstance(form, Response) else _act(request, await _read(visitor, joint_id), "reply", form)


def draft_of(matter: JointView) -> str:
    """The answers to the parts under the names of their agencies: what the lead agency begins with, and rewrites."""
    told = {number for one in matter.replies for number in one.parts}
    return "\n\n".join(
        f"{part.agency_zh}\n{part.answer}" for part in matter.agencies if part.answer and part.part_no not in told
    )


@dataclass(frozen=True, slots=True)
class Sending:
    """A command on its way: where it goes, its contract, what the form said."""

    path: str
    model: type[BaseModel]
    values: Mapping[str, object]


async def _send(request: Request, visitor: Visitor, sending: Sending, *, sent: Sent, back: str) -> Response | FormState:
    """The next page, or the form as it was typed with what is wrong."""
    command, errors = build(sending.model, sending.values)
    door = Door("intake", sending.path, back)
    answer, errors = await deliver(request, visitor, door, body=command, sent=sent, errors=errors)
    return go(back, done="joint") if answer is not None else sent.state(LABELS, errors=errors)


async def _read(visitor: Visitor, joint_id: str) -> JointView:
    return await visitor.read(JointView, "intake", f"/joint/{joint_id}")


def _act(request: Request, matter: JointView, act: str, form: FormState) -> Response:
    option = next((one for one in matter.options if one.act == act), None)
    status = 422 if form.errors else 200
    return show(request, f"joint/{act}.html", status=status, matter=matter, form=form, option=option)


async def _part(request: Request, matter: JointView, part_no: str, form: FormState) -> Response:
    part = _find(matter, part_no)
    if part is None:
        return show(request, "errors/not_found.html", status=404)
    status = 422 if form.errors else 200
    return show(request, "joint/part.html", status=status, matter=matter, part=part, form=form)


def _find(matter: JointView, part_no: str) -> JointPartView | None:
    return next((one for one in matter.agencies if str(one.part_no) == part_no), None)
