"""叫号台: one desk, the number there, who waits, and what was handed over. Every press is a form of its own."""

from __future__ import annotations

from dataclasses import replace

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from zf_contracts.http.base import Versioned
from zf_contracts.http.hall import CompleteVisit, CounterView, HallView, HandOver, SetDesk, TakeOver
from zf_contracts.http.petition_views import PetitionRow
from zf_contracts.http.petitions import FindPetitions
from zf_hall.access import needs
from zf_hall.clients import ServiceRefused
from zf_hall.forms import FieldError, FormState, Sent, build, read_form
from zf_hall.i18n import msg
from zf_hall.navigation import COUNTER_ROOM
from zf_hall.pages.answer import Door, at_the_form, changed, deliver, go, show
from zf_hall.visitor import Visitor, VisitorDep

router = APIRouter()

HERE = "/hall/counter"
LABELS = {
    "person": msg("来访人证件号码或电话"),
    "outcome": msg("办理结果"),
    "standards": msg("接访规范"),
    "petition_id": msg("信访事项"),
    "queue": msg("转到队列"),
    "desk_id": msg("转到窗口"),
    "reason": msg("转接原因"),
}
OUTCOMES = (
    ("answered", msg("当场答复")),
    ("registered", msg("已登记")),
    ("advised", msg("告知有权机关")),
    ("litigation", msg("引导法律程序")),
    ("left", msg("来访人离开")),
)
ENDED = ("not_accepted", "withdrawn", "merged", "closed")
LONGEST_PHONE = 14
WHY_SEARCHED = msg("窗口接待时查来访人未办结事项")
"""Stands in the audit log beside the search."""
SIMPLE = ("recall", "skip", "serving", "no-show")


@router.get(HERE, **needs(*COUNTER_ROOM))
async def counter(request: Request, visitor: VisitorDep) -> Response:
    return await _page(request, visitor, FormState(LABELS))


@router.post(HERE + "/desks/{desk_id}", **needs(*COUNTER_ROOM))
async def set_desk(request: Request, visitor: VisitorDep, desk_id: str) -> Response:
    sent = await read_form(request)
    values = {"state": sent.text("state"), "reason": sent.text("reason"), "version": sent.text("version")}
    return await _act(request, visitor, f"/hall/desks/{desk_id}/state", sent=sent, built=build(SetDesk, values))


@router.post(HERE + "/desks/{desk_id}/calls", **needs(*COUNTER_ROOM))
async def call_next(request: Request, visitor: VisitorDep, desk_id: str) -> Response:
    return await _act(request, visitor, f"/hall/desks/{desk_id}/calls", sent=await read_form(request), built=(None, ()))


@router.post(HERE + "/tickets/{ticket_id}/completion", **needs(*COUNTER_ROOM))
async def complete(request: Request, visitor: VisitorDep, ticket_id: str) -> Response:
    sent = await read_form(request)
    values = {
        "version": sent.text("version"),
        "outcome": sent.text("outcome"),
        "petition_id": sent.text("petition_id") or None,
        "standards": sent.all("standards"),
    }
    path = f"/hall/tickets/{ticket_id}/completion"
    return await _act(request, visitor, path, sent=sent, built=build(CompleteVisit, values))


@router.post(HERE + "/tickets/{ticket_id}/hand-over", **needs(*COUNTER_ROOM))
async def hand_over(request: Request, visitor: VisitorDep, ticket_id: str) -> Response:
    sent = await read_form(request)
    values = {
        "version": sent.text("version"),
        "queue": sent.text("queue"),
        "desk_id": sent.text("desk_id") or None,
        "reason": sent.text("reason"),
    }
    path = f"/hall/tickets/{ticket_id}/hand-over"
    return await _act(request, visitor, path, sent=sent, built=build(HandOver, values))


@router.post(HERE + "/tickets/{ticket_id}/taking", **needs(*COUNTER_ROOM))
async def take_over(request: Request, visitor: VisitorDep, ticket_id: str) -> Response:
    sent = await read_form(request)
    values = {"version": sent.text("version"), "desk_id": sent.text("desk_id")}
    path = f"/hall/tickets/{ticket_id}/taking"
    return await _act(request, visitor, path, sent=sent, built=build(TakeOver, values))


@router.post(HERE + "/tickets/{ticket_id}/{act}", **needs(*COUNTER_ROOM))
async def simple_act(request: Request, visitor: VisitorDep, ticket_id: str, act: str) -> Response:
    """Recall, skip, begin, not appeared: nothing but the version goes along."""
    sent = await read_form(request)
    if act not in SIMPLE:
        return go(HERE)
    built = build(Versioned, {"version": sent.text("version")})
    return await _act(request, visitor, f"/hall/tickets/{ticket_id}/{act}", sent=sent, built=built)


@router.post(HERE + "/matters", **needs("petition.register"))
async def matters(request: Request, visitor: VisitorDep) -> Response:
    """The open matters of whoever stands here, by number of paper or telephone; recorded as a sensitive search."""
    sent = await read_form(request)
    typed = sent.text("person")
    known = "phone" if len(typed) <= LONGEST_PHONE else "id_number"
    command, errors = build(FindPetitions, {known: typed, "reason": WHY_SEARCHED})
    if not typed:
        errors = (FieldError("person", msg("请填写%(label)s")),)
    door = Door("intake", "/petitions/person-search", HERE)
    answer, errors = await deliver(request, visitor, door, body=command, sent=sent, errors=errors)
    if answer is None:
        errors = tuple(replace(error, name="person") for error in errors)
        return await _page(request, visitor, sent.state(LABELS, errors=errors), status=422)
    found = tuple(PetitionRow.model_validate(item) for item in answer.json()["items"])
    open_ones = tuple(row for row in found if row.state not in ENDED)
    return await _page(request, visitor, sent.state(LABELS), matters=open_ones)


async def _act(
    request: Request,
    visitor: Visitor,
    path: str,
    *,
    sent: Sent,
    built: tuple[BaseModel | None, tuple[FieldError, ...]],
) -> Response:
    """Send it and come back to the counter; a refusal is shown there with everything as it stands now."""
    body, errors = built
    if not errors:
        try:
            key = sent.key(now=request.app.state.hall.clock.now())
            await visitor.send("intake", path, body=body, key=key)
            return go(HERE)
        except ServiceRefused as error:
            if error.status == 409:
                raise changed(error, door=Door("intake", path, HERE), sent=sent) from error
            errors = at_the_form(error)
    return await _page(request, visitor, sent.state(LABELS, errors=errors), status=422)


async def _page(
    request: Request,
    visitor: Visitor,
    form: FormState,
    *,
    matters: tuple[PetitionRow, ...] | None = None,
    status: int = 200,
) -> Response:
    seen = await visitor.read(CounterView, "intake", "/hall/counter")
    hall = await visitor.read(HallView, "intake", "/hall")
    values = {"seen": seen, "hall": hall, "form": form, "outcomes": OUTCOMES, "matters": matters}
    return show(request, "hall/counter.html", status=status, **values)
