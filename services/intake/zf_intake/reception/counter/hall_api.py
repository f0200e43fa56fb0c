"""Routes that read the hall's floor. The screen, a slip and the choices of the ticket machine are public: no names in them."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query

from zf_contracts.http.hall import (
    CounterView,
    DeskChangeRow,
    HallView,
    PeerDeskView,
    RateVisit,
    ScreenView,
    SlipView,
    TicketView,
)
from zf_contracts.http.hall_daily import DailyView, RatingsView
from zf_intake.public_query.limit_ratings import limit_ratings
from zf_intake.reception.counter import daily_queries, queries, screen_queries
from zf_intake.reception.counter.rate_visit import rate_visit
from zf_law.loader import Law
from zf_platform.http.access import access
from zf_platform.http.current import ScopeDep
from zf_platform.http.route import service_router

Day = Annotated[date | None, Query()]
Code = Annotated[str, Query(max_length=64)]


def public_hall_router(*, law: Law) -> APIRouter:
    router = service_router(prefix="/hall", tag="hall")

    @router.get("", **access(public=True))
    async def hall(scope: ScopeDep) -> HallView:
        return await queries.show_hall(scope, law=law)

    @router.get("/screen", **access(public=True))
    async def screen(scope: ScopeDep) -> ScreenView:
        return await screen_queries.show_screen(scope, law=law)

    @router.get("/slips/{code}", **access(public=True))
    async def slip(scope: ScopeDep, code: str) -> SlipView:
        return await queries.show_slip(scope, code, law=law)

    @router.post("/slips/{code}/rating", **access(public=True))
    async def rate_by_slip(scope: ScopeDep, code: str, command: RateVisit) -> SlipView:
        await limit_ratings(scope)
        await rate_visit(scope, command, law=law, code=code)
        return await queries.show_slip(scope, code, law=law)

    return router


def hall_router(*, law: Law) -> APIRouter:
    router = service_router(prefix="/hall", tag="hall")

    @router.get("/counter", **access("ticket.serve"))
    async def counter(scope: ScopeDep) -> CounterView:
        return await queries.counter_view(scope, law=law)

    @router.get("/tickets", **access("hall.read"))
    async def waiting(scope: ScopeDep) -> tuple[TicketView, ...]:
        return await queries.list_waiting(scope, law=law)

    @router.get("/peer-desks", **access("hall.read"))
    async def peer_desks(scope: ScopeDep) -> tuple[PeerDeskView, ...]:
        return await queries.list_peer_desks(scope)

    @router.get("/roster", **access("hall.read"))
    async def roster(scope: ScopeDep, *, day: Day = None) -> tuple[DeskChangeRow, ...]:
        return await queries.roster(scope, day or queries.today(scope))

    @router.get("/daily", **access("hall.read"))
    async def daily(scope: ScopeDep, *, day: Day = None) -> DailyView:
        return await daily_queries.daily_list(scope, day or queries.today(scope), law=law)

    @router.get("/ratings", **access("hall.read"))
    async def ratings(scope: ScopeDep, *, since: Day = None, until: Day = None) -> RatingsView:
        until = until or queries.today(scope)
        return await daily_queries.ratings(scope, since=since or until.replace(day=1), until=until, law=law)

    return router
