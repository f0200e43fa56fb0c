"""Routes of collective decisions: matters, the discussion step by step, the committee, the mark of a case."""

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query

from zf_casemgmt.deliberations.attend import record_attendance
from zf_casemgmt.deliberations.close import close_deliberation
from zf_casemgmt.deliberations.convene import convene_deliberation
from zf_casemgmt.deliberations.list_deliberations import list_deliberations
from zf_casemgmt.deliberations.mark_grave import mark_grave
from zf_casemgmt.deliberations.opine import give_opinion
from zf_casemgmt.deliberations.propose import propose_deliberation
from zf_casemgmt.deliberations.seat_member import seat_member
from zf_casemgmt.deliberations.show import show_deliberation
from zf_casemgmt.deliberations.show_case import show_case_deliberations
from zf_casemgmt.deliberations.show_committee import show_committee
from zf_casemgmt.deliberations.unseat_member import unseat_member
from zf_casemgmt.deliberations.withdraw import withdraw_deliberation
from zf_casemgmt.office import Office
from zf_contracts.http.base import Page
from zf_contracts.http.deliberations import (
    CaseDeliberationsView,
    CloseDeliberation,
    CommitteeView,
    ConveneDeliberation,
    DeliberationRow,
    DeliberationView,
    GiveOpinion,
    MarkGrave,
    ProposeDeliberation,
    RecordAttendance,
    SeatMember,
    UnseatMember,
    WithdrawDeliberation,
)
from zf_platform.http.access import access
from zf_platform.http.current import ScopeDep
from zf_platform.http.route import service_router

Id = Annotated[str, Path(max_length=64)]
Cursor = Annotated[str, Query(max_length=200)]
Which = Annotated[Literal["open", "mine", "all"], Query()]


def deliberations_router(office: Office) -> APIRouter:
    router = service_router(tag="deliberations", keeps_refusals=True)
    _add_reads(router, office)
    _add_case_acts(router, office)
    _add_steps(router, office)
    _add_results(router, office)
    _add_committee(router, office)
    return router


def _add_reads(router: APIRouter, office: Office) -> None:
    @router.get("/deliberations", **access("deliberation.read"))
    async def matters(scope: ScopeDep, *, state: Which = "open", cursor: Cursor = "") -> Page[DeliberationRow]:
        return await list_deliberations(scope, state=state, cursor=cursor, office=office)

    @router.get("/deliberations/{deliberation_id}", **access("deliberation.read"))
    async def one(scope: ScopeDep, deliberation_id: Id) -> DeliberationView:
        return await show_deliberation(scope, deliberation_id, office=office)

    @router.get("/cases/{case_id}/deliberations", **access("deliberation.read"))
    async def of_case(scope: ScopeDep, case_id: Id) -> CaseDeliberationsView:
        return await show_case_deliberations(scope, case_id, office=office)


def _add_case_acts(router: APIRouter, office: Office) -> None:
    @router.post("/cases/{case_id}/deliberations", status_code=201, **access("deliberation.propose"))
    async def propose(scope: ScopeDep, case_id: Id, command: ProposeDeliberation) -> DeliberationView:
        made = await propose_deliberation(scope, case_id, command, office=office)
        return await show_deliberation(scope, made, office=office)

    @router.post("/cases/{case_id}/grave-mark", **access("deliberation.propose"))
    async def mark(scope: ScopeDep, case_id: Id, command: MarkGrave) -> CaseDeliberationsView:
        await mark_grave(scope, case_id, command, office=office)
        return await show_case_deliberations(scope, case_id, office=office)


def _add_steps(router: APIRouter, office: Office) -> None:
    @router.post("/deliberations/{deliberation_id}/convening", **access("deliberation.convene"))
    async def convene(scope: ScopeDep, deliberation_id: Id, command: ConveneDeliberation) -> DeliberationView:
        await convene_deliberation(scope, deliberation_id, command, office=office)
        return await show_deliberation(scope, deliberation_id, office=office)

    @router.post("/deliberations/{deliberation_id}/attendance", **access("deliberation.convene"))
    async def attend(scope: ScopeDep, deliberation_id: Id, command: RecordAttendance) -> DeliberationView:
        await record_attendance(scope, deliberation_id, command, office=office)
        return await show_deliberation(scope, deliberation_id, office=office)

    @router.post("/deliberations/{deliberation_id}/opinion", **access("deliberation.vote"))
    async def opine(scope: ScopeDep, deliberation_id: Id, command: GiveOpinion) -> DeliberationView:
        await give_opinion(scope, deliberation_id, command, office=office)
        return await show_deliberation(scope, deliberation_id, office=office)


def _add_results(router: APIRouter, office: Office) -> None:
    @router.post("/deliberations/{deliberation_id}/closing", **access("deliberation.convene"))
    async def close(scope: ScopeDep, deliberation_id: Id, command: CloseDeliberation) -> DeliberationView:
        await close_deliberation(scope, deliberation_id, command, office=office)
        return await show_deliberation(scope, deliberation_id, office=office)

    @router.post("/deliberations/{deliberation_id}/withdrawal", **access("deliberation.propose"))
    async def withdraw(scope: ScopeDep, deliberation_id: Id, command: WithdrawDeliberation) -> DeliberationView:
        await withdraw_deliberation(scope, deliberation_id, command, office=office)
        return await show_deliberation(scope, deliberation_id, office=office)


def _add_committee(router: APIRouter, office: Office) -> None:
    @router.get("/committee", **access("deliberation.read"))
    async def committee(scope: ScopeDep) -> CommitteeView:
        return await show_committee(scope, office=office)

    @router.post("/committee/members", **access("committee.keep"))
    async def seat(scope: ScopeDep, command: SeatMember) -> CommitteeView:
        await seat_member(scope, command, office=office)
        return await show_committee(scope, office=office)

    @router.post("/committee/members/{account_id}/leaving", **access("committee.keep"))
    async def unseat(scope: ScopeDep, account_id: Id, command: UnseatMember) -> CommitteeView:
        await unseat_member(scope, account_id, command, office=office)
        return await show_committee(scope, office=office)
