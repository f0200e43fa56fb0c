"""排版打印: what can be printed of a matter between agencies, and what was printed, with its digest."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from zf_contracts.http.matter_papers import MakeMatterPaper, MatterPapers
from zf_hall.access import needs
from zf_hall.forms import FormState, build, read_form
from zf_hall.i18n import msg
from zf_hall.navigation import COOPERATION_ROOM, DELIBERATION_ROOM, NOTICE_ROOM, TASK_ROOM
from zf_hall.pages.answer import Door, deliver, go, show
from zf_hall.visitor import Visitor, VisitorDep

router = APIRouter()
LABELS = {"type": msg("文书"), "by_hand": msg("缺字手写")}


@dataclass(frozen=True, slots=True)
class PaperRoom:
    """Where the matters of one kind are, how their list is called, and the service that prints."""

    path: str
    label: str
    service: str = "liaison"


MEETINGS = PaperRoom("/meetings", msg("联席会议"))
TASKS = PaperRoom("/tasks", msg("督办件"))
NOTICES = PaperRoom("/notices", msg("监督文书"))
CIRCULARS = PaperRoom("/circulars", msg("迟报与通报"))
COOPERATION = PaperRoom("/cooperation", msg("协作事项"))
DELIBERATIONS = PaperRoom("/deliberations", msg("集体议案"), "casemgmt")


@router.get("/meetings/{matter_id}/papers", **needs("meeting.attend"))
async def meeting_papers(request: Request, visitor: VisitorDep, matter_id: str) -> Response:
    return await _page(request, visitor, MEETINGS, matter_id, FormState(LABELS))


@router.post("/meetings/{matter_id}/papers", **needs("meeting.attend"))
async def make_meeting_paper(request: Request, visitor: VisitorDep, matter_id: str) -> Response:
    return await _made(request, visitor, MEETINGS, matter_id)


@router.get("/meetings/{matter_id}/papers/{paper_id}", **needs("meeting.attend"))
async def meeting_paper(visitor: VisitorDep, matter_id: str, paper_id: str) -> Response:
    return await _file(visitor, MEETINGS, matter_id, paper_id)


@router.get("/tasks/{matter_id}/papers", **needs(*TASK_ROOM))
async def task_papers(request: Request, visitor: VisitorDep, matter_id: str) -> Response:
    return await _page(request, visitor, TASKS, matter_id, FormState(LABELS))


@router.post("/tasks/{matter_id}/papers", **needs(*TASK_ROOM))
async def make_task_paper(request: Request, visitor: VisitorDep, matter_id: str) -> Response:
    return await _made(request, visitor, TASKS, matter_id)


@router.get("/tasks/{matter_id}/papers/{paper_id}", **needs(*TASK_ROOM))
async def task_paper(visitor: VisitorDep, matter_id: str, paper_id: str) -> Response:
    return await _file(visitor, TASKS, matter_id, paper_id)


@router.get("/notices/{matter_id}/papers", **needs(*NOTICE_ROOM))
async def notice_papers(request: Request, visitor: VisitorDep, matter_id: str) -> Response:
    return await _page(request, visitor, NOTICES, matter_id, FormState(LABELS))


@router.post("/notices/{matter_id}/papers", **needs(*NOTICE_ROOM))
async def make_notice_paper(request: Request, visitor: VisitorDep, matter_id: str) -> Response:
    return await _made(request, visitor, NOTICES, matter_id)


@router.get("/notices/{matter_id}/papers/{paper_id}", **needs(*NOTICE_ROOM))
async def notice_paper(visitor: VisitorDep, matter_id: str, paper_id: str) -> Response:
    return await _file(visitor, NOTICES, matter_id, paper_id)


@router.get("/circulars/{matter_id}/papers", **needs(*TASK_ROOM))
async def circular_papers(request: Request, visitor: VisitorDep, matter_id: str) -> Response:
    return await _page(request, visitor, CIRCULARS, matter_id, FormState(LABELS))


@router.post("/circulars/{matter_id}/papers", **needs(*TASK_ROOM))
async def make_circular_paper(request: Request, visitor: VisitorDep, matter_id: str) -> Response:
    return await _made(request, visitor, CIRCULARS, matter_id)


@router.get("/circulars/{matter_id}/papers/{paper_id}", **needs(*TASK_ROOM))
async def circular_paper(visitor: VisitorDep, matter_id: str, paper_id: str) -> Response:
    return await _file(visitor, CIRCULARS, matter_id, paper_id)


@router.get("/cooperation/{matter_id}/papers", **needs(*COOPERATION_ROOM))
async def cooperation_papers(request: Request, visitor: VisitorDep, matter_id: str) -> Response:
    return await _page(request, visitor, COOPERATION, matter_id, FormState(LABELS))


@router.post("/cooperation/{matter_id}/papers", **needs(*COOPERATION_ROOM))
async def make_cooperation_paper(request: Request, visitor: VisitorDep, matter_id: str) -> Response:
    return await _made(request, visitor, COOPERATION, matter_id)


@router.get("/cooperation/{matter_id}/papers/{paper_id}", **needs(*COOPERATION_ROOM))
async def cooperation_paper(visitor: VisitorDep, matter_id: str, paper_id: str) -> Response:
    return await _file(visitor, COOPERATION, matter_id, paper_id)


@router.get("/deliberations/{matter_id}/papers", **needs(*DELIBERATION_ROOM))
async def deliberation_papers(request: Request, visitor: VisitorDep, matter_id: str) -> Response:
    return await _page(request, visitor, DELIBERATIONS, matter_id, FormState(LABELS))


@router.post("/deliberations/{matter_id}/papers", **needs(*DELIBERATION_ROOM))
async def make_deliberation_paper(request: Request, visitor: VisitorDep, matter_id: str) -> Response:
    return await _made(request, visitor, DELIBERATIONS, matter_id)


@router.get("/deliberations/{matter_id}/papers/{paper_id}", **needs(*DELIBERATION_ROOM))
async def deliberation_paper(visitor: VisitorDep, matter_id: str, paper_id: str) -> Response:
    return await _file(visitor, DELIBERATIONS, matter_id, paper_id)


async def _page(
    request: Request, visitor: Visitor, room: PaperRoom, matter_id: str, form: FormState, *, status: int = 200
) -> Response:
    found = await visitor.read(MatterPapers, room.service, f"{room.path}/{matter_id}/papers")
    values = {"found": found, "room": room, "matter_id": matter_id, "form": form}
    return show(request, "papers/matter.html", status=status, **values)


async def _made(request: Request, visitor: Visitor, room: PaperRoom, matter_id: str) -> Response:
    sent = await read_form(request)
    page = f"{room.path}/{matter_id}/papers"
    values = {"type": sent.text("type"), "by_hand": sent.text("by_hand") == "yes"}
    command, errors = build(MakeMatterPaper, values)
    answer, errors = await deliver(
        request, visitor, Door(room.service, page, page), body=command, sent=sent, errors=errors
    )
    if answer is not None:
        return go(page, done="paper_made")
    return await _page(request, visitor, room, matter_id, sent.state(LABELS, errors=errors), status=422)


async def _file(visitor: Visitor, room: PaperRoom, matter_id: str, paper_id: str) -> Response:
    """The file as it was printed, for the browser's own viewer; it holds no script."""
    answer = await visitor.raw(room.service, f"{room.path}/{matter_id}/papers/{paper_id}")
    headers = {"content-disposition": answer.headers.get("content-disposition", "inline")}
    return Response(answer.content, media_type="application/pdf", headers=headers)
