"""信访查询: a petitioner asks with number and code, one question a page, by POST only; supplements, withdraws and rates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from zf_contracts.http.base import Command
from zf_contracts.http.petition_query import (
    AnswerByCode,
    BookByCode,
    QueryKey,
    QueryView,
    RateByCode,
    SupplementByCode,
    WithdrawByCode,
)
from zf_hall.access import public
from zf_hall.clients import ServiceRefused
from zf_hall.forms import FieldError, FormState, Sent, build, read_form
from zf_hall.i18n import msg
from zf_hall.pages.answer import at_the_form, show
from zf_hall.visitor import Visitor, VisitorDep

router = APIRouter()
C = TypeVar("C", bound=Command)

LABELS = {"agency": msg("出具回执的机关"), "petition_no": msg("信访编号"), "code": msg("查询码")}
ACT_LABELS = {
    **LABELS,
    "facts": msg("补充的事实和材料说明"),
    "requests": msg("增加的诉求"),
    "statement": msg("撤回的理由"),
    "score": msg("满意程度"),
    "comment": msg("想说的话"),
    "matter": msg("想反映哪一类问题"),
    "brief": msg("想当面说什么"),
    "petitioner_name": msg("来访人姓名"),
    "phone": msg("联系电话"),
    "named_name": msg("想见哪位领导"),
    "wish": msg("方便的时间"),
    "accepted": msg("您的意见"),
    "note": msg("您希望怎么安排"),
}
SCORES = (("5", msg("很满意")), ("4", msg("满意")), ("3", msg("一般")), ("2", msg("不满意")), ("1", msg("很不满意")))
BOOKING = ("matter", "brief", "petitioner_name", "phone", "named_name", "wish")
OFFER = ("appointment_no", "offer_no", "asks", "named", "leader", "when", "reason")
"""What the page of the matter told of an offer, carried to the page that asks about it."""
STEPS = ("agency", "petition_no", "code")
_NO_MATCH = msg("编号和查询码对不上。请对照小票重新填写；小票遗失的，可持证件到窗口补办。")
_TOO_OFTEN = msg("查询次数过多，请过一会儿再试，或者到窗口、打电话询问。")


@router.get("/query", **public())
@router.get("/q", **public())
async def start(request: Request, visitor: VisitorDep, agency: str = "", number: str = "") -> Response:
    """The QR code of a slip fills in agency and number; the code is always typed."""
    known = request.app.state.hall.settings.agency(agency)
    values = {"agency": known.code if known else "", "petition_no": number[:64] if known else ""}
    step = "code" if all(values.values()) else "agency"
    return _ask(request, FormState(LABELS, values), step=step)


@router.post("/query", **public())
async def query(request: Request, visitor: VisitorDep) -> Response:
    """The next question, or the answer to all three."""
    sent = await read_form(request)
    step = sent.text("step") if sent.text("step") in STEPS else STEPS[0]
    known = request.app.state.hall.settings.agency(sent.text("agency")) is not None
    if not sent.text(step) or (step == "agency" and not known):
        text = msg("请选择%(label)s") if step == "agency" else msg("请填写%(label)s")
        return _ask(request, sent.state(LABELS, errors=(FieldError(step, text),)), step=step, status=422)
    if step != STEPS[-1]:
        return _ask(request, sent.state(LABELS), step=STEPS[STEPS.index(step) + 1])
    view, errors = await _deliver(request, visitor, sent, QueryKey, path="/petitions/query", values={})
    if view is None:
        return _ask(request, sent.state(LABELS, errors=errors), step="petition_no", status=422)
    return _shown(request, view, sent)


@router.post("/query/supplement", **public())
async def supplement(request: Request, visitor: VisitorDep) -> Response:
    sent = await read_form(request)
    lines = [line.strip() for line in sent.text("requests").splitlines() if line.strip()]
    values: dict[str, object] = {"facts": sent.text("facts"), "requests": lines}
    return await _act(request, visitor, sent, SupplementByCode, act="supplement", values=values)


@router.post("/query/withdrawal", **public())
async def withdrawal(request: Request, visitor: VisitorDep) -> Response:
    values: dict[str, object] = {"statement": (sent := await read_form(request)).text("statement")}
    return await _act(request, visitor, sent, WithdrawByCode, act="withdrawal", values=values)


@router.post("/query/rating", **public())
async def rating(request: Request, visitor: VisitorDep) -> Response:
    sent = await read_form(request)
    values: dict[str, object] = {"score": sent.text("score") or None, "comment": sent.text("comment")}
    return await _act(request, visitor, sent, RateByCode, act="rating", values=values)


@router.post("/query/appointment", **public())
async def appointment(request: Request, visitor: VisitorDep) -> Response:
    sent = await read_form(request)
    values: dict[str, object] = {name: sent.text(name) for name in BOOKING}
    return await _act(request, visitor, sent, BookByCode, act="appointment", values=values)


@router.post("/query/consent", **public())
async def consent(request: Request, visitor: VisitorDep) -> Response:
    sent = await read_form(request)
    accepted = {"yes": True, "no": False}.get(sent.text("accepted"))
    if accepted is False and not sent.text("note") and not sent.text("ask"):
        errors = (FieldError("note", msg("请填写%(label)s")),)
        return _form(request, sent.state(ACT_LABELS, errors=errors), act="consent", status=422)
    values: dict[str, object] = {name: sent.text(name) for name in ("appointment_no", "offer_no", "note")}
    return await _act(request, visitor, sent, AnswerByCode, act="consent", values={**values, "accepted": accepted})


async def _act(
    request: Request, visitor: Visitor, sent: Sent, model: type[C], *, act: str, values: Mapping[str, object]
) -> Response:
    """`ask` shows the form; the form itself sends, and the matter is shown as it stands then."""
    if sent.text("ask"):
        return _form(request, FormState(ACT_LABELS, {name: sent.text(name) for name in (*STEPS, *OFFER)}), act=act)
    view, errors = await _deliver(request, visitor, sent, model, path=f"/petitions/query/{act}", values=values)
    if view is None:
        return _form(request, sent.state(ACT_LABELS, errors=errors), act=act, status=422)
    return _shown(request, view, sent, done=act)


async def _deliver(
    request: Request, visitor: Visitor, sent: Sent, model: type[C], *, path: str, values: Mapping[str, object]
) -> tuple[QueryView | None, tuple[FieldError, ...]]:
    """The matter as the service tells it; whatever was wrong with number and code, the same words."""
    hall = request.app.state.hall
    given = {**values, "petition_no": sent.text("petition_no"), "code": "".join(sent.text("code").split())}
    command, errors = build(model, given)
    if hall.settings.agency(sent.text("agency")) is None:
        errors = (FieldError("agency", msg("请选择%(label)s")), *errors)
    if command is None or errors:
        return None, errors
    try:
        answer = await hall.clients.call(
            sent.text("agency"),
            "intake",
            "POST",
            path,
            token=hall.settings.key,
            json=command,
            idempotency_key=sent.key(now=hall.clock.now()),
            seat=visitor.seat,
        )
    except ServiceRefused as error:
        if error.status in (401, 404):
            return None, (FieldError("petition_no", _NO_MATCH),)
        if error.status == 429:
            return None, (FieldError("petition_no", _TOO_OFTEN),)
        return None, at_the_form(error)
    return QueryView.model_validate_json(answer.content), ()


def _key_values(sent: Sent) -> dict[str, str]:
    return {name: sent.text(name) for name in STEPS}


def _shown(request: Request, view: QueryView, sent: Sent, *, done: str = "") -> Response:
    return show(request, "query/matter.html", view=view, opened=_key_values(sent), done_act=done)


def _ask(request: Request, form: FormState, *, step: str, status: int = 200) -> Response:
    return show(request, "query/ask.html", status=status, form=form, step=step, number=STEPS.index(step) + 1)


def _form(request: Request, form: FormState, *, act: str, status: int = 200) -> Response:
    opened = {name: form.values.get(name, "") for name in STEPS}
    matters = request.app.state.hall.settings.words.matters
    shown = {"form": form, "opened": opened, "scores": SCORES, "matters": matters}
    return show(request, f"query/{act}.html", status=status, **shown)
