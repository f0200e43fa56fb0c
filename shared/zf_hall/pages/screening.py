"""清理排查: each class against its zero target with its matters, the reports by period, and all agencies side by side."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from zf_contracts.http.screening import DrawReport, LedgersView, ReportView, ScreenedRow, ScreeningView, SendReport
from zf_hall.access import needs
from zf_hall.clients import ServiceRefused
from zf_hall.forms import FormState, build, read_form
from zf_hall.i18n import msg
from zf_hall.navigation import BOARD_ROOM
from zf_hall.pages.answer import Door, at_the_form, deliver, go, show
from zf_hall.visitor import Visitor, VisitorDep

router = APIRouter()

HERE = "/screening"
LABELS = {"since": msg("从"), "until": msg("到"), "day": msg("期间内任一日"), "note": msg("核对说明")}


@router.get(HERE, **needs(*BOARD_ROOM))
async def screening(
    request: Request,
    visitor: VisitorDep,
    *,
    item: str = "",
    since: str = "",
    until: str = "",
    cursor: str = "",
) -> Response:
    """The matters shown are those of the class chosen, or of the first that is not at its target."""
    days = {"since": since, "until": until}
    try:
        found = await visitor.read(ScreeningView, "intake", HERE, params=days)
        chosen = item or next((one.item for one in found.counts if one.count > one.target), "")
        page = None
        if chosen:
            params = {"item": chosen, **days, "cursor": cursor}
            page = await visitor.read_page(ScreenedRow, "intake", f"{HERE}/matters", params=params)
    except ServiceRefused as error:
        form = FormState(LABELS, days, errors=at_the_form(error))
        return show(request, "screening/screening.html", status=422, form=form, screening=None)
    named = {"since": found.since.isoformat(), "until": found.until.isoformat()}
    shown = {"screening": found, "page": page, "item": chosen, "form": FormState(LABELS, named)}
    return show(request, "screening/screening.html", **shown)


@router.get(HERE + "/reports", **needs(*BOARD_ROOM))
async def reports(request: Request, visitor: VisitorDep, *, first_day: str = "") -> Response:
    return await _reports(request, visitor, FormState(LABELS), first_day=first_day)


@router.post(HERE + "/reports", **needs("petition.screen"))
async def draw(request: Request, visitor: VisitorDep) -> Response:
    sent = await read_form(request)
    command, errors = build(DrawReport, {"day": sent.text("day")})
    door = Door("intake", f"{HERE}/reports", f"{HERE}/reports")
    answer, errors = await deliver(request, visitor, door, body=command, sent=sent, errors=errors)
    if answer is None:
        return await _reports(request, visitor, sent.state(LABELS, errors=errors))
    return go(f"{HERE}/reports", done="drawn")


@router.post(HERE + "/reports/{report_id}/sending", **needs("petition.screen"))
async def send(request: Request, visitor: VisitorDep, report_id: str) -> Response:
    sent = await read_form(request)
    command, errors = build(SendReport, {"version": sent.text("version"), "note": sent.text("note")})
    door = Door("intake", f"{HERE}/reports/{report_id}/sending", f"{HERE}/reports")
    answer, errors = await deliver(request, visitor, door, body=command, sent=sent, errors=errors)
    if answer is None:
        return await _reports(request, visitor, sent.state(LABELS, errors=errors), open_report=report_id)
    return go(f"{HERE}/reports", done="screened")


async def _reports(
    request: Request, visitor: Visitor, form: FormState, *, first_day: str = "", open_report: str = ""
) -> Response:
    own = await visitor.read_list(ReportView, "intake", f"{HERE}/reports")
    ledgers = await visitor.read(LedgersView, "oversight", "/ledger-reports", params={"first_day": first_day})
    status = 422 if form.errors else 200
    shown = {"reports": own, "ledgers": ledgers, "form": form, "open_report": open_report}
    return show(request, "screening/reports.html", status=status, **shown)
