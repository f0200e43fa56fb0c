"""Routes of the board: counts for whoever leads, and the late petitions of one rule."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query

from zf_contracts.http.base import Page
from zf_contracts.http.board import BoardView, LateRow
from zf_intake.board import queries
from zf_law.loader import Law
from zf_platform.http.access import access
from zf_platform.http.current import ScopeDep
from zf_platform.http.route import service_router

Day = Annotated[date | None, Query()]
Rule = Annotated[str, Query(max_length=16)]
Cursor = Annotated[str, Query(max_length=200)]


def board_router(*, law: Law) -> APIRouter:
    router = service_router(prefix="/board", tag="board")

    @router.get("", **access("petition.board"))
    async def board(scope: ScopeDep, *, since: Day = None, until: Day = None) -> BoardView:
        return await queries.board(scope, since=since, until=until, law=law)

    @router.get("/late", **access("petition.board"))
    async def late(
        scope: ScopeDep, *, rule: Rule = "X04", since: Day = None, until: Day = None, cursor: Cursor = ""
    ) -> Page[LateRow]:
        return await queries.late(scope, rule=rule, since=since, until=until, cursor=cursor)

    return router
