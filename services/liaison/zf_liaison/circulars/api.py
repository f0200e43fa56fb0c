"""Routes of circulars: what was missed, drawing up, reading."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Query

from zf_contracts.http.circulars import CircularRow, CircularView, DrawUpCircular, MissedDayView
from zf_liaison.circulars import queries
from zf_liaison.circulars.draw_up import draw_up
from zf_liaison.desk import Desk
from zf_platform.http.access import access
from zf_platform.http.current import ScopeDep
from zf_platform.http.route import service_router

Day = Annotated[date | None, Query()]
CircularId = Annotated[str, Path(max_length=64)]


def circular_router(desk: Desk) -> APIRouter:
    """Everybody of the agency reads circulars; who supervises draws them up."""
    router = service_router(prefix="/circulars", tag="circulars")
    law = desk.law

    @router.get("", **access("directory.read"))
    async def circulars(scope: ScopeDep) -> tuple[CircularRow, ...]:
        return await queries.list_circulars(scope, law=law)

    @router.post("", status_code=201, **access("task.issue"))
    async def draw(scope: ScopeDep, command: DrawUpCircular) -> CircularView:
        return await queries.show_circular(scope, await draw_up(scope, command, desk=desk), law=law)

    @router.get("/missed", **access("task.issue"))
    async def missed(scope: ScopeDep, *, since: Day = None, until: Day = None) -> tuple[MissedDayView, ...]:
        return await queries.next_lines(scope, since=since, until=until, law=law)

    @router.get("/{circular_id}", **access("directory.read"))
    async def one(scope: ScopeDep, circular_id: CircularId) -> CircularView:
        return await queries.show_circular(scope, circular_id, law=law)

    return router
