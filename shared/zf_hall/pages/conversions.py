"""四个不转化: every recorded conversion with its two petitions and its first handler, and for leaders the count per unit."""

from __future__ import annotations

from datetime import timedelta

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from zf_contracts.http.conversions import ConversionCounts, ConversionView
from zf_hall.access import needs
from zf_hall.clients import ServiceRefused
from zf_hall.formatting import local_day
from zf_hall.forms import FormState
from zf_hall.navigation import CONVERSION_ROOM
from zf_hall.pages.answer import at_the_form, show
from zf_hall.pages.board import CONVERSIONS, LABELS
from zf_hall.visitor import VisitorDep

router = APIRouter()

USUAL = timedelta(days=364)


@router.get("/conversions", **needs(*CONVERSION_ROOM))
async def conversions_page(
    request: Request,
    visitor: VisitorDep,
    *,
    mine: str = "",
    kind: str = "",
    since: str = "",
    until: str = "",
    cursor: str = "",
) -> Response:
    """The counts are oversight's: one table for the units of this agency, at the committee for those of all agencies."""
    kinds = dict(CONVERSIONS)
    params = {"mine": "true" if mine else "", "kind": kind if kind in kinds else "", "cursor": cursor}
    page = await visitor.read_page(ConversionView, "intake", "/conversions", params=params)
    today = local_day(request.app.state.hall.clock.now())
    days = {"since": since or (today - USUAL).isoformat(), "until": until or today.isoformat()}
    form, counts = FormState(LABELS, days), None
    if visitor.may("petition.board"):
        try:
            counts = await visitor.read(ConversionCounts, "oversight", "/conversions", params=days)
        except ServiceRefused as error:
            form = FormState(LABELS, days, errors=at_the_form(error))
    shown = {"page": page, "counts": counts, "form": form, "kinds": kinds, "mine": mine, "kind": kind}
    return show(request, "conversions/list.html", status=422 if form.errors else 200, **shown)
