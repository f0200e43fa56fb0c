"""The agenda of a joint meeting in the convener's hands: order, further topics, and topics that are declined with a reason."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from zf_contracts.http.meetings import DeclineTopic, MeetingView, OrderAgenda, ProposalView
from zf_hall.access import needs
from zf_hall.forms import FormState, build, read_form
from zf_hall.i18n import msg
from zf_hall.pages.answer import Door, deliver, go, show
from zf_hall.visitor import Visitor, VisitorDep

router = APIRouter()
DECLINE_LABELS = {"reason": msg("不采纳的理由")}
ORDER_LABELS = {"topics": msg("议题顺序")}


@router.get("/meetings/{meeting_id}/agenda", **needs("meeting.convene"))
async def agenda(request: Request, visitor: VisitorDep, meeting_id: str) -> Response:
    return await _agenda(request, visitor, meeting_id, FormState(ORDER_LABELS))


@router.post("/meetings/{meeting_id}/agenda", **needs("meeting.convene"))
async def order(request: Request, visitor: VisitorDep, meeting_id: str) -> Response:
    """Each button of the page sends the whole new order, so that it works without scripts."""
    sent = await read_form(request)
    page = f"/meetings/{meeting_id}/agenda"
    command, errors = build(OrderAgenda, {"version": sent.text("version"), "topics": sent.all("topics")})
    door = Door("liaison", page, page)
    answer, errors = await deliver(request, visitor, door, body=command, sent=sent, errors=errors)
    if answer is not None:
        return go(page, done="meeting_act")
    return await _agenda(request, visitor, meeting_id, sent.state(ORDER_LABELS, errors=errors), status=422)


@router.post("/meetings/{meeting_id}/agenda/{topic_id}", **needs("meeting.convene"))
async def take_topic(request: Request, visitor: VisitorDep, meeting_id: str, topic_id: str) -> Response:
    sent = await read_form(request)
    key = sent.key(now=request.app.state.hall.clock.now())
    await visitor.send("liaison", f"/meetings/{meeting_id}/agenda/{topic_id}", body=None, key=key)
    return go(f"/meetings/{meeting_id}/agenda", done="meeting_act")


@router.get("/meetings/topics/{topic_id}/refusal", **needs("meeting.convene"))
async def decline_page(request: Request, visitor: VisitorDep, topic_id: str) -> Response:
    return await _decline(request, visitor, topic_id, FormState(DECLINE_LABELS))


@router.post("/meetings/topics/{topic_id}/refusal", **needs("meeting.convene"))
async def decline(request: Request, visitor: VisitorDep, topic_id: str) -> Response:
    sent = await read_form(request)
    command, errors = build(DeclineTopic, {"reason": sent.text("reason")})
    door = Door("liaison", f"/meetings/topics/{topic_id}/refusal", "/meetings")
    answer, errors = await deliver(request, visitor, door, body=command, sent=sent, errors=errors)
    if answer is not None:
        return go("/meetings", done="topic_declined")
    return await _decline(request, visitor, topic_id, sent.state(DECLINE_LABELS, errors=errors), status=422)


def moved(topics: Sequence[str], topic_id: str, *, by: int) -> list[str]:
    """The same topics with this one so many places further; at the ends it stays."""
    found = list(topics)
    place = found.index(topic_id)
    found.insert(min(max(place + by, 0), len(found) - 1), found.pop(place))
    return found


async def _agenda(
    request: Request, visitor: Visitor, meeting_id: str, form: FormState, *, status: int = 200
) -> Response:
    view = await visitor.read(MeetingView, "liaison", f"/meetings/{meeting_id}")
    if "agenda" not in view.may:
        raise HTTPException(404)
    proposals = await visitor.read_list(ProposalView, "liaison", "/meetings/topics")
    topics = [topic.topic_id for topic in view.topics]
    return show(
        request,
        "meetings/agenda.html",
        status=status,
        view=view,
        form=form,
        up={one: moved(topics, one, by=-1) for one in topics},
        down={one: moved(topics, one, by=1) for one in topics},
        proposals=[one for one in proposals if one.convener == visitor.agency],
    )


async def _decline(
    request: Request, visitor: Visitor, topic_id: str, form: FormState, *, status: int = 200
) -> Response:
    proposals = await visitor.read_list(ProposalView, "liaison", "/meetings/topics")
    found = next((one for one in proposals if one.topic_id == topic_id and one.convener == visitor.agency), None)
    if found is None:
        raise HTTPException(404)
    return show(request, "meetings/decline.html", status=status, topic=found, form=form)
