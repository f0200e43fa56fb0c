"""Route of the reports side by side."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query

from zf_contracts.http.screening import LedgersView
from zf_oversight.screening import queries
from zf_platform.http.access import access
from zf_platform.http.current import ScopeDep
from zf_platform.http.route import service_router


def ledger_reports_router() -> APIRouter:
    router = service_router(prefix="/ledger-reports", tag="screening")

    @router.get("", **access("petition.board"))
    async def ledgers(scope: ScopeDep, *, first_day: Annotated[date | None, Query()] = None) -> LedgersView:
        return await queries.ledgers(scope, first_day=first_day)

    return router
