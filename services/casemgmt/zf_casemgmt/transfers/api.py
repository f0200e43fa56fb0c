"""Routes of outgoing packages: prepare, list, show, submit, supplement, withdraw."""

from typing import Annotated

from fastapi import APIRouter, Query

from zf_casemgmt.office import Office
from zf_casemgmt.transfers.list_transfers import list_transfers
from zf_casemgmt.transfers.prepare import prepare_transfer
from zf_casemgmt.transfers.show_transfer import show_transfer
from zf_casemgmt.transfers.submit import submit_transfer
from zf_casemgmt.transfers.supplement import supplement_transfer
from zf_casemgmt.transfers.withdraw import withdraw_transfer
from zf_contracts.http.base import Page
from zf_contracts.http.casemgmt import (
    PrepareTransfer,
    SubmitTransfer,
    SupplementTransfer,
    TransferRow,
    TransferView,
    WithdrawTransfer,
)
from zf_platform.http.access import access
from zf_platform.http.current import ScopeDep
from zf_platform.http.route import service_router

Cursor = Annotated[str, Query(max_length=200)]
Code = Annotated[str, Query(max_length=60)]


def transfers_router(office: Office) -> APIRouter:
    router = service_router(tag="transfers")

    @router.post("/cases/{case_id}/transfers", status_code=201, **access("transfer.prepare"))
    async def prepare(scope: ScopeDep, case_id: str, command: PrepareTransfer) -> TransferView:
        transfer_id = await prepare_transfer(scope, case_id, command, office=office)
        return await show_transfer(scope, transfer_id, office=office)

    @router.get("/transfers", **access("transfer.read"))
    async def transfers(scope: ScopeDep, *, state: Code = "", cursor: Cursor = "") -> Page[TransferRow]:
        return await list_transfers(scope, state=state, cursor=cursor, office=office)

    @router.get("/transfers/{transfer_id}", **access("transfer.read"))
    async def one_transfer(scope: ScopeDep, transfer_id: str) -> TransferView:
        return await show_transfer(scope, transfer_id, office=office)

    @router.post("/transfers/{transfer_id}/submission", **access("transfer.send"))
    async def submit(scope: ScopeDep, transfer_id: str, command: SubmitTransfer) -> TransferRow:
        return await submit_transfer(scope, transfer_id, command, office=office)

    @router.post("/transfers/{transfer_id}/supplement", **access("transfer.send"))
    async def supplement(scope: ScopeDep, transfer_id: str, command: SupplementTransfer) -> TransferView:
        await supplement_transfer(scope, transfer_id, command, office=office)
        return await show_transfer(scope, transfer_id, office=office)

    @router.post("/transfers/{transfer_id}/withdrawal", **access("transfer.prepare"))
    async def withdraw(scope: ScopeDep, transfer_id: str, command: WithdrawTransfer) -> TransferView:
        await withdraw_transfer(scope, transfer_id, command, office=office)
        return await show_transfer(scope, transfer_id, office=office)

    return router
