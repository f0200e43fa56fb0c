"""检索: one box over petitions, reports and cases. By POST only: an identity number never stands in an address line."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from zf_contracts.http.search import SearchBox, SearchHit, SearchPage
from zf_hall.access import needs
from zf_hall.clients import ServiceDown, ServiceRefused
from zf_hall.forms import FieldError, FormState, build, read_form
from zf_hall.i18n import msg
from zf_hall.navigation import SEARCH_ROOM
from zf_hall.pages.answer import at_the_form, show
from zf_hall.visitor import Visitor, VisitorDep

router = APIRouter()

LABELS = {"text": msg("编号、姓名、证件号码、电话或文字")}
SERVICES = ("intake", "casemgmt")
PLACES = {"petition": "/petitions/", "report": "/reports/", "case": "/cases/"}
END = "-"
"""Stands for the cursor of a service that has nothing more."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one service found. `away`: it did not answer, and the list says so."""

    service: str
    page: SearchPage | None = None
    errors: tuple[FieldError, ...] = ()
    away: bool = False


@router.get("/search", **needs(*SEARCH_ROOM))
async def box(request: Request, visitor: VisitorDep) -> Response:
    return show(request, "search.html", form=FormState(LABELS), answers=None, hits=(), rest={}, places=PLACES)


@router.post("/search", **needs(*SEARCH_ROOM))
async def search(request: Request, visitor: VisitorDep) -> Response:
    """Both services are asked at once; each filters by its own permissions before it counts."""
    sent = await read_form(request)
    _command, errors = build(SearchBox, {"text": sent.text("text")})
    if errors:
        return _page(request, sent.state(LABELS, errors=errors), answers=(), status=422)
    cursors = {name: sent.text(f"cursor_{name}") for name in SERVICES}
    asked = [name for name in SERVICES if cursors[name] != END]
    answers = await asyncio.gather(
        *(_ask(visitor, name, text=sent.text("text"), cursor=cursors[name]) for name in asked)
    )
    refused = next((one.errors for one in answers if one.errors), ())
    status = 422 if refused else 200
    return _page(request, sent.state(LABELS, errors=refused), answers=tuple(answers), status=status)


async def _ask(visitor: Visitor, service: str, *, text: str, cursor: str) -> Answer:
    command, errors = build(SearchBox, {"text": text, "cursor": cursor})
    if command is None:
        return Answer(service, errors=errors)
    try:
        found = await visitor.send(service, "/search", body=command, key="")
    except ServiceDown:
        return Answer(service, away=True)
    except ServiceRefused as error:
        return Answer(service, errors=at_the_form(error))
    return Answer(service, SearchPage.model_validate_json(found.content))


def _page(request: Request, form: FormState, *, answers: tuple[Answer, ...], status: int = 200) -> Response:
    pages = {one.service: one.page for one in answers if one.page is not None}
    hits = sorted((hit for page in pages.values() for hit in page.items), key=_newest, reverse=True)
    rest = {name: pages[name].next_cursor or END if name in pages else END for name in SERVICES}
    more = {} if set(rest.values()) == {END} else rest
    return show(request, "search.html", status=status, form=form, answers=answers, hits=hits, rest=more, places=PLACES)


def _newest(hit: SearchHit) -> tuple[float, str]:
    return hit.at.timestamp(), hit.id
