"""Routes of material asked for again (重复告知)."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query

from zf_contracts.http.base import Page
from zf_contracts.http.materials import FaultCounts, OverseenFault
from zf_oversight.materials import queries
from zf_oversight.materials.queries import FaultFilter
from zf_platform.http.access import access
from zf_platform.http.current import ScopeDep
from zf_platform.http.route import service_router

Day = Annotated[date | None, Query()]
Code = Annotated[str, Query(max_length=64)]
Cursor = Annotated[str, Query(max_length=200)]


def repeated_notices_router() -> APIRouter:
    router = service_router(prefix="/repeated-notices", tag="materials")

    @router.get("", **access("petition.board"))
    async def faults(
        scope: ScopeDep, *, since: Day = None, until: Day = None, unit: Code = "", cursor: Cursor = ""
    ) -> Page[OverseenFault]:
        return await queries.list_faults(scope, FaultFilter(since, until, unit, cursor))

    @router.get("/counts", **access("petition.board"))
    async def counts(scope: ScopeDep, *, since: Day = None, until: Day = None) -> FaultCounts:
        return await queries.counted(scope, FaultFilter(since, until))

    return router
