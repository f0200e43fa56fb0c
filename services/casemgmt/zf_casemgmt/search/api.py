"""The route of the one box."""

from fastapi import APIRouter

from zf_casemgmt.office import Office
from zf_casemgmt.search.search import search
from zf_contracts.http.search import SearchBox, SearchPage
from zf_platform.http.access import access
from zf_platform.http.current import ScopeDep
from zf_platform.http.route import service_router


def search_router(office: Office) -> APIRouter:
    router = service_router(prefix="/search", tag="search")

    @router.post("", **access("search.run", idempotent=False))
    async def search_box(scope: ScopeDep, wanted: SearchBox) -> SearchPage:
        return await search(scope, wanted, office=office)

    return router
