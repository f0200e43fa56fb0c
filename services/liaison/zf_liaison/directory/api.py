"""Agencies, units, and the people a matter may be given to."""

from fastapi import APIRouter

from zf_contracts.http.liaison import DirectoryEntry, OfficerRow
from zf_law.loader import Law
from zf_liaison.accounts.queries import officers
from zf_liaison.directory.queries import directory_entries
from zf_liaison.partners import Partners
from zf_platform.http.access import access
from zf_platform.http.current import ScopeDep
from zf_platform.http.route import service_router


def directory_router(*, law: Law, partners: Partners) -> APIRouter:
    router = service_router(tag="directory")

    @router.get("/directory", **access("directory.read"))
    async def directory() -> tuple[DirectoryEntry, ...]:
        return directory_entries(law=law, partners=partners)

    @router.get("/officers", **access("directory.read"))
    async def people(scope: ScopeDep, unit: str | None = None, role: str | None = None) -> tuple[OfficerRow, ...]:
        return await officers(scope, unit=unit, role=role)

    return router
