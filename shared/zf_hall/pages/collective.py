"""集体访预警: likely collective visits of this agency and those other agencies told, each closed with a record."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from zf_contracts.http.collective import CloseWarning, WarningRow, WarningView
from zf_hall.access import needs
from zf_hall.forms import FormState, build, read_form
from zf_hall.i18n import msg
from zf_hall.navigation import COLLECTIVE_ROOM
from zf_hall.pages.answer import Door, deliver, go, show
from zf_hall.visitor import Visitor, VisitorDep

router = APIRouter()

HERE = "/collective-warnings"
LABELS = {"outcome": msg("结果"), "measures": msg("采取的措施和经过")}
OUTCOMES = (
    ("settled", msg("问题已解决")),
    ("dispersed", msg("已劝解，未集体上访")),
    ("happened", msg("发生了集体上访")),
    ("unfounded", msg("经核实不是集体访苗头")),
)
GROUPED = {"unit": msg("反映同一单位"), "area": msg("同一地点"), "cause": msg("同一问题")}
STATES = (("open", msg("未办结")), ("closed", msg("已办结")), ("", msg("全部")))


@router.get(HERE, **needs(*COLLECTIVE_ROOM))
async def warnings(request: Request, visitor: VisitorDep, *, state: str = "open", cursor: str = "") -> Response:
    params = {"state": state if state in ("open", "closed") else "", "cursor": cursor}
    page = await visitor.read_page(WarningRow, "intake", HERE, params=params)
    return show(request, "collective/list.html", page=page, state=state, **_names())


@router.get(HERE + "/{warning_id}", **needs(*COLLECTIVE_ROOM))
async def warning_page(request: Request, visitor: VisitorDep, warning_id: str) -> Response:
    return await _page(request, visitor, warning_id, FormState(LABELS))


@router.post(HERE + "/{warning_id}", **needs(*COLLECTIVE_ROOM))
async def close(request: Request, visitor: VisitorDep, warning_id: str) -> Response:
    sent = await read_form(request)
    command, errors = build(CloseWarning, {name: sent.text(name) for name in ("version", "outcome", "measures")})
    door = Door("intake", f"{HERE}/{warning_id}/closing", f"{HERE}/{warning_id}")
    answer, errors = await deliver(request, visitor, door, body=command, sent=sent, errors=errors)
    if answer is not None:
        return go(HERE, done="collective")
    return await _page(request, visitor, warning_id, sent.state(LABELS, errors=errors))


async def _page(request: Request, visitor: Visitor, warning_id: str, form: FormState) -> Response:
    warning = await visitor.read(WarningView, "intake", f"{HERE}/{warning_id}")
    status = 422 if form.errors else 200
    return show(request, "collective/warning.html", status=status, warning=warning, form=form, **_names())


def _names() -> dict[str, object]:
    return {"outcomes": OUTCOMES, "outcome_names": dict(OUTCOMES), "grouped": GROUPED, "states": STATES}
