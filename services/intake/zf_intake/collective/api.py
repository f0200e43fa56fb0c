"""Routes of warnings of collective visits."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query

from zf_contracts.http.base import Page
from zf_contracts.http.collective import CloseWarning, WarningRow, WarningView
from zf_intake.collective import queries
from zf_intake.collective.close_warning import close_warning
from zf_platform.http.access import access
from zf_platform.http.current import ScopeDep
from zf_platform.http.route import service_router

State = Literal["", "open", "closed"]
Cursor = Annotated[str, Query(max_length=200)]


def collective_router() -> APIRouter:
    router = service_router(prefix="/collective-warnings", tag="collective warnings")

    @router.get("", **access("petition.board"))
    async def warnings(scope: ScopeDep, *, state: State = "", cursor: Cursor = "") -> Page[WarningRow]:
        return await queries.list_warnings(scope, state=state, cursor=cursor)

    @router.get("/{warning_id}", **access("petition.board"))
    async def one_warning(scope: ScopeDep, warning_id: str) -> WarningView:
        return await queries.show_warning(scope, warning_id)

    @router.post("/{warning_id}/closing", **access("petition.board"))
    async def close(scope: ScopeDep, warning_id: str, command: CloseWarning) -> WarningView:
        await close_warning(scope, warning_id, command)
        return await queries.show_warning(scope, warning_id)

    return router
