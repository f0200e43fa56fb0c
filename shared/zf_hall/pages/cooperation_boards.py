"""Boards of cooperation matters: plans within one frame, dispatches, responsibility letters, problems of campaigns.

Problems of a campaign are also those of the agency that puts them right.
"""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from zf_contracts.http.cooperation import CooperationWords, DispatchLine, PledgeLine, SideBySide
from zf_contracts.http.oversight_boards import CampaignProblems
from zf_hall.access import needs
from zf_hall.navigation import COOPERATION_ROOM
from zf_hall.pages.answer import show
from zf_hall.visitor import Visitor, VisitorDep

router = APIRouter()


@router.get("/cooperation/dispatches", **needs(*COOPERATION_ROOM))
async def dispatches(request: Request, visitor: VisitorDep) -> Response:
    lines = await visitor.read_list(DispatchLine, "liaison", "/cooperation/dispatches")
    return show(request, "cooperation/dispatches.html", lines=lines, dispatching=await _may_open(visitor, "dispatch"))


@router.get("/cooperation/pledges", **needs(*COOPERATION_ROOM))
async def pledges(request: Request, visitor: VisitorDep) -> Response:
    lines = await visitor.read_list(PledgeLine, "liaison", "/cooperation/pledges")
    return show(request, "cooperation/pledges.html", lines=lines, pledging=await _may_open(visitor, "pledge"))


@router.get("/cooperation/problems", **needs(*COOPERATION_ROOM))
async def problems(request: Request, visitor: VisitorDep) -> Response:
    board = await visitor.read(CampaignProblems, "liaison", "/cooperation/problems")
    registering = await _may_open(visitor, "campaign_problem")
    return show(request, "cooperation/problems.html", board=board, registering=registering)


@router.get("/cooperation/groups/{group_id}", **needs(*COOPERATION_ROOM))
async def side_by_side(request: Request, visitor: VisitorDep, group_id: str) -> Response:
    group = await visitor.read(SideBySide, "liaison", f"/cooperation/groups/{group_id}")
    return show(request, "cooperation/side_by_side.html", group=group)


async def _may_open(visitor: Visitor, kind: str) -> bool:
    """The button stands only where this person's agency opens matters of the kind."""
    words = await visitor.read(CooperationWords, "liaison", "/cooperation/words")
    return any(one.id == kind for one in words.kinds)
