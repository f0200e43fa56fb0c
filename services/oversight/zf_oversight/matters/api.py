"""Routes of the followed matters."""

from typing import Annotated

from fastapi import APIRouter, Query

from zf_contracts.http.base import Page
from zf_contracts.http.oversight import MatterRow
from zf_oversight.matters import queries
from zf_platform.http.access import access
from zf_platform.http.current import ScopeDep
from zf_platform.http.route import service_router

Code = Annotated[str, Query(max_length=64)]
Cursor = Annotated[str, Query(max_length=200)]


def matters_router() -> APIRouter:
    router = service_router(prefix="/matters", tag="matters")

    @router.get("", **access("deadline.read"))
    async def list_matters(
        scope: ScopeDep,
        *,
        state: Code = "",
        unit: Code = "",
        idle_days: Annotated[int, Query(ge=0, le=3650)] = 0,
        cursor: Cursor = "",
    ) -> Page[MatterRow]:
        return await queries.list_matters(scope, queries.MatterFilter(state, unit, idle_days, cursor))

    return router
