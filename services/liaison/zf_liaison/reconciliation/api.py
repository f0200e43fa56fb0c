"""Reconciliations: the list, and one on demand."""

from fastapi import APIRouter

from zf_contracts.http.base import Page
from zf_contracts.http.liaison import ReconciliationRow, RunReconciliation
from zf_liaison.paging import Cursor, Limit
from zf_liaison.partners import Partners
from zf_liaison.reconciliation.compare_now import compare_now
from zf_liaison.reconciliation.queries import run_page
from zf_platform.http.access import access
from zf_platform.http.current import ScopeDep
from zf_platform.http.route import service_router


def reconciliation_router(partners: Partners) -> APIRouter:
    router = service_router(prefix="/reconciliations", tag="reconciliation")

    @router.get("", **access("exchange.read"))
    async def reconciliations(
        scope: ScopeDep, peer: str | None = None, cursor: Cursor = None, limit: Limit = 50
    ) -> Page[ReconciliationRow]:
        return await run_page(scope, peer=peer, cursor=cursor, limit=limit)

    @router.post("", status_code=202, **access("reconcile.run"))
    async def start(scope: ScopeDep, command: RunReconciliation) -> tuple[ReconciliationRow, ...]:
        return await compare_now(scope, command, partners=partners)

    return router
