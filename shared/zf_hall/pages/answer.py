"""What every page does at its end: show a template, go to the next page, or take a form to its service and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import httpx
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from zf_hall.clients import ServiceRefused
from zf_hall.forms import FieldError, Sent, errors_of
from zf_hall.visitor import Visitor

_AT_THE_FORM = (400, 413, 422, 429)
_NOT_TYPED = ("csrf", "key", "version", "password")


class ChangedMeanwhile(Exception):
    """409: somebody else was first. Carries what the page needs to say who, and what the person had typed."""

    def __init__(self, error: ServiceRefused, *, case_id: str, back: str, typed: Mapping[str, str]) -> None:
        super().__init__(str(error))
        self.reasons = error.reasons
        self.case_id = case_id
        self.back = back
        self.typed = typed


@dataclass(frozen=True, slots=True)
class Door:
    """Where a form goes. `case_id` is set when the act concerns a case, `back` is the page with the present state."""

    service: str
    path: str
    back: str
    case_id: str = ""


def show(request: Request, template: str, **values: object) -> Response:
    """`status` among the values is the answer's status, 200 unless given."""
    status = values.pop("status", 200)
    assert isinstance(status, int)
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
    return errors_of(error.reasons) or (FieldError(name="", text=""),)


async def deliver(
    request: Request,
    visitor: Visitor,
    door: Door,
    *,
    body: BaseModel | None,
    sent: Sent,
    errors: tuple[FieldError, ...] = (),
) -> tuple[httpx.Response | None, tuple[FieldError, ...]]:
    """The service's answer, or the errors for the same form. Raises on what concerns the whole page."""
    if body is None or errors:
        return None, errors
    try:
        key = sent.key(now=request.app.state.hall.clock.now())
        return await visitor.send(door.service, door.path, body=body, key=key), ()
    except ServiceRefused as error:
        if error.status == 409:
            raise changed(error, door=door, sent=sent) from error
        return None, at_the_form(error)


def changed(error: ServiceRefused, *, door: Door, sent: Sent) -> ChangedMeanwhile:
    typed = {name: value for name, value in sent.values.items() if name not in _NOT_TYPED and value}
    return ChangedMeanwhile(error, case_id=door.case_id, back=door.back, typed=typed)
