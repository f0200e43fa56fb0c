"""期限: every clock of the agency as oversight watches it, day by day, each with its explanation."""

from __future__ import annotations

from datetime import date
from functools import partial
from itertools import groupby

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from zf_contracts.http.liaison import SessionView
from zf_contracts.http.oversight import ClockSummary, WatchedClock
from zf_hall.access import needs
from zf_hall.formatting import local_day
from zf_hall.i18n import msg
from zf_hall.navigation import DEADLINE_ROOM
from zf_hall.pages.answer import show
from zf_hall.pages.worklist import moment_of
from zf_hall.visitor import VisitorDep

router = APIRouter()

_ROOMS = {
    "petition": "petitions",
    "dispute": "joint/disputes",
    "task": "tasks",
    "notice": "notices",
    "cooperation": "cooperation",
    "meeting": "meetings",
}
_READ = {"petition": "petition.read", "case": "case.read"}
"""What of these a person reads may be all of the agency, his unit's or his own."""
BANDS = (("overdue", msg("已逾期")), ("due_soon", msg("即将到期")), ("running", msg("期限内")))


@router.get("/deadlines", **needs(*DEADLINE_ROOM))
async def deadline_page(
    request: Request,
    visitor: VisitorDep,
    band: str = "",
    unit: str = "",
    custody: str = "",
    cursor: str = "",
) -> Response:
    params = {"band": band, "unit": unit, "custody": "true" if custody else "", "cursor": cursor}
    page = await visitor.read_page(WatchedClock, "oversight", "/clocks", params=params)
    summary = await visitor.read(ClockSummary, "oversight", "/clocks/summary")
    chosen = {"band": band, "unit": unit, "custody": custody}
    values = {
        "page": page,
        "days": by_day(page.items),
        "summary": summary,
        "chosen": chosen,
        "bands": BANDS,
        "place_of": place_of,
        "reachable": partial(reachable, me=visitor.me),
    }
    return show(request, "deadlines/list.html", status=200, **values)


def place_of(clock: WatchedClock) -> str:
    """The page on which what this clock asks can be done; a resolution stands on the page of its meeting."""
    if clock.matter_kind == "resolution":
        return f"/meetings/{clock.collab_no}#resolution-{clock.case_id}"
    return f"/{_ROOMS.get(clock.matter_kind, 'cases')}/{clock.case_id}"


def reachable(clock: WatchedClock, *, me: SessionView) -> bool:
    """Who watches the clocks of all need not see every matter: a way leads only to what he reads himself."""
    reach = me.permissions.get(_READ.get(clock.matter_kind, ""), "agency")
    mine = clock.owner == me.account_id
    return reach == "agency" or mine or (reach == "unit" and clock.unit == me.unit)


def by_day(clocks: tuple[WatchedClock, ...]) -> list[tuple[date, list[WatchedClock]]]:
    """Clocks under the day they fall due, the earliest first."""
    ordered = sorted(clocks, key=lambda clock: moment_of(clock.due))
    return [(day, list(found)) for day, found in groupby(ordered, key=lambda clock: local_day(clock.due))]
