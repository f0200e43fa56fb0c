"""领导接访日程: the calendar made by rule, its publication, moves by decision, what was held; and the duty roster."""

from __future__ import annotations

from datetime import timedelta

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from zf_contracts.http.hall import HallView
from zf_contracts.http.receptions import (
    AssignLeader,
    CalendarView,
    DecideSession,
    LeaderView,
    PlanSessions,
    PublishSessions,
    RecordSession,
    SaveLeader,
    SessionReport,
    SessionView,
)
from zf_hall.access import needs
from zf_hall.formatting import local_day
from zf_hall.forms import FormState, build, read_form
from zf_hall.i18n import msg
from zf_hall.navigation import HALL_ROOM
from zf_hall.pages.answer import Door, deliver, go, show
from zf_hall.visitor import Visitor, VisitorDep

router = APIRouter()

ENDED = ("held", "missed", "cancelled")
ACTS = (
    ("record", msg("记录接访情况"), "reception.record"),
    ("leader", msg("换人接访"), "reception.publish"),
    ("decision", msg("改期或取消"), "reception.publish"),
)
BACK = timedelta(days=31)
AHEAD = timedelta(days=60)
PLAN_LABELS = {"until": msg("排到哪一天"), "place": msg("接访地点")}
LEADER_LABELS = {
    "account_id": msg("账号"),
    "name": msg("姓名"),
    "title": msg("职务"),
    "rank": msg("值班顺序"),
    "portfolio": msg("分管事项"),
    "active": msg("参加接访"),
}
SESSION_LABELS = {
    "day": msg("改到哪一天"),
    "decision_no": msg("决定文号"),
    "reason": msg("理由"),
    "urgent": msg("紧急"),
    "leader_id": msg("接访领导"),
    "held": msg("是否接访"),
    "held_by": msg("代为接访的领导"),
    "received": msg("接待人数"),
    "note": msg("情况记录"),
}


@router.get("/receptions", **needs(*HALL_ROOM))
async def calendar(request: Request, visitor: VisitorDep) -> Response:
    return await _calendar(request, visitor, FormState(PLAN_LABELS))


@router.post("/receptions/plan", **needs("reception.publish"))
async def plan(request: Request, visitor: VisitorDep) -> Response:
    return await _ahead(request, visitor, PlanSessions, path="/receptions/plan", fields=("until",), done="planned")


@router.post("/receptions/publication", **needs("reception.publish"))
async def publication(request: Request, visitor: VisitorDep) -> Response:
    fields = ("until", "place")
    return await _ahead(
        request, visitor, PublishSessions, path="/receptions/publication", fields=fields, done="published"
    )


async def _ahead(
    request: Request, visitor: Visitor, model: type[BaseModel], *, path: str, fields: tuple[str, ...], done: str
) -> Response:
    sent = await read_form(request)
    command, errors = build(model, {name: sent.text(name) for name in fields})
    door = Door("intake", path, "/receptions")
    answer, errors = await deliver(request, visitor, door, body=command, sent=sent, errors=errors)
    if answer is None:
        return await _calendar(request, visitor, sent.state(PLAN_LABELS, errors=errors), status=422)
    return go("/receptions", done=done)


@router.get("/receptions/leaders", **needs("reception.publish"))
async def leaders_page(request: Request, visitor: VisitorDep, account: str = "") -> Response:
    return await _leaders(request, visitor, account=account)


@router.post("/receptions/leaders", **needs("reception.publish"))
async def save_leader(request: Request, visitor: VisitorDep) -> Response:
    sent = await read_form(request)
    values: dict[str, object] = {name: sent.text(name) for name in ("account_id", "name", "title", "rank", "version")}
    values |= {"portfolio": sent.all("portfolio"), "active": sent.text("active") == "yes"}
    command, errors = build(SaveLeader, values)
    door = Door("intake", "/receptions/leaders", "/receptions/leaders")
    answer, errors = await deliver(request, visitor, door, body=command, sent=sent, errors=errors)
    if answer is None:
        return await _leaders(request, visitor, form=sent.state(LEADER_LABELS, errors=errors), status=422)
    return go("/receptions/leaders", done="leader")


@router.get("/receptions/{session_id}", **needs(*HALL_ROOM))
async def session_page(request: Request, visitor: VisitorDep, session_id: str, act: str = "") -> Response:
    return await _session(request, visitor, session_id, FormState(SESSION_LABELS), act=act)


