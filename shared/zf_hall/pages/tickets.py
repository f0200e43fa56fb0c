"""取号: the ticket machine with its big buttons, the slip, and the visitor's word after the visit."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from zf_contracts.http.hall import HallView, IssuedTicket, IssueTicket, RateVisit, SlipView, TicketView
from zf_hall.access import needs, public
from zf_hall.clients import ServiceRefused
from zf_hall.forms import FieldError, FormState, Sent, build, read_form
from zf_hall.i18n import msg
from zf_hall.navigation import TICKET_ROOM
from zf_hall.pages.answer import Door, at_the_form, deliver, go, show
from zf_hall.qr import origin_of, qr_code
from zf_hall.visitor import Visitor, VisitorDep

router = APIRouter()

LABELS = {"queue": msg("队列"), "priority": msg("优先类别"), "people": msg("来访人数"), "matter": msg("诉求类别")}
RATING_LABELS = {"score": msg("满意程度"), "kept": msg("接访规范"), "comment": msg("意见")}
SCORES = ((5, msg("很满意")), (4, msg("满意")), (3, msg("一般")), (2, msg("不满意")), (1, msg("很不满意")))


@router.get("/hall/tickets", **needs(*TICKET_ROOM))
async def machine(request: Request, visitor: VisitorDep, queue: str = "") -> Response:
    return await _machine(request, visitor, FormState(LABELS, {"queue": queue}))


@router.post("/hall/tickets", **needs(*TICKET_ROOM))
async def issue(request: Request, visitor: VisitorDep) -> Response:
    sent = await read_form(request)
    values = {"queue": sent.text("queue"), "priority": sent.text("priority"), "people": sent.text("people") or 1}
    command, errors = build(IssueTicket, values)
    door = Door("intake", "/hall/tickets", "/hall/tickets")
    answer, errors = await deliver(request, visitor, door, body=command, sent=sent, errors=errors)
    if answer is None:
        return await _machine(request, visitor, sent.state(LABELS, errors=errors), status=422)
    ticket = IssuedTicket.model_validate_json(answer.content)
    return go(f"/hall/slip/{visitor.agency}/{ticket.code}?print=1")


@router.get("/hall/slip/{agency}/{code}", **public())
async def slip(request: Request, visitor: VisitorDep, agency: str, code: str) -> Response:
    return await _slip(request, visitor, agency, code, form=FormState(RATING_LABELS))


@router.post("/hall/slip/{agency}/{code}", **public())
async def rate_by_slip(request: Request, visitor: VisitorDep, agency: str, code: str) -> Response:
    sent = await read_form(request)
    command, errors = rating_of(sent)
    if command is not None and not errors:
        try:
            path = f"/hall/slips/{code}/rating"
            clients = request.app.state.hall.clients
            await clients.call(_place(request, agency), "intake", "POST", path, json=command, seat=visitor.seat)
            return go(f"/hall/slip/{agency}/{code}")
        except ServiceRefused as error:
            errors = at_the_form(error)
    return await _slip(request, visitor, agency, code, form=sent.state(RATING_LABELS, errors=errors), status=422)


@router.get("/hall/rating/{ticket_id}", **needs("ticket.serve"))
async def rating_page(request: Request, visitor: VisitorDep, ticket_id: str) -> Response:
    return await _rating(request, visitor, ticket_id, form=FormState(RATING_LABELS))


@router.post("/hall/rating/{ticket_id}", **needs("ticket.serve"))
async def rate(request: Request, visitor: VisitorDep, ticket_id: str) -> Response:
    sent = await read_form(request)
    command, errors = rating_of(sent)
    door = Door("intake", f"/hall/tickets/{ticket_id}/rating", f"/hall/rating/{ticket_id}")
    answer, errors = await deliver(request, visitor, door, body=command, sent=sent, errors=errors)
    if answer is None:
        return await _rating(request, visitor, ticket_id, form=sent.state(RATING_LABELS, errors=errors), status=422)
    return go("/hall/counter", done="rated")


def rating_of(sent: Sent) -> tuple[RateVisit | None, tuple[FieldError, ...]]:
    values = {"score": sent.text("score") or None, "kept": sent.all("kept"), "comment": sent.text("comment")}
    return build(RateVisit, values)


async def _machine(request: Request, visitor: Visitor, form: FormState, *, status: int = 200) -> Response:
    hall = await visitor.read(HallView, "intake", "/hall")
    chosen = next((queue for queue in hall.queues if queue.id == form.values.get("queue")), None)
    return show(request, "hall/machine.html", status=status, hall=hall, chosen=chosen, form=form)


async def _slip(
    request: Request, visitor: Visitor, agency: str, code: str, *, form: FormState, status: int = 200
) -> Response:
    """Public: the code is the key. Where it leads is what the QR on the paper says."""
    path = f"/hall/slips/{code}"
    try:
        answer = await request.app.state.hall.clients.call(_place(request, agency), "intake", "GET", path)
    except ServiceRefused as error:
        raise HTTPException(404) from error
    slip = SlipView.model_validate_json(answer.content)
    link = f"{origin_of(request)}/hall/slip/{agency}/{code}"
    values = {
        "slip": slip,
        "form": form,
        "code": qr_code(link),
        "scores": SCORES,
        "here": f"/hall/slip/{agency}/{code}",
    }
    return show(request, "hall/slip.html", status=status, **values)


async def _rating(
    request: Request, visitor: Visitor, ticket_id: str, *, form: FormState, status: int = 200
) -> Response:
    ticket = await visitor.read(TicketView, "intake", f"/hall/tickets/{ticket_id}")
    hall = await visitor.read(HallView, "intake", "/hall")
    values = {"ticket": ticket, "standards": hall.standards, "scores": SCORES, "form": form}
    return show(request, "hall/rating.html", status=status, **values)


def _place(request: Request, agency: str) -> str:
    """A hall of this city, or 404: the address is typed by strangers."""
    if request.app.state.hall.settings.hall(agency) is None:
        raise HTTPException(404)
    return agency
