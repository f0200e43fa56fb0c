"""The route of the check: the trial judge's answers."""

from fastapi import APIRouter

from zf_casemgmt.cases.detail import show_case
from zf_casemgmt.enforceability.record_check import record_check
from zf_casemgmt.office import Office
from zf_contracts.http.casemgmt import CaseView
from zf_contracts.http.enforceability import RecordEnforceability
from zf_platform.http.access import access
from zf_platform.http.current import ScopeDep
from zf_platform.http.route import service_router


def enforceability_router(office: Office) -> APIRouter:
    router = service_router(prefix="/cases/{case_id}", tag="cases", keeps_refusals=True)

    @router.post("/enforceability-check", **access("court.decide"))
    async def check(scope: ScopeDep, case_id: str, command: RecordEnforceability) -> CaseView:
        await record_check(scope, case_id, command, office=office)
        return await show_case(scope, case_id, office=office)

    return router