@router.post("/receptions/{session_id}/decision", **needs("reception.publish"))
async def decide(request: Request, visitor: VisitorDep, session_id: str) -> Response:
    fields = ("day", "decision_no", "reason", "urgent")
    return await _act(request, visitor, session_id, DecideSession, act="decision", fields=fields)


@router.post("/receptions/{session_id}/leader", **needs("reception.publish"))
async def assign(request: Request, visitor: VisitorDep, session_id: str) -> Response:
    return await _act(request, visitor, session_id, AssignLeader, act="leader", fields=("leader_id", "reason"))


@router.post("/receptions/{session_id}/record", **needs("reception.record"))
async def record(request: Request, visitor: VisitorDep, session_id: str) -> Response:
    fields = ("held", "held_by", "received", "note")
    return await _act(request, visitor, session_id, RecordSession, act="record", fields=fields)


async def _act(
    request: Request, visitor: Visitor, session_id: str, model: type[BaseModel], *, act: str, fields: tuple[str, ...]
) -> Response:
    sent = await read_form(request)
    values: dict[str, object] = {name: sent.text(name) for name in fields}
    for name in ("held", "urgent"):
        if name in fields:
            values[name] = {"yes": True, "no": False}.get(sent.text(name), False if name == "urgent" else None)
    for name in ("day", "received"):
        if name in fields and not values[name]:
            values[name] = None
    command, errors = build(model, {"version": sent.text("version"), **values})
    back = f"/receptions/{session_id}"
    door = Door("intake", f"{back}/{act}", back)
    answer, errors = await deliver(request, visitor, door, body=command, sent=sent, errors=errors)
    if answer is None:
        form = sent.state(SESSION_LABELS, errors=errors)
        return await _session(request, visitor, session_id, form, act=act, status=422)
    return go(back, done="session")


async def _calendar(request: Request, visitor: Visitor, form: FormState, *, status: int = 200) -> Response:
    found = await _read(request, visitor)
    report = await visitor.read(SessionReport, "intake", "/receptions/report")
    until = (local_day(request.app.state.hall.clock.now()) + AHEAD).isoformat()
    values = {"calendar": found, "report": report, "until": until}
    return show(request, "receptions/calendar.html", status=status, form=form, **values)


async def _read(request: Request, visitor: Visitor) -> CalendarView:
    """From a month ago on; whoever publishes sees what is only planned too."""
    since = (local_day(request.app.state.hall.clock.now()) - BACK).isoformat()
    path = "/receptions/drafts" if visitor.may("reception.publish") else "/receptions"
    return await visitor.read(CalendarView, "intake", path, params={"since": since})


async def _session(
    request: Request, visitor: Visitor, session_id: str, form: FormState, *, act: str = "", status: int = 200
) -> Response:
    found: tuple[SessionView, ...] = (await _read(request, visitor)).sessions
    session = next((one for one in found if one.id == session_id), None)
    if session is None:
        raise HTTPException(404)
    leaders = await visitor.read_list(LeaderView, "intake", "/receptions/leaders")
    forms = [(path, label) for path, label, permission in ACTS if visitor.may(permission)]
    if session.agency != visitor.agency or session.state in ENDED:
        forms = []
    chosen = act if any(path == act for path, _label in forms) else next((path for path, _label in forms), "")
    values = {"one": session, "leaders": [one for one in leaders if one.active], "forms": forms, "chosen": chosen}
    return show(request, "receptions/session.html", status=status, form=form, **values)


async def _leaders(
    request: Request, visitor: Visitor, *, account: str = "", form: FormState | None = None, status: int = 200
) -> Response:
    leaders = await visitor.read_list(LeaderView, "intake", "/receptions/leaders")
    hall = await visitor.read(HallView, "intake", "/hall")
    known = next((one for one in leaders if one.account_id == account), None)
    if form is None:
        form = _filled(known, next_rank=max((one.rank for one in leaders), default=0) + 1)
    return show(request, "receptions/leaders.html", status=status, form=form, leaders=leaders, hall=hall)


def _filled(known: LeaderView | None, *, next_rank: int) -> FormState:
    if known is None:
        return FormState(LEADER_LABELS, {"rank": str(min(next_rank, 99)), "active": "yes", "version": "0"})
    values = {name: str(getattr(known, name)) for name in ("account_id", "name", "title", "rank", "version")}
    active = {"active": "yes"} if known.active else {}
    return FormState(LEADER_LABELS, {**values, **active}, {"portfolio": known.portfolio})
