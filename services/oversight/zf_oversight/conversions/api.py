"""Route of the counted conversions."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query

from zf_contracts.http.conversions import ConversionCounts
from zf_oversight.conversions import queries
from zf_platform.http.access import access
from zf_platform.http.current import ScopeDep
from zf_platform.http.route import service_router

Day = Annotated[date | None, Query()]


def conversions_router() -> APIRouter:
    router = service_router(prefix="/conversions", tag="conversions")

    @router.get("", **access("petition.board"))
    async def conversions(scope: ScopeDep, *, since: Day = None, until: Day = None) -> ConversionCounts:
        return await queries.counted(scope, since=since, until=until)

    return router
