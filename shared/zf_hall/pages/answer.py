"""What every page does at its end: show a template, go to the next page, or take a refusal back to its form."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from zf_contracts.http.casemgmt import CaseView
from zf_hall.clients import ServiceDown, ServiceRefused
from zf_hall.forms import FieldError, Sent, errors_of
from zf_hall.visitor import Visitor

_AT_THE_FORM = (400, 413, 422, 429)


def show(request: Request, template: str, *, status: int = 200, **values: object) -> Response:
    answer: Response = request.app.state.hall.renderer.page(request, template, values, status=status)
    return answer


def go(path: str, *, done: str = "") -> Response:
    """303 to the next page. `done` names the notice shown there (see `ui/page.html`, done_notice)."""
    if done:
        path += ("&" if "?" in path else "?") + f"done={done}"
    return RedirectResponse(path, status_code=303)


def own_path(text: str, *, otherwise: str) -> str:
    """A path inside this site; anything that could lead elsewhere is replaced."""
    safe = text.startswith("/") and not text.startswith(("//", "/\\")) and "\n" not in text and "\r" not in text
    return text if safe else otherwise


def at_the_form(error: ServiceRefused) -> tuple[FieldError, ...]:
    """The reasons to show above the same form. Refusals that concern the page as a whole pass on to their own page."""
    if error.status not in _AT_THE_FORM:
        raise error
    return errors_of(error.reasons) or (FieldError(field="", text=""),)


async def changed_meanwhile(
    request: Request, visitor: Visitor, error: ServiceRefused, *, case_id: str, back: str, sent: Sent
) -> Response:
    """409 on a case: who did what in the meantime, what was typed, and the way back to the present state."""
    latest = None
    try:
        case = await visitor.read(CaseView, "casemgmt", f"/cases/{case_id}")
        latest = max(case.timeline, key=lambda line: line.recorded_at, default=None)
    except (ServiceRefused, ServiceDown):
        pass
    typed = {name: value for name, value in sent.values.items() if name not in ("csrf", "key", "version") and value}
    return show(
        request,
        "errors/conflict.html",
        status=409,
        reasons=error.reasons,
        latest=latest,
        back=back,
        typed=typed,
        permissions=(),
    )
