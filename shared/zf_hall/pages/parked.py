"""滞留消息: messages that cannot be acted on. Metadata only. Every act has a reason; a skip takes two persons."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from zf_contracts.http.base import Command
from zf_contracts.http.operations import OperatorReason, ParkedErrorView, ParkedView, Retried, RetryAll
from zf_hall.access import needs
from zf_hall.clients import ServiceDown
from zf_hall.forms import FieldError, FormState, Sent, build, read_form
from zf_hall.i18n import msg
from zf_hall.navigation import PARKED_ROOM
from zf_hall.pages.answer import Door, deliver, go, show
from zf_hall.visitor import Visitor, VisitorDep

router = APIRouter()

LABELS = {"reason": msg("理由")}


class NoBody(Command):
    """An approval has nothing to add."""


class ParkedService(BaseModel):
    """What one service holds; `errors` is None when it did not answer."""

    name: str
    errors: tuple[ParkedErrorView, ...] | None = None
    messages: tuple[ParkedView, ...] = ()


@router.get("/ops/dead-letters", **needs(*PARKED_ROOM))
async def parked_list(request: Request, visitor: VisitorDep, error: str = "") -> Response:
    return await _list(request, visitor, error=error)


async def _list(
    request: Request,
    visitor: Visitor,
    *,
    error: str = "",
    status: int = 200,
    form: FormState | None = None,
    asked: tuple[str, str, int] | None = None,
) -> Response:
    names = request.app.state.hall.settings.operated_services
    services = await asyncio.gather(*(_service(visitor, name, error=error) for name in names))
    form = form or FormState(LABELS)
    values = {"services": services, "error": error, "form": form, "asked": asked}
    return show(request, "ops/parked.html", status=status, **values)


async def _service(visitor: Visitor, name: str, *, error: str) -> ParkedService:
    try:
        errors = await visitor.read_list(ParkedErrorView, name, "/ops/parked-errors")
        messages = await visitor.read_list(ParkedView, name, "/ops/parked", params={"error": error})
    except ServiceDown:
        return ParkedService(name=name)
    return ParkedService(name=name, errors=errors, messages=messages)


@router.post("/ops/dead-letters/{service}/retry-all", **needs("exchange.operate"))
async def retry_all(request: Request, visitor: VisitorDep, service: str) -> Response:
    """First the count (a dry run) and a question; only the second press retries."""
    sent = await read_form(request)
    code, certain = sent.text("error_code"), sent.text("certain") == "yes"
    values = {"error_code": code, "reason": sent.text("reason"), "dry_run": not certain}
    command, errors = build(RetryAll, values)
    door = Door(_known(request, service), "/ops/parked-errors/retry", "/ops/dead-letters")
    answer, errors = await deliver(request, visitor, door, body=command, sent=sent, errors=errors)
    form = sent.state(LABELS, errors=errors)
    if answer is None:
        return await _list(request, visitor, error=code, status=422, form=form)
    if certain:
        return go("/ops/dead-letters", done="retried")
    matched = Retried.model_validate_json(answer.content).matched
    return await _list(request, visitor, error=code, form=form, asked=(service, code, matched))


@router.get("/ops/dead-letters/{service}/{message_id}", **needs(*PARKED_ROOM))
async def parked_page(request: Request, visitor: VisitorDep, service: str, message_id: str) -> Response:
    return await _one(request, visitor, service, message_id=message_id, form=FormState(LABELS))


async def _one(
    request: Request, visitor: Visitor, service: str, *, message_id: str, form: FormState, status: int = 200
) -> Response:
    message = await visitor.read(ParkedView, _known(request, service), f"/ops/parked/{message_id}")
    return show(request, "ops/message.html", status=status, message=message, service=service, form=form)


@router.post("/ops/dead-letters/{service}/{message_id}/retry", **needs("exchange.operate"))
async def retry(request: Request, visitor: VisitorDep, service: str, message_id: str) -> Response:
    return await _act(request, visitor, service, message_id=message_id, path="retry", done="retried")


@router.post("/ops/dead-letters/{service}/{message_id}/skip", **needs("exchange.operate"))
async def ask_skip(request: Request, visitor: VisitorDep, service: str, message_id: str) -> Response:
    return await _act(request, visitor, service, message_id=message_id, path="skip", done="skip_asked")


@router.post("/ops/dead-letters/{service}/{message_id}/rejection", **needs("exchange.operate"))
async def reject(request: Request, visitor: VisitorDep, service: str, message_id: str) -> Response:
    return await _act(request, visitor, service, message_id=message_id, path="rejection", done="rejected")


@router.post("/ops/dead-letters/{service}/{message_id}/approval", **needs("exchange.approve"))
async def approve_skip(request: Request, visitor: VisitorDep, service: str, message_id: str) -> Response:
    sent = await read_form(request)
    path = f"/ops/parked/{message_id}/skip/approval"
    door = Door(_known(request, service), path, f"/ops/dead-letters/{service}/{message_id}")
    answer, errors = await deliver(request, visitor, door, body=NoBody(), sent=sent)
    if answer is not None:
        return go("/ops/dead-letters", done="skipped")
    return await _again(request, visitor, service, message_id=message_id, sent=sent, errors=errors)


async def _act(request: Request, visitor: Visitor, service: str, *, message_id: str, path: str, done: str) -> Response:
    sent = await read_form(request)
    command, errors = build(OperatorReason, {"reason": sent.text("reason")})
    here = f"/ops/dead-letters/{service}/{message_id}"
    door = Door(_known(request, service), f"/ops/parked/{message_id}/{path}", here)
    answer, errors = await deliver(request, visitor, door, body=command, sent=sent, errors=errors)
    if answer is not None:
        return go(here if done == "skip_asked" else "/ops/dead-letters", done=done)
    return await _again(request, visitor, service, message_id=message_id, sent=sent, errors=errors)


async def _again(
    request: Request,
    visitor: Visitor,
    service: str,
    *,
    message_id: str,
    sent: Sent,
    errors: tuple[FieldError, ...],
) -> Response:
    form = sent.state(LABELS, errors=errors)
    return await _one(request, visitor, service, message_id=message_id, form=form, status=422)


def _known(request: Request, service: str) -> str:
    """Only services of the settings can be named in an address; anything else is away."""
    if service not in request.app.state.hall.settings.operated_services:
        raise ServiceDown("", service)
    return service
