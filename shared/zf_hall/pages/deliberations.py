"""集体议案: the matters put to the committee, one discussion with its steps, and its minutes for printing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from zf_contracts.http.deliberations import (
    CloseDeliberation,
    ConveneDeliberation,
    DeliberationRow,
    DeliberationView,
    GiveOpinion,
    RecordAttendance,
    StepView,
    WithdrawDeliberation,
)
from zf_hall.access import needs
from zf_hall.formatting import form_stamp
from zf_hall.forms import FieldError, FormState, Sent, build, read_form
from zf_hall.i18n import msg
from zf_hall.navigation import DELIBERATION_ROOM
from zf_hall.pages.answer import Door, deliver, go, show
from zf_hall.visitor import Visitor, VisitorDep

router = APIRouter()

HERE = "/deliberations"
STATES = (("open", msg("未结束")), ("mine", msg("等我发表意见")), ("all", msg("全部")))
OPINIONS = (("for", msg("同意")), ("against", msg("不同意")), ("own", msg("另行意见")))
LABELS = {
    "meets_at": msg("会议时间"),
    "place": msg("地点"),
    "order_no": msg("议程序号"),
    "present": msg("到会委员"),
    "guests": msg("列席人员"),
    "opinion": msg("意见"),
    "reason": msg("理由"),
    "conclusion": msg("讨论结论"),
}
STEPS: Mapping[str, tuple[str, type[BaseModel]]] = {
    "convene": ("/convening", ConveneDeliberation),
    "attend": ("/attendance", RecordAttendance),
    "opine": ("/opinion", GiveOpinion),
    "close": ("/closing", CloseDeliberation),
    "withdraw": ("/withdrawal", WithdrawDeliberation),
}
"""Step → where its form goes and the command it becomes."""

_RECUSAL = "recusal."


@router.get(HERE, **needs(*DELIBERATION_ROOM))
async def deliberation_list(
    request: Request, visitor: VisitorDep, *, state: str = "open", cursor: str = ""
) -> Response:
    chosen = state if state in dict(STATES) else "open"
    page = await visitor.read_page(
        DeliberationRow, "casemgmt", "/deliberations", params={"state": chosen, "cursor": cursor}
    )
    return show(request, "deliberations/list.html", page=page, state=chosen, states=STATES)


@router.get(HERE + "/{deliberation_id}", **needs(*DELIBERATION_ROOM))
async def deliberation_page(request: Request, visitor: VisitorDep, deliberation_id: str) -> Response:
    return show(request, "deliberations/matter.html", matter=await _read(visitor, deliberation_id))


@router.get(HERE + "/{deliberation_id}/print", **needs(*DELIBERATION_ROOM))
async def minutes(request: Request, visitor: VisitorDep, deliberation_id: str) -> Response:
    return show(request, "deliberations/print.html", matter=await _read(visitor, deliberation_id))


@router.get(HERE + "/{deliberation_id}/steps/{step}", **needs(*DELIBERATION_ROOM))
async def step_page(request: Request, visitor: VisitorDep, deliberation_id: str, step: str) -> Response:
    matter = await _read(visitor, deliberation_id)
    now = request.app.state.hall.clock.now()
    recusals = {f"{_RECUSAL}{seat.account_id}": seat.recused for seat in matter.seats}
    values = {
        "meets_at": form_stamp(now + timedelta(days=1)),
        "order_no": "1",
        "guests": "\n".join(matter.guests),
        **recusals,
    }
    present = [seat.account_id for seat in matter.seats if seat.present]
    return _form(request, matter, step=step, form=FormState(LABELS, values, {"present": present}))


@router.post(HERE + "/{deliberation_id}/steps/{step}", **needs(*DELIBERATION_ROOM))
async def take_step(request: Request, visitor: VisitorDep, deliberation_id: str, step: str) -> Response:
    sent = await read_form(request)
    errors: tuple[FieldError, ...] = ()
    if step in STEPS:
        where, model = STEPS[step]
        command, errors = build(model, _values(step, sent))
        door = Door("casemgmt", f"/deliberations/{deliberation_id}{where}", f"{HERE}/{deliberation_id}")
        answer, errors = await deliver(request, visitor, door, body=command, sent=sent, errors=errors)
        if answer is not None:
            return go(f"{HERE}/{deliberation_id}", done="deliberation")
    matter = await _read(visitor, deliberation_id)
    return _form(request, matter, step=step, form=sent.state(LABELS, errors=errors), status=422)


def _values(step: str, sent: Sent) -> dict[str, object]:
    version = {"version": sent.text("version")}
    if step == "convene":
        plain = {name: sent.text(name) for name in ("place", "order_no")}
        return {**version, **plain, "meets_at": sent.moment("meets_at")}
    if step == "attend":
        recusals = {name.removeprefix(_RECUSAL): sent.text(name) for name in sent.values if name.startswith(_RECUSAL)}
        return {
            **version,
            "present": sent.all("present"),
            "recusals": {account: why for account, why in recusals.items() if why},
            "guests": [line.strip() for line in sent.text("guests").splitlines() if line.strip()],
        }
    if step == "opine":
        return {name: sent.text(name) for name in ("opinion", "reason")}
    names = {"close": ("conclusion",), "withdraw": ("reason",)}[step]
    return {**version, **{name: sent.text(name) for name in names}}


def _form(request: Request, matter: DeliberationView, *, step: str, form: FormState, status: int = 200) -> Response:
    option = _step(matter, step)
    if option is None:
        return show(request, "errors/not_found.html", status=404)
    template = "deliberations/step.html"
    return show(request, template, status=status, matter=matter, step=option, form=form, opinions=OPINIONS)


def _step(matter: DeliberationView, step: str) -> StepView | None:
    return next((one for one in matter.steps if one.step == step), None)


async def _read(visitor: Visitor, deliberation_id: str) -> DeliberationView:
    return await visitor.read(DeliberationView, "casemgmt", f"/deliberations/{deliberation_id}")
