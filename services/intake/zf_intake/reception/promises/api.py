"""Routes of promises. What is promised, and how often it was broken, is public; who broke it is not."""

from typing import Annotated

from fastapi import APIRouter, Query

from zf_contracts.http.base import Page
from zf_contracts.http.promises import BreachView, GiveCause, PromiseView
from zf_intake.reception.promises import queries
from zf_intake.reception.promises.give_cause import give_cause
from zf_law.loader import Law
from zf_platform.http.access import access
from zf_platform.http.current import ScopeDep
from zf_platform.http.route import service_router

Cursor = Annotated[str, Query(max_length=64, pattern=r"^[0-9a-f-]*$")]


def promise_router(*, law: Law) -> APIRouter:
    router = service_router(prefix="/promises", tag="promises")

    @router.get("", **access(public=True))
    async def promises(scope: ScopeDep) -> tuple[PromiseView, ...]:
        return await queries.list_promises(scope, law=law)

    @router.get("/breaches", **access("hall.read"))
    async def breaches(scope: ScopeDep, *, waiting: bool = False, cursor: Cursor = "") -> Page[BreachView]:
        return await queries.list_breaches(scope, waiting=waiting, cursor=cursor, law=law)

    @router.post("/breaches/{breach_id}/cause", **access("hall.manage"))
    async def cause(scope: ScopeDep, breach_id: str, command: GiveCause) -> BreachView:
        return queries.breach_view(await give_cause(scope, command, breach_id=breach_id, law=law), law=law)

    return router
