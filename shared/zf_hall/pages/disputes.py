"""牵头与管辖争议: what the committee has to decide, the one due first on top, and the form of the decision."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from zf_contracts.http.joint import DecideDispute, DisputeRow
from zf_hall.access import needs
from zf_hall.forms import FormState, build, read_form
from zf_hall.i18n import msg
from zf_hall.navigation import DISPUTE_ROOM
from zf_hall.pages.answer import Door, deliver, go, show
from zf_hall.visitor import Visitor, VisitorDep

router = APIRouter()

HERE = "/joint/disputes"
LABELS = {"agency": msg("决定由谁负责"), "reason": msg("理由"), "basis": msg("依据")}
STATES = (("", msg("全部")), ("open", msg("待决定")), ("decided", msg("已决定")))


@router.get(HERE, **needs(*DISPUTE_ROOM))
async def disputes(request: Request, visitor: VisitorDep, *, state: str = "", cursor: str = "") -> Response:
    params = {"state": state if state in ("open", "decided") else "", "cursor": cursor}
    page = await visitor.read_page(DisputeRow, "intake", HERE, params=params)
    return show(request, "joint/disputes.html", page=page, state=state, states=STATES)


@router.get(HERE + "/{dispute_id}", **needs(*DISPUTE_ROOM))
async def dispute_page(request: Request, visitor: VisitorDep, dispute_id: str) -> Response:
    return await _page(request, visitor, dispute_id, FormState(LABELS))


@router.post(HERE + "/{dispute_id}", **needs(*DISPUTE_ROOM))
async def decide(request: Request, visitor: VisitorDep, dispute_id: str) -> Response:
    sent = await read_form(request)
    values = {name: sent.text(name) for name in ("version", "agency", "reason", "basis")}
    command, errors = build(DecideDispute, values)
    door = Door("intake", f"{HERE}/{dispute_id}/decision", f"{HERE}/{dispute_id}")
    answer, errors = await deliver(request, visitor, door, body=command, sent=sent, errors=errors)
    if answer is not None:
        return go(HERE, done="dispute")
    return await _page(request, visitor, dispute_id, sent.state(LABELS, errors=errors))


async def _page(request: Request, visitor: Visitor, dispute_id: str, form: FormState) -> Response:
    dispute = await visitor.read(DisputeRow, "intake", f"{HERE}/{dispute_id}")
    status = 422 if form.errors else 200
    return show(request, "joint/dispute_decision.html", status=status, dispute=dispute, form=form)
