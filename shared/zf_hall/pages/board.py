"""信访看板: how much came in, from whom again, how it came, whether it was answered in time, and what people thought of it."""

from __future__ import annotations

from datetime import timedelta

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from zf_contracts.http.board import BoardView, LateRow
from zf_hall.access import needs
from zf_hall.clients import ServiceRefused
from zf_hall.formatting import local_day
from zf_hall.forms import FormState
from zf_hall.i18n import msg
from zf_hall.navigation import BOARD_ROOM
from zf_hall.pages.answer import at_the_form, show
from zf_hall.pages.register import CATEGORIES, CHANNELS
from zf_hall.visitor import VisitorDep

router = APIRouter()

LABELS = {"since": msg("从"), "until": msg("到")}
CONVERSIONS = (
    ("letter_to_visit", msg("信转访")),
    ("first_to_repeat", msg("初访转重访")),
    ("grassroots_to_skip_level", msg("转越级访")),
    ("individual_to_collective", msg("个访转集体访")),
)
SCORES = {5: msg("很满意"), 4: msg("满意"), 3: msg("一般"), 2: msg("不满意"), 1: msg("很不满意")}
USUAL = timedelta(days=364)


@router.get("/board", **needs(*BOARD_ROOM))
async def board(request: Request, visitor: VisitorDep, *, since: str = "", until: str = "") -> Response:
    today = local_day(request.app.state.hall.clock.now())
    usual = {"since": (today - USUAL).isoformat(), "until": today.isoformat()}
    try:
        found = await visitor.read(BoardView, "intake", "/board", params={"since": since, "until": until})
    except ServiceRefused as error:
        form = FormState(LABELS, {"since": since, "until": until}, errors=at_the_form(error))
        return show(request, "board/board.html", status=422, form=form, board=None, **_names())
    chosen = {"since": since or usual["since"], "until": until or usual["until"]}
    return show(request, "board/board.html", form=FormState(LABELS, chosen), board=found, **_names())


@router.get("/board/late", **needs(*BOARD_ROOM))
async def late(
    request: Request, visitor: VisitorDep, *, rule: str = "X04", since: str = "", until: str = "", cursor: str = ""
) -> Response:
    params = {"rule": rule, "since": since, "until": until, "cursor": cursor}
    page = await visitor.read_page(LateRow, "intake", "/board/late", params=params)
    return show(request, "board/late.html", page=page, rule=rule, since=since, until=until)


def _names() -> dict[str, object]:
    return {
        "channels": dict(CHANNELS),
        "categories": dict(CATEGORIES),
        "conversions": CONVERSIONS,
        "scores": SCORES,
    }
