"""Routes of the periodic screening: counts, matters, reports."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query

from zf_contracts.http.base import Page
from zf_contracts.http.screening import DrawReport, ReportView, ScreenedRow, ScreeningView, SendReport
from zf_intake.desk import Desk
from zf_intake.screening import queries
from zf_intake.screening.draw_report import draw_report
from zf_intake.screening.send_report import send_report
from zf_platform.http.access import access
from zf_platform.http.current import ScopeDep
from zf_platform.http.route import service_router

Day = Annotated[date | None, Query()]
Code = Annotated[str, Query(max_length=40)]
Cursor = Annotated[str, Query(max_length=200)]


def screening_router(*, desk: Desk) -> APIRouter:
    router = service_router(prefix="/screening", tag="screening")
    law = desk.law

    @router.get("", **access("petition.board"))
    async def screening(scope: ScopeDep, *, since: Day = None, until: Day = None) -> ScreeningView:
        return await queries.screening(scope, since=since, until=until, law=law)

    @router.get("/matters", **access("petition.board"))
    async def matters(
        scope: ScopeDep, *, item: Code = "backlog", since: Day = None, until: Day = None, cursor: Cursor = ""
    ) -> Page[ScreenedRow]:
        period = queries.chosen_period(scope, since=since, until=until, law=law)
        return await queries.matters(scope, queries.item_named(item, law=law), period=period, cursor=cursor)

    @router.get("/reports", **access("petition.board"))
    async def reports(scope: ScopeDep) -> tuple[ReportView, ...]:
        return await queries.reports(scope)

    @router.post("/reports", **access("petition.screen"))
    async def draw(scope: ScopeDep, command: DrawReport) -> ReportView:
        return queries.report_view(scope, await draw_report(scope, command, law=law))

    @router.post("/reports/{screening_id}/sending", **access("petition.screen"))
    async def send(scope: ScopeDep, screening_id: str, command: SendReport) -> ReportView:
        return queries.report_view(scope, await send_report(scope, command, report_id=screening_id, desk=desk))

    return router
