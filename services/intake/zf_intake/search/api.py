"""The route of the one box."""

from fastapi import APIRouter

from zf_contracts.http.search import SearchBox, SearchPage
from zf_intake.desk import Desk
from zf_intake.search.search import search
from zf_platform.http.access import access
from zf_platform.http.current import ScopeDep
from zf_platform.http.route import service_router


def search_router(*, desk: Desk) -> APIRouter:
    router = service_router(prefix="/search", tag="search")

    @router.post("", **access("search.run", idempotent=False))
    async def search_box(scope: ScopeDep, wanted: SearchBox) -> SearchPage:
        return await search(scope, wanted, desk=desk)

    return router
