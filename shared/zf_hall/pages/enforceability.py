"""审执兼顾: the trial judge answers, before the judgment, whether its property content can be enforced."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from zf_contracts.http.enforceability import RecordEnforceability
from zf_hall.access import needs
from zf_hall.forms import FieldError, FormState, build, read_form
from zf_hall.i18n import msg
from zf_hall.pages.acts import case_door, read_case
from zf_hall.pages.answer import deliver, go, show
from zf_hall.visitor import Visitor, VisitorDep

router = APIRouter()

LABELS = {"contents": msg("拟判财产内容"), "answers": msg("审查项"), "opinion": msg("审查意见")}
ANSWERS = (("yes", msg("是")), ("no", msg("否")), ("unclear", msg("不清楚")))
_ANSWER, _NOTE = "answer.", "note."


@router.get("/cases/{case_id}/enforceability-check", **needs("court.decide"))
async def check_page(request: Request, visitor: VisitorDep, case_id: str) -> Response:
    return await _form(request, visitor, case_id, FormState(LABELS))


@router.post("/cases/{case_id}/enforceability-check", **needs("court.decide"))
async def check(request: Request, visitor: VisitorDep, case_id: str) -> Response:
    sent = await read_form(request)
    given = {name: sent.text(name) for name in sent.values}
    values = {
        "version": sent.text("version"),
        "contents": sent.all("contents"),
        "answers": {name.removeprefix(_ANSWER): one for name, one in given.items() if name.startswith(_ANSWER) and one},
        "notes": {name.removeprefix(_NOTE): one for name, one in given.items() if name.startswith(_NOTE) and one},
        "opinion": sent.text("opinion"),
    }
    command, errors = build(RecordEnforceability, values)
    door = case_door(case_id, "/enforceability-check")
    answer, errors = await deliver(request, visitor, door, body=command, sent=sent, errors=errors)
    if answer is not None:
        return go(f"/cases/{case_id}", done="enforceability")
    return await _form(request, visitor, case_id, sent.state(LABELS, errors=_named(errors)))


def _named(errors: tuple[FieldError, ...]) -> tuple[FieldError, ...]:
    """An error inside one answer or note belongs to the points as a whole."""
    return tuple(
        FieldError(
            name="answers" if one.name.partition(".")[0] in ("answers", "notes") else one.name,
            text=one.text,
            values=one.values,
            reason=one.reason,
        )
        for one in errors
    )


async def _form(request: Request, visitor: Visitor, case_id: str, form: FormState) -> Response:
    case = await read_case(visitor, case_id)
    if case.enforceability is None:
        return show(request, "errors/not_found.html", status=404)
    status = 422 if form.errors else 200
    return show(request, "enforceability/check.html", status=status, case=case, form=form, answers=ANSWERS)
