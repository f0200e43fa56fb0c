"""工作台: what waits for this person, most urgent first."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TypeVar

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from zf_contracts.http.casemgmt import CaseRow, PackageRow, TransferRow
from zf_contracts.http.intake import ReportRow
from zf_hall.access import needs
from zf_hall.clients import Params, ServiceDown
from zf_hall.i18n import msg
from zf_hall.navigation import INBOX_ROOM, REVIEW_ROOM, WORKLIST_ROOM
from zf_hall.pages.answer import show
from zf_hall.visitor import Visitor, VisitorDep
from zf_platform.clock import ZONE

router = APIRouter()

M = TypeVar("M", bound=BaseModel)

DECIDED = ("accepted", "returned", "withdrawn", "superseded")
"""States of a package or transfer that wait for nobody any more."""


@dataclass(frozen=True, slots=True)
class Tab:
    """One list of the worklist. `rows` is None when its service did not answer; `more` when the list goes on."""

    name: str
    label: str
    rows: tuple[CaseRow, ...] | tuple[ReportRow, ...] | tuple[PackageRow, ...] | tuple[TransferRow, ...] | None
    more: bool = False

    @property
    def count(self) -> str:
        return "?" if self.rows is None else f"{len(self.rows)}{'+' if self.more else ''}"


@router.get("/worklist", **needs(*WORKLIST_ROOM))
async def worklist(request: Request, visitor: VisitorDep, tab: str = "") -> Response:
    tabs = await asyncio.gather(
        _mine(visitor), _reports(visitor), _packages(visitor), _reviews(visitor), _sending(visitor)
    )
    offered = [found for found in tabs if found is not None]
    chosen = next((found for found in offered if found.name == tab), None)
    chosen = chosen or next((found for found in offered if found.rows), offered[0])
    bands = [
        row.band for found in offered if found.name == "mine" for row in found.rows or () if isinstance(row, CaseRow)
    ]
    figures = {band: bands.count(band) for band in ("overdue", "due_soon")}
    return show(request, "worklist.html", tabs=offered, chosen=chosen, figures=figures)


async def _mine(visitor: Visitor) -> Tab | None:
    if not visitor.may("case.read"):
        return None
    found = await _list(visitor, CaseRow, "casemgmt", "/cases", params={"mine": "true"})
    if found is None:
        return Tab("mine", msg("我的案件"), None)
    return Tab("mine", msg("我的案件"), tuple(sorted(found[0], key=_due_first)), found[1])


async def _reports(visitor: Visitor) -> Tab | None:
    if not visitor.may("report.read"):
        return None
    found = await _list(visitor, ReportRow, "intake", "/reports", params={"waiting": "true"})
    return Tab("reports", msg("待建案的接报案"), *(found or (None,)))


async def _packages(visitor: Visitor) -> Tab | None:
    if not visitor.may(*INBOX_ROOM):
        return None
    found = await _list(visitor, PackageRow, "casemgmt", "/packages")
    if found is None:
        return Tab("packages", msg("待收案"), None)
    return Tab("packages", msg("待收案"), tuple(row for row in found[0] if row.state not in DECIDED), found[1])


async def _reviews(visitor: Visitor) -> Tab | None:
    if not visitor.may(*REVIEW_ROOM):
        return None
    found = await _list(visitor, CaseRow, "casemgmt", "/cases", params={"state": "exit_review"})
    return Tab("reviews", msg("待我审核签发"), *(found or (None,)))


async def _sending(visitor: Visitor) -> Tab | None:
    """Drafts that wait for the one exit."""
    if not visitor.may("transfer.send"):
        return None
    found = await _list(visitor, TransferRow, "casemgmt", "/transfers", params={"state": "draft"})
    return Tab("sending", msg("待我移送"), *(found or (None,)))


async def _list(
    visitor: Visitor, model: type[M], service: str, path: str, *, params: Params | None = None
) -> tuple[tuple[M, ...], bool] | None:
    """Rows and whether there are more; None when the service is away: the other lists still show."""
    try:
        page = await visitor.read_page(model, service, path, params=params)
    except ServiceDown:
        return None
    return page.items, page.next_cursor is not None


def _due_first(row: CaseRow) -> tuple[int, datetime]:
    return (0, moment_of(row.next_due)) if row.next_due else (1, row.last_act_at)


def moment_of(due: datetime | date) -> datetime:
    """A day ends at its last minute, so that days and hours sort together."""
    return due if isinstance(due, datetime) else datetime.combine(due, time(23, 59), ZONE)
