"""GET /alarms: what needs a person's eye."""

from fastapi import APIRouter

from zf_contracts.http.base import Page
from zf_contracts.http.liaison import AlarmView
from zf_liaison.alarms.queries import list_alarms
from zf_liaison.paging import Cursor, Limit
from zf_platform.http.access import access
from zf_platform.http.current import ScopeDep
from zf_platform.http.route import service_router


def alarm_router() -> APIRouter:
    router = service_router(tag="alarms")

    @router.get("/alarms", **access("exchange.read"))
    async def alarms(
        scope: ScopeDep, only_open: bool = True, cursor: Cursor = None, limit: Limit = 50
    ) -> Page[AlarmView]:
        return await list_alarms(scope, only_open=only_open, cursor=cursor, limit=limit)

    return router
