"""Route of the missed days of supervised tasks."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query

from zf_contracts.http.inaction import InactionCounts
from zf_oversight.inaction import queries
from zf_platform.http.access import access
from zf_platform.http.current import ScopeDep
from zf_platform.http.route import service_router

Day = Annotated[date | None, Query()]


def inaction_router() -> APIRouter:
    router = service_router(prefix="/inaction", tag="inaction")

    @router.get("", **access("task.read"))
    async def inaction(scope: ScopeDep, *, since: Day = None, until: Day = None) -> InactionCounts:
        return await queries.counted(scope, since=since, until=until)

    return router
