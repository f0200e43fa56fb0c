"""叫号屏: the newest calls in figures that can be read across the hall, kept up by server-sent events."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.sse import EventSourceResponse, ServerSentEvent
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from zf_hall.access import public
from zf_hall.feed import Snapshot
from zf_hall.formatting import second
from zf_hall.pages.answer import show
from zf_hall.preferences import read_preferences
from zf_hall.settings import HallChoice
from zf_hall.visitor import VisitorDep

router = APIRouter()

RETRY_MILLISECONDS = 3_000
BOARD = "hall/board.html"


async def hall_of(request: Request, agency: str = "") -> HallChoice:
    """The hall named in the path, or the joint one; 404 before a stream begins."""
    found: HallChoice | None = request.app.state.hall.settings.hall(agency)
    if found is None:
        raise HTTPException(404)
    return found


HallDep = Annotated[HallChoice, Depends(hall_of)]


@router.get("/hall/screen", **public())
async def joint_screen(request: Request, visitor: VisitorDep) -> Response:
    return await _screen(request, await hall_of(request))


@router.get("/hall/screen/{agency}", **public())
async def screen(request: Request, visitor: VisitorDep, hall: HallDep) -> Response:
    return await _screen(request, hall)


@router.get("/hall/screen/{agency}/stream", response_class=EventSourceResponse, **public())
async def stream(request: Request, visitor: VisitorDep, hall: HallDep) -> AsyncIterator[ServerSentEvent]:
    """`board` carries the whole board when something was called, `tick` the time of the last look when nothing was.

    No database session lives in here: the feed asks intake once for all viewers.
    """
    language = read_preferences(request).lang
    shown = -1
    async for snapshot in request.app.state.hall.screens.follow(hall.agency):
        if snapshot.version != shown:
            shown = snapshot.version
            text = _board(request, snapshot, language=language)
            yield ServerSentEvent(event="board", raw_data=text, retry=RETRY_MILLISECONDS)
        else:
            yield ServerSentEvent(event="tick", raw_data=second(snapshot.at))


async def _screen(request: Request, hall: HallChoice) -> Response:
    snapshot = await request.app.state.hall.screens.look(hall.agency)
    return show(request, "hall/screen.html", hall=hall, **_values(snapshot))


def _board(request: Request, snapshot: Snapshot, *, language: str) -> str:
    """Rendered once for all who follow this hall in this language: the feed keeps the text beside the state."""
    hall = request.app.state.hall

    def render() -> str:
        text: str = hall.renderer.part(BOARD, _values(snapshot), language=language)
        return text

    board: str = snapshot.rendered(language, render)
    return board


def _values(snapshot: Snapshot) -> dict[str, object]:
    view = snapshot.view
    return {"view": view, "newest": view.calls[0] if view and view.calls else None, "at": snapshot.at}
