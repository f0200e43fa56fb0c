"""Routes of petitions: register, worklists, one petition, its slip. The acts on a petition stand in act_api.py."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query

from zf_contracts.http.base import Page
from zf_contracts.http.petition_views import (
    PetitionClockView,
    PetitionReceipt,
    PetitionRow,
    PetitionView,
    RegisteredPetition,
)
from zf_contracts.http.petitions import Category, Channel, FindPetitions, RegisterPetition
from zf_intake.desk import Desk
from zf_intake.petitions import queries
from zf_intake.petitions.detail_queries import registered_view, show_petition
from zf_intake.petitions.print_receipt import print_receipt
from zf_intake.petitions.register import register
from zf_platform.http.access import access
from zf_platform.http.current import ScopeDep
from zf_platform.http.route import service_router

Cursor = Annotated[str, Query(max_length=200)]
Text = Annotated[str, Query(max_length=100)]
Code = Annotated[str, Query(max_length=64)]
Mine = Literal["", "officer", "first_handler", "registered"]
Band = Literal["", "overdue", "running"]


def petitions_router(*, desk: Desk) -> APIRouter:
    router = service_router(prefix="/petitions", tag="petitions")
    _add_lists(router, desk)
    _add_duties(router, desk)
    _add_registration(router, desk)

    @router.get("/{petition_id}", **access("petition.read"))
    async def one_petition(scope: ScopeDep, petition_id: str) -> PetitionView:
        return await show_petition(scope, petition_id, desk=desk)

    @router.post("/{petition_id}/receipt", **access("petition.register", once="query_code"))
    async def new_receipt(scope: ScopeDep, petition_id: str) -> PetitionReceipt:
        """A new slip with a new query code; the former code is void."""
        return await print_receipt(scope, petition_id, desk=desk)

    return router


def _add_registration(router: APIRouter, desk: Desk) -> None:
    @router.post("", status_code=201, **access("petition.register", once="receipt.query_code"))
    async def register_petition(scope: ScopeDep, command: RegisterPetition) -> RegisteredPetition:
        return await registered_view(scope, await register(scope, command, desk=desk), desk=desk)

    @router.post("/person-search", **access("petition.read", idempotent=False))
    async def find_by_person(scope: ScopeDep, wanted: FindPetitions) -> Page[PetitionRow]:
        return await queries.find_by_person(scope, wanted, desk=desk)


def _add_lists(router: APIRouter, desk: Desk) -> None:
    @router.get("", **access("petition.read"))
    async def worklist(
        scope: ScopeDep,
        *,
        q: Text = "",
        state: Code = "",
        channel: Channel | None = None,
        category: Category | None = None,
        unit: Code = "",
        mine: Mine = "",
        overdue: bool = False,
        open: bool = False,
        urgent: bool = False,
        collective: bool = False,
        repeat: bool = False,
        cursor: Cursor = "",
    ) -> Page[PetitionRow]:
        wanted = queries.Wanted(
            q=q,
            state=state,
            channel=channel or "",
            category=category or "",
            unit=unit,
            mine=mine,
            overdue=overdue,
            open=open,
            urgent=urgent,
            collective=collective,
            repeat=repeat,
            cursor=cursor,
        )
        return await queries.list_petitions(scope, wanted, desk=desk)


def _add_duties(router: APIRouter, desk: Desk) -> None:
    @router.get("/first-handled", **access("petition.read"))
    async def first_handled(scope: ScopeDep, *, account: Code = "", cursor: Cursor = "") -> Page[PetitionRow]:
        """The open matters an officer answers for as first handler; without `account` one's own."""
        return await queries.list_first_handled(scope, account_id=account, cursor=cursor, desk=desk)

    @router.get("/clocks", **access("petition.read"))
    async def clocks(scope: ScopeDep, *, band: Band = "", cursor: Cursor = "") -> Page[PetitionClockView]:
        return await queries.list_clocks(scope, band=band, cursor=cursor)
