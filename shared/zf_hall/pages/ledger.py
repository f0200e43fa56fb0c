"""往来台账: every message between this agency and its peers, both directions, with its evidences."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from zf_contracts.http.liaison import LedgerRow, LedgerView
from zf_hall.access import needs
from zf_hall.i18n import msg
from zf_hall.navigation import LEDGER_ROOM
from zf_hall.pages.answer import show
from zf_hall.visitor import VisitorDep

router = APIRouter()

STATES = (
    ("waiting", msg("等待回执")),
    ("delivered", msg("已送达")),
    ("opened", msg("已拆阅")),
    ("rejected", msg("被拒收")),
    ("failed", msg("失败")),
)
DIRECTIONS = (("out", msg("发出")), ("in", msg("收到")))


@router.get("/ledger", **needs(*LEDGER_ROOM))
async def ledger_list(
    request: Request,
    visitor: VisitorDep,
    q: str = "",
    direction: str = "",
    state: str = "",
    peer: str = "",
    cursor: str = "",
) -> Response:
    params = {"q": q.strip(), "direction": direction, "state": state, "peer": peer, "cursor": cursor}
    page = await visitor.read_page(LedgerRow, "liaison", "/ledger", params=params)
    chosen = {"q": q, "direction": direction, "state": state, "peer": peer}
    return show(request, "ledger/list.html", page=page, chosen=chosen, states=STATES, directions=DIRECTIONS)


@router.get("/ledger/{message_id}", **needs(*LEDGER_ROOM))
async def ledger_page(request: Request, visitor: VisitorDep, message_id: str) -> Response:
    message = await visitor.read(LedgerView, "liaison", f"/ledger/{message_id}")
    return show(request, "ledger/message.html", message=message)
