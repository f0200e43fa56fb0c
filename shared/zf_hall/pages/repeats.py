"""重复信访: likely repeats of a petition, two petitions side by side, and the decision whether they are the same matter."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from zf_contracts.http.petition_views import PetitionView
from zf_contracts.http.repeats import AlikeRow, ComparisonView, DecidePair, PeerMatchRow
from zf_hall.access import needs
from zf_hall.forms import FormState, build, read_form
from zf_hall.i18n import msg
from zf_hall.pages.answer import Door, deliver, go, show
from zf_hall.visitor import Visitor, VisitorDep

router = APIRouter()

HERE = "/petitions/{petition_id}/repeats"
PAIR = HERE + "/{other_id}"
LABELS = {"verdict": msg("是不是同一事项"), "reason": msg("理由")}


@router.get(HERE, **needs("petition.read"))
async def repeats_page(request: Request, visitor: VisitorDep, petition_id: str) -> Response:
    petition = await visitor.read(PetitionView, "intake", f"/petitions/{petition_id}")
    rows = await visitor.read_list(AlikeRow, "intake", f"/petitions/{petition_id}/repeats")
    peers = await visitor.read_list(PeerMatchRow, "intake", f"/petitions/{petition_id}/peer-matches")
    return show(request, "repeats/list.html", petition=petition, rows=rows, peers=peers)


@router.get(PAIR, **needs("petition.read"))
async def comparison_page(request: Request, visitor: VisitorDep, petition_id: str, other_id: str) -> Response:
    return await _page(request, visitor, (petition_id, other_id), FormState(LABELS))


@router.post(PAIR, **needs("petition.register"))
async def decide(request: Request, visitor: VisitorDep, petition_id: str, other_id: str) -> Response:
    sent = await read_form(request)
    command, errors = build(DecidePair, {"verdict": sent.text("verdict"), "reason": sent.text("reason")})
    here = f"/petitions/{petition_id}/repeats/{other_id}"
    door = Door("intake", here + "/decision", here)
    answer, errors = await deliver(request, visitor, door, body=command, sent=sent, errors=errors)
    if answer is not None:
        return go(here, done="pair")
    return await _page(request, visitor, (petition_id, other_id), sent.state(LABELS, errors=errors))


async def _page(request: Request, visitor: Visitor, pair: tuple[str, str], form: FormState) -> Response:
    petition_id, other_id = pair
    seen = await visitor.read(ComparisonView, "intake", f"/petitions/{petition_id}/repeats/{other_id}")
    return show(request, "repeats/comparison.html", status=422 if form.errors else 200, seen=seen, form=form)
