"""一次性告知: what was handed in, what is missing by the checklist of this type of matter, and the one notice of it."""

from __future__ import annotations

from datetime import timedelta

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from zf_contracts.http.materials import IssueMaterialNotice, MaterialFault, MaterialsView, NoteMaterials
from zf_hall.access import needs
from zf_hall.formatting import local_day
from zf_hall.forms import FormState, build, read_form
from zf_hall.i18n import msg
from zf_hall.pages.answer import Door, deliver, go, show
from zf_hall.visitor import Visitor, VisitorDep

router = APIRouter()

LABELS = {
    "checklist": msg("事项种类"),
    "received": msg("已收到的材料"),
    "needed": msg("本事项需要的选交材料"),
    "due": msg("补交期限"),
    "place": msg("补交地点"),
    "reason": msg("再次告知的原因"),
}
_USUAL = timedelta(days=15)


@router.get("/register/{petition_id}/materials", **needs("petition.read"))
async def materials(request: Request, visitor: VisitorDep, petition_id: str) -> Response:
    return await _page(request, visitor, petition_id)


@router.post("/register/{petition_id}/materials", **needs("petition.register"))
async def note(request: Request, visitor: VisitorDep, petition_id: str) -> Response:
    """A changed kind of matter shows its own list first; ticks of the former list mean nothing there."""
    sent = await read_form(request)
    same = sent.text("checklist") == sent.text("shown")
    values = {
        "checklist": sent.text("checklist"),
        "received": sent.all("received") if same else (),
        "needed": sent.all("needed") if same else (),
    }
    command, errors = build(NoteMaterials, values)
    door = Door("intake", f"/petitions/{petition_id}/materials", f"/register/{petition_id}/materials")
    answer, errors = await deliver(request, visitor, door, body=command, sent=sent, errors=errors)
    if answer is None:
        return await _page(request, visitor, petition_id, form=sent.state(LABELS, errors=errors), status=422)
    return go(door.back, done="materials" if same else "")


@router.post("/register/{petition_id}/materials/notice", **needs("petition.register"))
async def tell(request: Request, visitor: VisitorDep, petition_id: str) -> Response:
    sent = await read_form(request)
    values = {name: sent.text(name) for name in ("due", "place", "reason")}
    command, errors = build(IssueMaterialNotice, values)
    door = Door("intake", f"/petitions/{petition_id}/materials/notices", f"/register/{petition_id}/materials")
    answer, errors = await deliver(request, visitor, door, body=command, sent=sent, errors=errors)
    if answer is None:
        return await _page(request, visitor, petition_id, form=sent.state(LABELS, errors=errors), status=422)
    return go(door.back, done="notice")


@router.get("/material-faults", **needs("petition.approve_closing"))
async def faults(request: Request, visitor: VisitorDep) -> Response:
    rows = await visitor.read_list(MaterialFault, "intake", "/material-faults")
    return show(request, "materials/faults.html", rows=rows)


async def _page(
    request: Request, visitor: Visitor, petition_id: str, *, form: FormState | None = None, status: int = 200
) -> Response:
    view = await visitor.read(MaterialsView, "intake", f"/petitions/{petition_id}/materials")
    due = local_day(request.app.state.hall.clock.now() + _USUAL).isoformat()
    form = form or FormState(LABELS, {"checklist": view.checklist, "due": due, "place": view.place})
    return show(request, "materials/materials.html", status=status, view=view, form=form)
