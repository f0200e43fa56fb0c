"""Routes of case reports. Registration answers with the whole report, receipt number included."""

from typing import Annotated

from fastapi import APIRouter, Query

from zf_contracts.http.base import Page
from zf_contracts.http.intake import FindByPerson, ReceiptView, RegisterReport, ReportRow, ReportSource, ReportView
from zf_intake.desk import Desk
from zf_intake.reports import queries
from zf_intake.reports.register import register
from zf_platform.http.access import access
from zf_platform.http.current import ScopeDep
from zf_platform.http.route import service_router

Cursor = Annotated[str, Query(max_length=64, pattern=r"^[0-9a-f-]*$")]
Text = Annotated[str, Query(max_length=100)]
Code = Annotated[str, Query(max_length=32)]


def reports_router(*, desk: Desk) -> APIRouter:
    router = service_router(prefix="/reports", tag="reports")

    @router.post("", status_code=201, **access("report.register"))
    async def register_report(scope: ScopeDep, command: RegisterReport) -> ReportView:
        report = await register(scope, command, desk=desk)
        return queries.view(report, actor=scope.actor, desk=desk)

    @router.get("", **access("report.read"))
    async def list_reports(
        scope: ScopeDep,
        *,
        q: Text = "",
        source: ReportSource | None = None,
        unit: Code = "",
        mine: bool = False,
        waiting: bool = False,
        late: bool = False,
        cursor: Cursor = "",
    ) -> Page[ReportRow]:
        wanted = queries.ReportFilter(q, source or "", unit, mine, waiting, late, cursor)
        return await queries.list_reports(scope, wanted)

    @router.post("/person-search", **access("report.read", idempotent=False))
    async def find_by_person(scope: ScopeDep, wanted: FindByPerson) -> Page[ReportRow]:
        return await queries.find_by_person(scope, wanted, desk=desk)

    @router.get("/{report_id}", **access("report.read"))
    async def show_report(scope: ScopeDep, report_id: str) -> ReportView:
        return await queries.show_report(scope, report_id, desk=desk)

    @router.get("/{report_id}/receipt", **access("report.read"))
    async def show_receipt(scope: ScopeDep, report_id: str) -> ReceiptView:
        return await queries.show_receipt(scope, report_id, desk=desk)

    return router
