"""迟报与通报: missed days of supervised tasks per unit and period, the circulars drawn up on them, and drawing one up."""

from __future__ import annotations

from datetime import timedelta

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from zf_contracts.http.circulars import CircularRow, CircularView, DrawUpCircular, MissedDayView
from zf_contracts.http.inaction import InactionCounts
from zf_hall.access import SIGNED_IN, needs
from zf_hall.clients import ServiceDown, ServiceRefused
from zf_hall.formatting import local_day
from zf_hall.forms import FieldError, FormState, build, read_form
from zf_hall.i18n import msg
from zf_hall.pages.answer import Door, at_the_form, deliver, go, show
from zf_hall.visitor import Visitor, VisitorDep

router = APIRouter()

LABELS = {"since": msg("起始日"), "until": msg("截止日"), "title": msg("通报标题"), "text": msg("通报要求")}
STATES = {"unreported": msg("未报告"), "late": msg("迟报")}
USUAL = timedelta(days=89)


@router.get("/circulars", **needs(SIGNED_IN))
async def circular_list(request: Request, visitor: VisitorDep, *, since: str = "", until: str = "") -> Response:
    today = local_day(request.app.state.hall.clock.now())
    days = {"since": since or (today - USUAL).isoformat(), "until": until or today.isoformat()}
    return await _page(request, visitor, form=FormState(LABELS, days))


@router.post("/circulars", **needs("task.issue"))
async def draw_up(request: Request, visitor: VisitorDep) -> Response:
    sent = await read_form(request)
    command, errors = build(DrawUpCircular, {name: sent.text(name) for name in LABELS})
    door = Door("liaison", "/circulars", "/circulars")
    answer, errors = await deliver(request, visitor, door, body=command, sent=sent, errors=errors)
    if answer is not None:
        return go(f"/circulars/{CircularView.model_validate_json(answer.content).id}", done="told")
    return await _page(request, visitor, form=sent.state(LABELS, errors=errors))


@router.get("/circulars/{circular_id}", **needs(SIGNED_IN))
async def circular_page(request: Request, visitor: VisitorDep, circular_id: str) -> Response:
    circular = await visitor.read(CircularView, "liaison", f"/circulars/{circular_id}")
    return show(request, "circulars/circular.html", circular=circular)


async def _page(request: Request, visitor: Visitor, *, form: FormState) -> Response:
    """Wrong days keep what was typed; the counts are oversight's and may be missing without harm."""
    circulars = await visitor.read_list(CircularRow, "liaison", "/circulars")
    counts, missed, errors = None, None, form.errors
    try:
        counts = await _counts(visitor, form)
        missed = await _missed(visitor, form)
    except ServiceRefused as error:
        errors = errors or at_the_form(error)
    shown = {"circulars": circulars, "counts": counts, "missed": missed, "states": STATES}
    return show(request, "circulars/list.html", status=422 if errors else 200, form=_with(form, errors), **shown)


def _with(form: FormState, errors: tuple[FieldError, ...]) -> FormState:
    return FormState(form.labels, form.values, errors=errors)


async def _counts(visitor: Visitor, form: FormState) -> InactionCounts | None:
    if not visitor.may("task.read"):
        return None
    try:
        return await visitor.read(InactionCounts, "oversight", "/inaction", params=_days(form))
    except ServiceDown:
        return None


async def _missed(visitor: Visitor, form: FormState) -> tuple[MissedDayView, ...] | None:
    if not visitor.may("task.issue"):
        return None
    return await visitor.read_list(MissedDayView, "liaison", "/circulars/missed", params=_days(form))


def _days(form: FormState) -> dict[str, str]:
    return {name: str(form.values.get(name, "")) for name in ("since", "until")}
