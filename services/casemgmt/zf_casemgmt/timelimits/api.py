"""Routes of time limits: running clocks, and the extension of one."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query

from zf_casemgmt.cases.detail import show_case
from zf_casemgmt.office import Office
from zf_casemgmt.timelimits.extend_deadline import extend_deadline
from zf_casemgmt.timelimits.list_deadlines import list_deadlines
from zf_contracts.http.base import Page
from zf_contracts.http.casemgmt import CaseView, ClockView, ExtendDeadline
from zf_platform.http.access import access
from zf_platform.http.current import ScopeDep
from zf_platform.http.route import service_router

Cursor = Annotated[str, Query(max_length=200)]
Band = Literal["", "overdue", "due_soon", "running"]


def timelimits_router(office: Office) -> APIRouter:
    router = service_router(tag="deadlines")

    @router.get("/deadlines", **access("deadline.read"))
    async def deadlines(scope: ScopeDep, *, band: Band = "", cursor: Cursor = "") -> Page[ClockView]:
        return await list_deadlines(scope, band=band, cursor=cursor)

    @router.post("/cases/{case_id}/deadlines/{deadline_id}/extensions", **access("deadline.extend"))
    async def extend(scope: ScopeDep, case_id: str, deadline_id: str, command: ExtendDeadline) -> CaseView:
        await extend_deadline(scope, case_id, deadline_id, command, office=office)
        return await show_case(scope, case_id, office=office)

    return router
