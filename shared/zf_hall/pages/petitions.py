"""信访事项: the worklist with what is due first, and one matter with its people, clocks, course and what may be done now."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from zf_contracts.http.petition_views import PetitionRow, PetitionView
from zf_hall.access import needs
from zf_hall.i18n import msg
from zf_hall.navigation import PETITION_ROOM
from zf_hall.pages.answer import show
from zf_hall.pages.board import CONVERSIONS
from zf_hall.pages.petition_acts import beside
from zf_hall.pages.register import CATEGORIES, CHANNELS
from zf_hall.visitor import VisitorDep

router = APIRouter()

TABS = (
    ("", msg("全部")),
    ("officer", msg("我承办的")),
    ("first_handler", msg("我首办的")),
    ("registered", msg("我登记的")),
)
FLAGS = ("overdue", "open", "urgent", "collective", "repeat")
STATES = (
    ("registered", msg("已登记")),
    ("accepted", msg("已受理")),
    ("handling", msg("办理中")),
    ("answered", msg("已答复")),
    ("closed", msg("已办结")),
)


@router.get("/petitions", **needs(*PETITION_ROOM))
async def petition_list(
    request: Request,
    visitor: VisitorDep,
    *,
    q: str = "",
    state: str = "",
    channel: str = "",
    category: str = "",
    mine: str = "",
    overdue: str = "",
    open: str = "",
    urgent: str = "",
    collective: str = "",
    repeat: str = "",
    cursor: str = "",
) -> Response:
    chosen = {"q": q.strip(), "state": state, "channel": channel, "category": category, "mine": mine}
    given = {"overdue": overdue, "open": open, "urgent": urgent, "collective": collective, "repeat": repeat}
    params = {**chosen, "cursor": cursor, **{name: "true" if given[name] else "" for name in FLAGS}}
    page = await visitor.read_page(PetitionRow, "intake", "/petitions", params=params)
    return show(
        request,
        "petitions/list.html",
        page=page,
        chosen={**chosen, **given},
        tabs=TABS,
        channels=CHANNELS,
        categories=CATEGORIES,
        states=STATES,
    )


@router.get("/petitions/{petition_id}", **needs("petition.read"))
async def petition_page(request: Request, visitor: VisitorDep, petition_id: str) -> Response:
    petition = await visitor.read(PetitionView, "intake", f"/petitions/{petition_id}")
    running = [clock for clock in petition.clocks if clock.ended_at is None]
    return show(
        request,
        "petitions/petition.html",
        petition=petition,
        running=running,
        ended=[clock for clock in petition.clocks if clock.ended_at is not None],
        possible=[option for option in petition.options if option.possible],
        impossible=[option for option in petition.options if not option.possible],
        timeline=tuple(reversed(petition.timeline)),
        beside=beside(visitor),
        conversion_names=dict(CONVERSIONS),
    )
