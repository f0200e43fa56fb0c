"""便民服务目录: for everybody, area by area; what to bring, how long it takes, where, and whom to ring."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from zf_hall.access import public
from zf_hall.pages.answer import show
from zf_hall.visitor import VisitorDep

router = APIRouter()


@router.get("/services", **public())
async def services(request: Request, visitor: VisitorDep) -> Response:
    return show(request, "query/services.html", catalogue=request.app.state.hall.settings.words.services)
