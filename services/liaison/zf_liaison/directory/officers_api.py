"""Routes of the liaison-officer directory: everybody reads it, each agency keeps its own part."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from zf_contracts.http.directory import AddLiaisonOfficer, ChangeLiaisonOfficer, LiaisonOfficerRow
from zf_liaison.desk import Desk
from zf_liaison.directory.add_officer import add_officer
from zf_liaison.directory.change_officer import change_officer
from zf_liaison.directory.officer_queries import liaison_officers
from zf_platform.http.access import access
from zf_platform.http.current import ScopeDep
from zf_platform.http.route import service_router

Rows = tuple[LiaisonOfficerRow, ...]


def officer_router(desk: Desk) -> APIRouter:
    router = service_router(prefix="/liaison-officers", tag="directory", keeps_refusals=True)

    @router.get("", **access("directory.read"))
    async def rows(scope: ScopeDep, agency: Annotated[str, Query(max_length=32)] = "") -> Rows:
        return await liaison_officers(scope, agency=agency, law=desk.law)

    @router.post("", status_code=201, **access("directory.keep"))
    async def add(scope: ScopeDep, command: AddLiaisonOfficer) -> Rows:
        await add_officer(scope, command, desk=desk)
        return await liaison_officers(scope, agency=desk.agency, law=desk.law)

    @router.post("/{officer_id}", **access("directory.keep"))
    async def change(
        scope: ScopeDep, officer_id: Annotated[str, Path(max_length=64)], command: ChangeLiaisonOfficer
    ) -> Rows:
        await change_officer(scope, command, officer_id=officer_id, desk=desk)
        return await liaison_officers(scope, agency=desk.agency, law=desk.law)

    return router
