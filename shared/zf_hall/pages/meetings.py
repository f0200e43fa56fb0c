"""联席会议: the list with proposed topics, the board of resolutions, one meeting on one page and its stream."""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.sse import EventSourceResponse, ServerSentEvent
from starlette.requests import Request
from starlette.responses import Response

from zf_contracts.http.meetings import MeetingLine, MeetingMark, MeetingView, ProposalView, ResolutionLine
from zf_hall.access import needs
from zf_hall.clients import ServiceDown, ServiceRefused
from zf_hall.formatting import second
from zf_hall.forms import read_form
from zf_hall.i18n import msg
from zf_hall.navigation import MEETING_ROOM
from zf_hall.pages.answer import go, show
from zf_hall.preferences import read_preferences
from zf_hall.visitor import Visitor, VisitorDep

router = APIRouter()

LIVE = "meetings/live.html"
STEPS = {
    "collect": msg("征集议题"),
    "convene": msg("发会议通知"),
    "open": msg("开会"),
    "end": msg("结束会议"),
    "circulate": msg("送会签"),
    "revise": msg("退回修改"),
    "issue": msg("印发纪要"),
    "close": msg("办结会议"),
}
STANCES = {"support": msg("同意"), "oppose": msg("不同意"), "reserve": msg("保留意见"), "comment": msg("说明")}
SIGNS = {
    "waiting": msg("待会签"),
    "silent": msg("逾期未答复"),
    "confirmed": msg("已确认"),
    "objected": msg("有异议"),
}
DUTIES = {
    "drafted": msg("拟议"),
    "issued": msg("办理中"),
    "reported": msg("已报告完成"),
    "sent_back": msg("退回继续办理"),
    "closed": msg("已办结"),
}
PROPOSALS = {"proposed": msg("待列入议程"), "taken": msg("已列入议程"), "declined": msg("未采纳")}
EVIDENCES = {
    "waiting": msg("已发出，等待送达"),
    "delivered": msg("已送达召集单位"),
    "opened": msg("已送达召集单位"),
    "rejected": msg("召集单位未接受"),
    "failed": msg("送达失败"),
}
WORDS = {
    "steps": STEPS,
    "stances": STANCES,
    "signs": SIGNS,
    "duties": DUTIES,
    "evidences": EVIDENCES,
}

LOOKS = 15
"""A stream ends after half a minute and the browser opens it anew: whoever has signed out hears nothing more."""


@router.get("/meetings", **needs(*MEETING_ROOM))
async def meeting_list(request: Request, visitor: VisitorDep, all: str = "", cursor: str = "") -> Response:
    params = {"running": "" if all else "true", "cursor": cursor}
    page = await visitor.read_page(MeetingLine, "liaison", "/meetings", params=params)
    proposals = await visitor.read_list(ProposalView, "liaison", "/meetings/topics")
    values = {"page": page, "proposals": proposals, "proposal_words": PROPOSALS, "all": all}
    return show(request, "meetings/list.html", **values)


@router.get("/meetings/board", **needs(*MEETING_ROOM))
async def resolution_board(
    request: Request, visitor: VisitorDep, agency: str = "", until: str = "", all: str = ""
) -> Response:
    params = {"agency": agency, "until": until, "open": "false" if all else "true"}
    lines = await visitor.read_list(ResolutionLine, "liaison", "/meetings/resolutions", params=params)
    by_agency: dict[str, list[ResolutionLine]] = {}
    for line in lines:
        by_agency.setdefault(line.resolution.agency, []).append(line)
    chosen = {"agency": agency, "until": until, "all": all}
    return show(request, "meetings/board.html", by_agency=by_agency, chosen=chosen, duties=DUTIES)


@router.get("/meetings/{meeting_id}", **needs(*MEETING_ROOM))
async def meeting_page(request: Request, visitor: VisitorDep, meeting_id: str) -> Response:
    view = await _read(visitor, meeting_id)
    return show(request, "meetings/meeting.html", **_values(request, visitor, view))


async def _streamed(visitor: VisitorDep, meeting_id: str) -> MeetingView:
    """404 and the like before a stream begins."""
    return await _read(visitor, meeting_id)


@router.get("/meetings/{meeting_id}/stream", response_class=EventSourceResponse, **needs(*MEETING_ROOM))
async def stream(
    request: Request, visitor: VisitorDep, meeting_id: str, view: Annotated[MeetingView, Depends(_streamed)]
) -> AsyncIterator[ServerSentEvent]:
    """`board` carries the living part of the page when something changed, `tick` the time of the last look."""
    hall = request.app.state.hall
    shown, known = view, ""
    yield _board(request, visitor, shown)
    looks = 0
    async for mark in hall.meetings.follow(visitor.agency, meeting_id, partial(_mark, visitor, meeting_id)):
        if not mark:
            return
        looks += 1
        fresh = shown
        if mark != known:
            try:
                fresh = await _read(visitor, meeting_id)
            except (ServiceDown, ServiceRefused):
                return
        known = mark
        if fresh != shown:
            shown = fresh
            yield _board(request, visitor, shown)
        else:
            yield ServerSentEvent(event="tick", raw_data=second(hall.clock.now()))
        if looks >= LOOKS:
            return


def _board(request: Request, visitor: Visitor, view: MeetingView) -> ServerSentEvent:
    language = read_preferences(request).lang
    text = request.app.state.hall.renderer.part(LIVE, _values(request, visitor, view), language=language)
    return ServerSentEvent(event="board", raw_data=text, retry=1_000)


@router.get("/meetings/{meeting_id}/calendar", **needs(*MEETING_ROOM))
async def calendar_file(visitor: VisitorDep, meeting_id: str) -> Response:
    answer = await visitor.raw("liaison", f"/meetings/{meeting_id}/calendar")
    headers = {"Content-Disposition": 'attachment; filename="meeting.ics"'}
    return Response(answer.content, media_type="text/calendar; charset=utf-8", headers=headers)


@router.get("/meetings/{meeting_id}/topics/{topic_id}/materials/{no}", **needs("meeting.attend"))
async def material(visitor: VisitorDep, meeting_id: str, topic_id: str, no: int) -> Response:
    answer = await visitor.raw("liaison", f"/meetings/{meeting_id}/topics/{topic_id}/materials/{no}")
    headers = {"Content-Disposition": answer.headers.get("content-disposition", "attachment")}
    return Response(answer.content, media_type=answer.headers.get("content-type", ""), headers=headers)


@router.post("/meetings/{meeting_id}/attendance", **needs("meeting.attend"))
async def check_in(request: Request, visitor: VisitorDep, meeting_id: str) -> Response:
    sent = await read_form(request)
    key = sent.key(now=request.app.state.hall.clock.now())
    await visitor.send("liaison", f"/meetings/{meeting_id}/attendance", body=None, key=key)
    return go(f"/meetings/{meeting_id}", done="meeting_act")


async def _mark(visitor: Visitor, meeting_id: str) -> str:
    return (await visitor.read(MeetingMark, "liaison", f"/meetings/{meeting_id}/mark")).mark


async def _read(visitor: Visitor, meeting_id: str) -> MeetingView:
    return await visitor.read(MeetingView, "liaison", f"/meetings/{meeting_id}")


def _values(request: Request, visitor: Visitor, view: MeetingView) -> dict[str, object]:
    return {"view": view, "here": visitor.agency, "words": WORDS, "at": request.app.state.hall.clock.now()}
