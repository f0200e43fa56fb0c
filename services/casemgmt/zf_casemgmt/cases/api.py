"""Routes of cases: worklist, one case, acts, suspects, handler, exit check, head's signature."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query

from zf_casemgmt.cases.add_suspect import add_suspect
from zf_casemgmt.cases.amend_suspect import amend_suspect
from zf_casemgmt.cases.assign_handler import assign_handler
from zf_casemgmt.cases.check_exit import check_exit
from zf_casemgmt.cases.detail import show_case
from zf_casemgmt.cases.list_cases import list_cases
from zf_casemgmt.cases.perform_act import perform_act
from zf_casemgmt.cases.queries import Wanted
from zf_casemgmt.cases.result import act_result
from zf_casemgmt.cases.sign_head import sign_head
from zf_casemgmt.office import Office
from zf_contracts.http.base import Page
from zf_contracts.http.casemgmt import (
    ActResult,
    AddSuspect,
    AmendSuspect,
    AssignHandler,
    CaseRow,
    CaseView,
    PerformAct,
    RecordExitCheck,
    SignAsHead,
)
from zf_platform.http.access import access
from zf_platform.http.current import ScopeDep
from zf_platform.http.route import service_router

Cursor = Annotated[str, Query(max_length=200)]
Text = Annotated[str, Query(max_length=100)]
Code = Annotated[str, Query(max_length=60)]
Band = Literal["", "overdue", "due_soon", "running"]


def cases_router(office: Office) -> APIRouter:
    router = service_router(prefix="/cases", tag="cases")
    _add_reads(router, office)
    _add_acts(router, office)
    return router


def _add_reads(router: APIRouter, office: Office) -> None:
    @router.get("", **access("case.read"))
    async def worklist(
        scope: ScopeDep, *, state: Code = "", band: Band = "", q: Text = "", mine: bool = False, cursor: Cursor = ""
    ) -> Page[CaseRow]:
        return await list_cases(scope, Wanted(state, band, q, mine), cursor=cursor, office=office)

    @router.get("/{case_id}", **access("case.read"))
    async def one_case(scope: ScopeDep, case_id: str) -> CaseView:
        return await show_case(scope, case_id, office=office)


def _add_acts(router: APIRouter, office: Office) -> None:
    @router.post("/{case_id}/acts", **access("case.advance"))
    async def act(scope: ScopeDep, case_id: str, command: PerformAct) -> ActResult:
        return await act_result(scope, await perform_act(scope, case_id, command, office=office))

    @router.post("/{case_id}/suspects", status_code=201, **access("suspect.write"))
    async def name_suspect(scope: ScopeDep, case_id: str, command: AddSuspect) -> CaseView:
        await add_suspect(scope, case_id, command, office=office)
        return await show_case(scope, case_id, office=office)

    @router.post("/{case_id}/suspects/{suspect_id}", **access("suspect.write"))
    async def correct_suspect(scope: ScopeDep, case_id: str, suspect_id: str, command: AmendSuspect) -> CaseView:
        await amend_suspect(scope, case_id, suspect_id, command, office=office)
        return await show_case(scope, case_id, office=office)

    @router.post("/{case_id}/handler", **access("case.assign"))
    async def name_handler(scope: ScopeDep, case_id: str, command: AssignHandler) -> CaseView:
        await assign_handler(scope, case_id, command, office=office)
        return await show_case(scope, case_id, office=office)

    @router.post("/{case_id}/exit-check", **access("transfer.check"))
    async def record_exit_check(scope: ScopeDep, case_id: str, command: RecordExitCheck) -> CaseView:
        await check_exit(scope, case_id, command, office=office)
        return await show_case(scope, case_id, office=office)

    @router.post("/{case_id}/head-signature", **access("transfer.approve"))
    async def sign(scope: ScopeDep, case_id: str, command: SignAsHead) -> CaseView:
        await sign_head(scope, case_id, command, office=office)
        return await show_case(scope, case_id, office=office)
