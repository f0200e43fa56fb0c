"""一次性告知监督: material asked for again as oversight lists it, by unit and period, with clerk, reason and matter (S-027)."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from zf_contracts.http.materials import FaultCounts, OverseenFault
from zf_hall.access import needs
from zf_hall.clients import ServiceRefused
from zf_hall.formatting import local_day
from zf_hall.forms import FormState
from zf_hall.navigation import BOARD_ROOM
from zf_hall.pages.answer import at_the_form, show
from zf_hall.pages.board import LABELS
from zf_hall.visitor import VisitorDep

router = APIRouter()

USUAL = timedelta(days=364)


@router.get("/material-faults/units", **needs(*BOARD_ROOM))
async def overseen_faults(
    request: Request, visitor: VisitorDep, *, since: str = "", until: str = "", unit: str = "", cursor: str = ""
) -> Response:
    """The period is a year by default; a wrong one is said at its field and lists nothing."""
    today = local_day(request.app.state.hall.clock.now())
    days = {"since": since or (today - USUAL).isoformat(), "until": until or today.isoformat()}
    form, counts, page = FormState(LABELS, days), None, None
    wanted = {**days, "unit": unit, "cursor": cursor}
    try:
        counts = await visitor.read(FaultCounts, "oversight", "/repeated-notices/counts", params=days)
        page = await visitor.read_page(OverseenFault, "oversight", "/repeated-notices", params=wanted)
    except ServiceRefused as error:
        form = FormState(LABELS, days, errors=at_the_form(error))
    shown = {"page": page, "counts": counts, "form": form, "unit": unit}
    status = 422 if form.errors else 200
    return show(request, "materials/overseen.html", status=status, days_query=urlencode(days), **shown)
