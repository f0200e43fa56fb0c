"""跟踪答复: what other agencies reported and the first handler has to tell the petitioner; the agencies of one petition, and
the request for help to one of them.
"""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from zf_contracts.http.joint import AskCoordination, FinishTask, PeerView, TrackTaskRow
from zf_contracts.http.petition_views import PetitionView
from zf_hall.access import needs
from zf_hall.forms import FormState, build, read_form
from zf_hall.i18n import msg
from zf_hall.navigation import JOINT_ROOM
from zf_hall.pages.answer import Door, deliver, go, show
from zf_hall.visitor import Visitor, VisitorDep

router = APIRouter()

HERE, SOURCE = "/tracking", "/joint/tracking"
AGENCIES = "/petitions/{petition_id}/agencies"
LABELS = {
    "note": msg("怎样告知信访人"),
    "receiver": msg("请求哪个机关"),
    "asked": msg("请求的内容"),
    "due": msg("请在何日前答复"),
}


@router.get(HERE, **needs(*JOINT_ROOM))
async def tracking_list(
    request: Request, visitor: VisitorDep, *, all: str = "", done: str = "", cursor: str = ""
) -> Response:
    params = {"mine": "false" if all else "true", "done": "true" if done else "", "cursor": cursor}
    page = await visitor.read_page(TrackTaskRow, "intake", SOURCE, params=params)
    return show(request, "tracking/list.html", page=page, all=all, done=done)


@router.get(HERE + "/{task_id}", **needs(*JOINT_ROOM))
async def task_page(request: Request, visitor: VisitorDep, task_id: str) -> Response:
    return await _task(request, visitor, task_id, FormState(LABELS))


@router.post(HERE + "/{task_id}", **needs(*JOINT_ROOM))
async def finish(request: Request, visitor: VisitorDep, task_id: str) -> Response:
    sent = await read_form(request)
    command, errors = build(FinishTask, {"note": sent.text("note")})
    door = Door("intake", f"{SOURCE}/{task_id}", f"{HERE}/{task_id}")
    answer, errors = await deliver(request, visitor, door, body=command, sent=sent, errors=errors)
    if answer is not None:
        return go(HERE, done="tracked")
    return await _task(request, visitor, task_id, sent.state(LABELS, errors=errors))


@router.get(AGENCIES, **needs("petition.read"))
async def agencies_page(request: Request, visitor: VisitorDep, petition_id: str) -> Response:
    return await _agencies(request, visitor, petition_id, FormState(LABELS))


@router.post(AGENCIES, **needs("petition.handle"))
async def ask(request: Request, visitor: VisitorDep, petition_id: str) -> Response:
    sent = await read_form(request)
    command, errors = build(AskCoordination, {name: sent.text(name) for name in ("receiver", "asked", "due")})
    back = f"/petitions/{petition_id}/agencies"
    door = Door("intake", f"/petitions/{petition_id}/coordination", back)
    answer, errors = await deliver(request, visitor, door, body=command, sent=sent, errors=errors)
    if answer is not None:
        return go(back, done="coordination")
    return await _agencies(request, visitor, petition_id, sent.state(LABELS, errors=errors))


async def _task(request: Request, visitor: Visitor, task_id: str, form: FormState) -> Response:
    task = await visitor.read(TrackTaskRow, "intake", f"{SOURCE}/{task_id}")
    return show(request, "tracking/task.html", status=422 if form.errors else 200, task=task, form=form)


async def _agencies(request: Request, visitor: Visitor, petition_id: str, form: FormState) -> Response:
    petition = await visitor.read(PetitionView, "intake", f"/petitions/{petition_id}")
    peers = await visitor.read_list(PeerView, "intake", f"/petitions/{petition_id}/peers")
    status = 422 if form.errors else 200
    return show(request, "tracking/agencies.html", status=status, petition=petition, peers=peers, form=form)
