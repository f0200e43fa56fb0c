"""Routes of the inbox: list, open, accept, return."""

from typing import Annotated

from fastapi import APIRouter, Query

from zf_casemgmt.office import Office
from zf_casemgmt.packages.accept import accept_package
from zf_casemgmt.packages.list_packages import list_packages
from zf_casemgmt.packages.return_package import return_package
from zf_casemgmt.packages.show_package import show_package
from zf_contracts.http.base import Page
from zf_contracts.http.casemgmt import AcceptPackage, PackageRow, PackageView, ReturnPackage
from zf_platform.http.access import access
from zf_platform.http.current import ScopeDep
from zf_platform.http.route import service_router

Cursor = Annotated[str, Query(max_length=200)]
Code = Annotated[str, Query(max_length=60)]


def packages_router(office: Office) -> APIRouter:
    router = service_router(prefix="/packages", tag="packages")

    @router.get("", **access("package.receive"))
    async def inbox(scope: ScopeDep, *, state: Code = "", cursor: Cursor = "") -> Page[PackageRow]:
        return await list_packages(scope, state=state, cursor=cursor, office=office)

    @router.get("/{package_id}", **access("package.receive"))
    async def one_package(scope: ScopeDep, package_id: str) -> PackageView:
        return await show_package(scope, package_id, office=office)

    @router.post("/{package_id}/acceptance", **access("package.decide"))
    async def accept(scope: ScopeDep, package_id: str, command: AcceptPackage) -> PackageView:
        await accept_package(scope, package_id, command, office=office)
        return await show_package(scope, package_id, office=office)

    @router.post("/{package_id}/return", **access("package.decide"))
    async def give_back(scope: ScopeDep, package_id: str, command: ReturnPackage) -> PackageView:
        await return_package(scope, package_id, command, office=office)
        return await show_package(scope, package_id, office=office)

    return router
