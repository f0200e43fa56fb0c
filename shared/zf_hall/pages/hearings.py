"""公开听证: the hearings of one petition, the call with panel and invitations, and the steps of each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from zf_contracts.http.hearings import CallHearing, CancelHearing, ConcludeHearing, HearingsView, PublishHearing
from zf_hall.access import needs
from zf_hall.forms import FormState, Sent, build, read_form
from zf_hall.i18n import msg
from zf_hall.pages.answer import Door, deliver, go, show
from zf_hall.visitor import Visitor, VisitorDep

router = APIRouter()

HERE = "/petitions/{petition_id}/hearings"
APPLICANTS = (("petitioner", msg("信访人申请")), ("agency", msg("本机关决定")))
LABELS = {
    "applied_by": msg("谁提出"),
    "application": msg("申请或决定的理由"),
    "subject": msg("听证事项"),
    "hearing_at": msg("听证时间"),
    "place": msg("地点"),
    "public": msg("是否公开"),
    "panel": msg("听证人员"),
    "invited": msg("邀请的机关"),
    "held_at": msg("实际时间"),
    "present": msg("参加人"),
    "record": msg("听证笔录"),
    "opinion": msg("听证意见"),
    "reason": msg("理由"),
    "published_where": msg("公布的地方"),
    "announcement": msg("公布的内容"),
}
_BETWEEN = re.compile(r"[,(\t]")
_NARROW = {0xFF0C: ",", 0xFF08: "(", 0xFF09: ")"}
"""Comma and brackets of full width, as people type them."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a called hearing: the part of its address, its heading, what is sent, and which fields are asked."""

    route: str
    label: str
    model: type[BaseModel]
    fields: tuple[str, ...]


STEPS: Mapping[str, Step] = {
    "conclude": Step("conclusion", msg("记录听证"), ConcludeHearing, ("held_at", "present", "record", "opinion")),
    "cancel": Step("cancellation", msg("取消听证"), CancelHearing, ("reason",)),
    "publish": Step("publication", msg("公布听证结果"), PublishHearing, ("published_where", "announcement")),
}


@router.get(HERE, **needs("petition.read"))
async def hearings_page(request: Request, visitor: VisitorDep, petition_id: str) -> Response:
    return show(request, "hearings/list.html", seen=await _read(visitor, petition_id), steps=STEPS)


@router.get(HERE + "/new", **needs("petition.review"))
async def call_page(request: Request, visitor: VisitorDep, petition_id: str) -> Response:
    return await _call(request, visitor, petition_id, FormState(LABELS))


@router.post(HERE + "/new", **needs("petition.review"))
async def call(request: Request, visitor: VisitorDep, petition_id: str) -> Response:
    sent = await read_form(request)
    texts = ("version", "applied_by", "application", "subject", "place")
    values: dict[str, object] = {name: sent.text(name) for name in texts}
    values |= {
        "hearing_at": sent.moment("hearing_at"),
        "public": {"yes": True, "no": False}.get(sent.text("public")),
        "panel": panel_of(sent.text("panel")),
        "invited": sent.all("invited"),
    }
    command, errors = build(CallHearing, values)
    back = f"/petitions/{petition_id}/hearings"
    answer, errors = await deliver(request, visitor, Door("intake", back, back), body=command, sent=sent, errors=errors)
    if answer is not None:
        return go(back, done="hearing")
    return await _call(request, visitor, petition_id, sent.state(LABELS, errors=errors))


@router.get(HERE + "/{hearing_id}/{step}", **needs("petition.review"))
async def step_page(request: Request, visitor: VisitorDep, petition_id: str, hearing_id: str, step: str) -> Response:
    return await _step(request, visitor, (petition_id, hearing_id, step), FormState(LABELS))


@router.post(HERE + "/{hearing_id}/{step}", **needs("petition.review"))
async def take_step(request: Request, visitor: VisitorDep, petition_id: str, hearing_id: str, step: str) -> Response:
    found = STEPS.get(step)
    if found is None:
        return show(request, "errors/not_found.html", status=404)
    sent = await read_form(request)
    command, errors = build(found.model, {"version": sent.text("version"), **_values(sent, found)})
    back = f"/petitions/{petition_id}/hearings"
    door = Door("intake", f"/hearings/{hearing_id}/{found.route}", back)
    answer, errors = await deliver(request, visitor, door, body=command, sent=sent, errors=errors)
    if answer is not None:
        return go(back, done="hearing")
    return await _step(request, visitor, (petition_id, hearing_id, step), sent.state(LABELS, errors=errors))


def panel_of(text: str) -> list[dict[str, str]]:
    """One person a line: the name, and after a comma or in brackets what he is."""
    found: list[dict[str, str]] = []
    for line in text.splitlines():
        name, *rest = _BETWEEN.split(line.translate(_NARROW).strip(), maxsplit=1)
        if name.strip():
            found.append({"name": name.strip(), "post": rest[0].strip(" )") if rest else ""})
    return found


def _values(sent: Sent, step: Step) -> dict[str, object]:
    values: dict[str, object] = {name: sent.text(name) for name in step.fields}
    if "held_at" in values:
        values["held_at"] = sent.moment("held_at")
        values["present"] = [line.strip() for line in sent.text("present").splitlines() if line.strip()]
    return values


async def _read(visitor: Visitor, petition_id: str) -> HearingsView:
    return await visitor.read(HearingsView, "intake", f"/petitions/{petition_id}/hearings")


async def _call(request: Request, visitor: Visitor, petition_id: str, form: FormState) -> Response:
    seen = await _read(visitor, petition_id)
    status = 422 if form.errors else 200
    return show(request, "hearings/call.html", status=status, seen=seen, form=form, applicants=APPLICANTS)


async def _step(request: Request, visitor: Visitor, place: tuple[str, str, str], form: FormState) -> Response:
    petition_id, hearing_id, name = place
    seen = await _read(visitor, petition_id)
    hearing = next((one for one in seen.hearings if one.id == hearing_id), None)
    if hearing is None or name not in STEPS:
        return show(request, "errors/not_found.html", status=404)
    shown = {"seen": seen, "hearing": hearing, "name": name, "step": STEPS[name], "form": form}
    return show(request, "hearings/step.html", status=422 if form.errors else 200, **shown)
