"""听证结果公开: for everybody, agency by agency; the words are those that were announced, without anybody's name."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from zf_contracts.http.base import Page
from zf_contracts.http.hearings import PublishedHearing
from zf_hall.access import public
from zf_hall.clients import ServiceRefused
from zf_hall.forms import FieldError, FormState
from zf_hall.i18n import msg
from zf_hall.pages.answer import show
from zf_hall.visitor import VisitorDep

router = APIRouter()

LABELS = {"agency": msg("组织听证的机关")}
_TOO_OFTEN = msg("查看次数过多，请过一刻钟再看。")


@router.get("/hearing-results", **public())
async def results(request: Request, visitor: VisitorDep, *, agency: str = "", cursor: str = "") -> Response:
    """Without an agency, the first of the city; a wrong page mark begins again."""
    hall = request.app.state.hall
    chosen = hall.settings.agency(agency) or hall.settings.agencies[0]
    form = FormState(LABELS, {"agency": chosen.code})
    params = {"cursor": cursor}
    try:
        answer = await hall.clients.call(
            chosen.code, "intake", "GET", "/published-hearings", params=params, seat=visitor.seat
        )
    except ServiceRefused as error:
        if error.status != 429:
            raise
        form = FormState(LABELS, form.values, errors=(FieldError("agency", _TOO_OFTEN),))
        return show(request, "hearings/results.html", status=429, form=form, page=None)
    page = Page[PublishedHearing].model_validate_json(answer.content)
    return show(request, "hearings/results.html", form=form, page=page)
