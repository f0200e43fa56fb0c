"""Routes of broken promises."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query

from zf_contracts.http.base import Page
from zf_contracts.http.promises import BreachCounts, OverseenBreach
from zf_oversight.promises import queries
from zf_oversight.promises.queries import BreachFilter
from zf_platform.http.access import access
from zf_platform.http.current import ScopeDep
from zf_platform.http.route import service_router

Day = Annotated[date | None, Query()]
Code = Annotated[str, Query(max_length=64)]
Cursor = Annotated[str, Query(max_length=200)]


def broken_promises_router() -> APIRouter:
    router = service_router(prefix="/broken-promises", tag="promises")

    @router.get("", **access("petition.board"))
    async def breaches(
        scope: ScopeDep,
        *,
        since: Day = None,
        until: Day = None,
        unit: Code = "",
        waiting: bool = False,
        cursor: Cursor = "",
    ) -> Page[OverseenBreach]:
        return await queries.list_breaches(scope, BreachFilter(since, until, unit, waiting, cursor))

    @router.get("/counts", **access("petition.board"))
    async def counts(scope: ScopeDep, *, since: Day = None, until: Day = None) -> BreachCounts:
        return await queries.counted(scope, BreachFilter(since, until))

    return router
