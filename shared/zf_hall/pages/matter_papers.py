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

LABELS = {"type": msg("文书"), "by_hand": msg("缺字手写")}


@dataclass(frozen=True, slots=True)
class PaperRoom:
    """Where the matters of one kind are, how their list is called, who may print, and the service that does."""

    path: str
    label: str
    needs: tuple[str, ...]
    service: str = "liaison"


ROOMS = (
    PaperRoom("/meetings", msg("联席会议"), ("meeting.attend",)),
    PaperRoom("/tasks", msg("督办件"), TASK_ROOM),
    PaperRoom("/notices", msg("监督文书"), NOTICE_ROOM),
    PaperRoom("/circulars", msg("迟报与通报"), TASK_ROOM),
    PaperRoom("/cooperation", msg("协作事项"), COOPERATION_ROOM),
    PaperRoom("/deliberations", msg("集体议案"), DELIBERATION_ROOM, "casemgmt"),
)


def papers_router(room: PaperRoom) -> APIRouter:
    """The three pages of one room: what there is, printing, the file."""
    router, here = APIRouter(), room.path + "/{matter_id}/papers"

    @router.get(here, **needs(*room.needs))
    async def papers(request: Request, visitor: VisitorDep, matter_id: str) -> Response:
        return await _page(request, visitor, room, matter_id, FormState(LABELS))

    @router.post(here, **needs(*room.needs))
    async def make(request: Request, visitor: VisitorDep, matter_id: str) -> Response:
        return await _made(request, visitor, room, matter_id)

    @router.get(here + "/{paper_id}", **needs(*room.needs))
    async def file(visitor: VisitorDep, matter_id: str, paper_id: str) -> Response:
        return await _file(visitor, room, matter_id, paper_id)

    return router


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
