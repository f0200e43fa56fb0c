"""接访预约: asked for at the window, arranged by the host, confirmed by the visitor, held or missed; every step on record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from zf_contracts.http.appointments import (
    AnswerOffer,
    AppointmentReport,
    AppointmentRow,
    AppointmentView,
    CancelAppointment,
    HoldAppointment,
    OfferAppointment,
    RefuseAppointment,
    RequestAppointment,
)
from zf_contracts.http.base import Versioned
from zf_contracts.http.hall import HallView
from zf_contracts.http.receptions import CalendarView, LeaderView
from zf_hall.access import needs
from zf_hall.formatting import form_stamp
from zf_hall.forms import FormState, Sent, build, read_form
from zf_hall.i18n import msg
from zf_hall.navigation import APPOINTMENT_ROOM
from zf_hall.pages.answer import Door, deliver, go, show
from zf_hall.visitor import Visitor, VisitorDep

router = APIRouter()

TABS = (
    ("open", msg("未结束")),
    ("requested", msg("待安排")),
    ("confirmed", msg("已确认")),
    ("held", msg("已接访")),
    ("no_show", msg("未到场")),
    ("cancelled", msg("已取消")),
)
REQUEST_LABELS = {
    "host": msg("接访机关"),
    "matter": msg("事项种类"),
    "petitioner_name": msg("信访人姓名"),
    "phone": msg("电话"),
    "people": msg("人数"),
    "brief": msg("想当面反映什么"),
    "named_name": msg("点名的领导"),
    "wish": msg("希望的时间"),
    "petition_no": msg("信访编号"),
}
ACT_LABELS = {
    "leader_id": msg("接访领导"),
    "meets_at": msg("接访时间"),
    "room": msg("接待室"),
    "reason": msg("理由"),
    "accepted": msg("信访人的意见"),
    "note": msg("信访人的话"),
    "reply": msg("领导的答复"),
}
PROPOSED = {
    "named": msg("信访人点名"),
    "portfolio": msg("分管此类事项且预约最少"),
    "rank": msg("按值班顺序"),
    "nobody": msg("没有可安排的领导"),
}


@dataclass(frozen=True, slots=True)
class ActForm:
    """One thing that can be done: address, label, the acts of the service that open it, who may, its command and fields."""

    path: str
    label: str
    opens: frozenset[str]
    permission: str
    command: type[BaseModel]
    fields: tuple[str, ...] = ()


FORMS = (
    ActForm("check-in", msg("登记到场"), frozenset({"check_in"}), "appointment.book", Versioned),
    ActForm("no-show", msg("登记未到场"), frozenset({"no_show"}), "appointment.book", Versioned),
    ActForm("held", msg("记录接访与答复"), frozenset({"hold"}), "appointment.decide", HoldAppointment, ("reply",)),
    ActForm(
        "answer",
        msg("记录信访人的意见"),
        frozenset({"accept", "decline"}),
        "appointment.book",
        AnswerOffer,
        ("accepted", "note"),
    ),
    ActForm(
        "offer",
        msg("安排接访"),
        frozenset({"offer"}),
        "appointment.decide",
        OfferAppointment,
        ("leader_id", "meets_at", "room", "reason"),
    ),
    ActForm("refusal", msg("不能接访"), frozenset({"refuse"}), "appointment.decide", RefuseAppointment, ("reason",)),
    ActForm("cancellation", msg("取消预约"), frozenset({"cancel"}), "appointment.book", CancelAppointment, ("reason",)),
)
BY_PATH: Mapping[str, ActForm] = {form.path: form for form in FORMS}


@router.get("/appointments", **needs(*APPOINTMENT_ROOM))
async def appointments(request: Request, visitor: VisitorDep, state: str = "open", cursor: str = "") -> Response:
    params = {"state": state, "cursor": cursor}
    page = await visitor.read_page(AppointmentRow, "intake", "/appointments", params=params)
    report = await visitor.read(AppointmentReport, "intake", "/appointments/report")
    hall = await visitor.read(HallView, "intake", "/hall")
    return show(request, "appointments/list.html", page=page, report=report, tabs=TABS, state=state, hall=hall)


@router.get("/appointments/new", **needs("appointment.book"))
async def request_page(request: Request, visitor: VisitorDep, petition_no: str = "") -> Response:
    values = {"host": visitor.agency, "people": "1", "petition_no": petition_no[:40]}
    return await _request(request, visitor, FormState(REQUEST_LABELS, values))


@router.post("/appointments/new", **needs("appointment.book"))
async def book(request: Request, visitor: VisitorDep) -> Response:
    sent = await read_form(request)
    command, errors = build(RequestAppointment, {name: sent.text(name) for name in REQUEST_LABELS})
    door = Door("intake", "/appointments", "/appointments")
    answer, errors = await deliver(request, visitor, door, body=command, sent=sent, errors=errors)
    if answer is None:
        return await _request(request, visitor, sent.state(REQUEST_LABELS, errors=errors), status=422)
    made = AppointmentView.model_validate_json(answer.content)
    return go(f"/appointments/{made.id}", done="appointment")


@router.get("/appointments/{appointment_id}", **needs(*APPOINTMENT_ROOM))
async def appointment_page(request: Request, visitor: VisitorDep, appointment_id: str, act: str = "") -> Response:
    """One form at a time; `act` chooses it, else the next step is offered."""
    return await _page(request, visitor, appointment_id, act=act)


@router.post("/appointments/{appointment_id}/{act}", **needs("appointment.book", "appointment.decide"))
async def act(request: Request, visitor: VisitorDep, appointment_id: str, act: str) -> Response:
    """The service holds the finer permission: what is said for the visitor, what the host decides."""
    form = BY_PATH.get(act)
    if form is None:
        raise HTTPException(404)
    sent = await read_form(request)
    command, errors = build(form.command, {"version": sent.text("version"), **_given(sent, form)})
    back = f"/appointments/{appointment_id}"
    door = Door("intake", f"{back}/{act}", back)
    answer, errors = await deliver(request, visitor, door, body=command, sent=sent, errors=errors)
    if answer is None:
        state = sent.state(ACT_LABELS, errors=errors)
        return await _page(request, visitor, appointment_id, form=state, act=act, status=422)
    return go(back, done="appointment_act")


def _given(sent: Sent, form: ActForm) -> dict[str, object]:
    """An unanswered yes-or-no is left out, so that it is asked for."""
    values: dict[str, object] = {name: sent.text(name) for name in form.fields}
    if "meets_at" in form.fields:
        values["meets_at"] = sent.moment("meets_at")
    if "accepted" in form.fields:
        values["accepted"] = {"yes": True, "no": False}.get(sent.text("accepted"))
    return values


async def _page(
    request: Request,
    visitor: Visitor,
    appointment_id: str,
    *,
    form: FormState | None = None,
    act: str = "",
    status: int = 200,
) -> Response:
    found = await visitor.read(AppointmentView, "intake", f"/appointments/{appointment_id}")
    forms = [one for one in FORMS if one.opens & set(found.acts) and visitor.may(one.permission)]
    leaders: tuple[LeaderView, ...] = ()
    if any(one.path == "offer" for one in forms) and visitor.may("hall.read"):
        leaders = tuple(
            one for one in await visitor.read_list(LeaderView, "intake", "/receptions/leaders") if one.active
        )
    hall = await visitor.read(HallView, "intake", "/hall")
    chosen = next((one for one in forms if one.path == act), forms[0] if forms else None)
    values = {"one": found, "forms": forms, "chosen": chosen, "leaders": leaders, "hall": hall, "proposed": PROPOSED}
    form = form or FormState(ACT_LABELS, _filled(found))
    return show(request, "appointments/appointment.html", status=status, form=form, **values)


def _filled(found: AppointmentView) -> dict[str, str]:
    meets_at = form_stamp(found.meets_at) if found.meets_at else ""
    return {"leader_id": found.leader_id or found.proposed_leader, "meets_at": meets_at, "room": found.room}


async def _request(request: Request, visitor: Visitor, form: FormState, *, status: int = 200) -> Response:
    """Leaders of all agencies whose calendars stand in this hall can be asked for by name."""
    hall = await visitor.read(HallView, "intake", "/hall")
    calendar = await visitor.read(CalendarView, "intake", "/receptions")
    names = sorted({(one.leader_name, one.leader_title, one.agency) for one in calendar.sessions})
    return show(request, "appointments/request.html", status=status, form=form, hall=hall, leaders=names)
