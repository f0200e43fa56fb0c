"""Routes of the watched clocks."""

from typing import Annotated

from fastapi import APIRouter, Query

from zf_contracts.http.base import Page
from zf_contracts.http.oversight import ClockSummary, WatchedClock
from zf_oversight.clocks import queries
from zf_oversight.clocks.rules import Band
from zf_platform.http.access import access
from zf_platform.http.current import ScopeDep
from zf_platform.http.route import service_router

Code = Annotated[str, Query(max_length=64)]
Cursor = Annotated[str, Query(max_length=200)]


def clocks_router() -> APIRouter:
    router = service_router(prefix="/clocks", tag="clocks")

    @router.get("", **access("deadline.read"))
    async def list_clocks(
        scope: ScopeDep,
        *,
        band: Band | None = None,
        unit: Code = "",
        case_id: Code = "",
        custody: bool = False,
        cursor: Cursor = "",
    ) -> Page[WatchedClock]:
        return await queries.list_clocks(scope, queries.ClockFilter(band, unit, case_id, custody, cursor))

    @router.get("/summary", **access("deadline.read"))
    async def summarize_clocks(scope: ScopeDep) -> ClockSummary:
        return await queries.summarize(scope)

    return router
