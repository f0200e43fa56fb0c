"""大厅管理: desks with their duty cards, who serves where, and the list of what fell through on a day."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from zf_contracts.http.hall import AddDesk, ChangeDesk, DeskChangeRow, DeskView, HallView
from zf_contracts.http.hall_daily import DailyView, RatingsView
from zf_hall.access import needs
from zf_hall.forms import FormState, Sent, build, read_form
from zf_hall.i18n import msg
from zf_hall.navigation import HALL_ROOM
from zf_hall.pages.answer import Door, deliver, go, show
from zf_hall.visitor import Visitor, VisitorDep

router = APIRouter()

DESK_LABELS = {
    "code": msg("窗口号"),
    "name": msg("窗口名称"),
    "agency": msg("派驻机关"),
    "queues": msg("受理队列"),
    "room": msg("接待室"),
    "services": msg("服务事项"),
    "powers": msg("职责权限"),
    "person_name": msg("岗位责任人"),
    "substitute_name": msg("替岗人"),
}


@router.get("/hall/desks", **needs(*HALL_ROOM))
async def desks(request: Request, visitor: VisitorDep) -> Response:
    found = await visitor.read_list(DeskView, "intake", "/hall/desks")
    roster = await visitor.read_list(DeskChangeRow, "intake", "/hall/roster")
    hall = await visitor.read(HallView, "intake", "/hall")
    return show(request, "hall/desks.html", desks=found, roster=roster, hall=hall)


@router.get("/hall/desks/new", **needs("hall.manage"))
async def new_desk(request: Request, visitor: VisitorDep) -> Response:
    return await _card(request, visitor, FormState(DESK_LABELS))


@router.post("/hall/desks/new", **needs("hall.manage"))
async def add_desk(request: Request, visitor: VisitorDep) -> Response:
    sent = await read_form(request)
    command, errors = build(AddDesk, _values(sent))
    door = Door("intake", "/hall/desks", "/hall/desks")
    answer, errors = await deliver(request, visitor, door, body=command, sent=sent, errors=errors)
    if answer is None:
        return await _card(request, visitor, sent.state(DESK_LABELS, errors=errors), status=422)
    return go("/hall/desks", done="desk")


@router.get("/hall/desks/{desk_id}", **needs("hall.manage"))
async def desk_card(request: Request, visitor: VisitorDep, desk_id: str) -> Response:
    desk = await _desk(visitor, desk_id)
    values = {**desk.model_dump(), "services": "\n".join(desk.services), "version": str(desk.version)}
    texts = {name: str(value) for name, value in values.items() if name in DESK_LABELS or name == "version"}
    return await _card(request, visitor, FormState(DESK_LABELS, texts, {"queues": desk.queues}), desk=desk)


@router.post("/hall/desks/{desk_id}", **needs("hall.manage"))
async def change_desk(request: Request, visitor: VisitorDep, desk_id: str) -> Response:
    sent = await read_form(request)
    command, errors = build(ChangeDesk, {**_values(sent), "version": sent.text("version")})
    door = Door("intake", f"/hall/desks/{desk_id}", f"/hall/desks/{desk_id}")
    answer, errors = await deliver(request, visitor, door, body=command, sent=sent, errors=errors)
    if answer is None:
        desk = await _desk(visitor, desk_id)
        return await _card(request, visitor, sent.state(DESK_LABELS, errors=errors), desk=desk, status=422)
    return go("/hall/desks", done="desk")


@router.get("/hall/daily", **needs(*HALL_ROOM))
async def daily(request: Request, visitor: VisitorDep, day: str = "") -> Response:
    found = await visitor.read(DailyView, "intake", "/hall/daily", params={"day": day})
    figures = await visitor.read(RatingsView, "intake", "/hall/ratings", params={"until": day})
    return show(request, "hall/daily.html", daily=found, ratings=figures)


def _values(sent: Sent) -> dict[str, object]:
    plain = ("code", "name", "agency", "room", "powers", "person_name", "substitute_name")
    return {
        **{name: sent.text(name) for name in plain},
        "queues": sent.all("queues"),
        "services": tuple(line.strip() for line in sent.text("services").splitlines() if line.strip()),
    }


async def _desk(visitor: Visitor, desk_id: str) -> DeskView:
    found = await visitor.read_list(DeskView, "intake", "/hall/desks")
    desk = next((one for one in found if one.id == desk_id), None)
    if desk is None:
        raise HTTPException(404)
    return desk


async def _card(
    request: Request, visitor: Visitor, form: FormState, *, desk: DeskView | None = None, status: int = 200
) -> Response:
    hall = await visitor.read(HallView, "intake", "/hall")
    return show(request, "hall/desk.html", status=status, hall=hall, desk=desk, form=form)
