"""Routes of papers: what can be printed of a meeting, task, notice, circular or cooperation matter; printing; the file."""

from collections.abc import Sequence
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Path
from starlette.responses import StreamingResponse

from zf_contracts.http.matter_papers import MakeMatterPaper, MatterPapers
from zf_liaison.circulars.draw_up import DOCUMENT
from zf_liaison.circulars.queries import show_circular
from zf_liaison.meetings.view_queries import meeting_for_reader
from zf_liaison.notices.view_queries import show_notice
from zf_liaison.papers import queries
from zf_liaison.papers.cooperation_queries import matter_to_print
from zf_liaison.papers.make_circular_paper import make_circular_paper
from zf_liaison.papers.make_cooperation_paper import make_cooperation_paper
from zf_liaison.papers.make_meeting_paper import make_meeting_paper
from zf_liaison.papers.make_notice_paper import make_notice_paper
from zf_liaison.papers.make_task_paper import make_task_paper
from zf_liaison.papers.meeting_rules import possible_papers, withheld_papers
from zf_liaison.papers.press import Press
from zf_liaison.tasks.issue_task import SLIP
from zf_liaison.tasks.view_queries import show_task
from zf_platform.http.access import access
from zf_platform.http.current import ScopeDep
from zf_platform.http.description import ANY_FILE
from zf_platform.http.route import service_router
from zf_platform.transaction import Scope

Id = Annotated[str, Path(max_length=64)]


def meeting_papers_router(press: Press) -> APIRouter:
    """For those who attend: what is printed may hold restricted topics."""
    router = service_router(prefix="/meetings/{matter_id}/papers", tag="papers")

    @router.get("", **access("meeting.attend"))
    async def papers(scope: ScopeDep, matter_id: Id) -> MatterPapers:
        return await _of_meeting(scope, matter_id, press=press)

    @router.post("", status_code=201, **access("meeting.attend"))
    async def make(scope: ScopeDep, matter_id: Id, command: MakeMatterPaper) -> MatterPapers:
        await make_meeting_paper(scope, matter_id, command, press=press)
        return await _of_meeting(scope, matter_id, press=press)

    @router.get("/{paper_id}", response_class=StreamingResponse, responses=ANY_FILE, **access("meeting.attend"))
    async def file(scope: ScopeDep, matter_id: Id, paper_id: Id) -> StreamingResponse:
        withheld = withheld_papers(await meeting_for_reader(scope, matter_id), here=scope.identity.agency)
        return await _file(scope, matter_id, paper_id, press=press, withheld=withheld)

    return router


def task_papers_router(press: Press) -> APIRouter:
    router = service_router(prefix="/tasks/{matter_id}/papers", tag="papers")

    @router.get("", **access("task.read"))
    async def papers(scope: ScopeDep, matter_id: Id) -> MatterPapers:
        await show_task(scope, matter_id, law=press.law)
        return await queries.papers_of(scope, matter_id, possible=(SLIP,), press=press)

    @router.post("", status_code=201, **access("task.read"))
    async def make(scope: ScopeDep, matter_id: Id, command: MakeMatterPaper) -> MatterPapers:
        await make_task_paper(scope, matter_id, command, press=press)
        return await queries.papers_of(scope, matter_id, possible=(SLIP,), press=press)

    @router.get("/{paper_id}", response_class=StreamingResponse, responses=ANY_FILE, **access("task.read"))
    async def file(scope: ScopeDep, matter_id: Id, paper_id: Id) -> StreamingResponse:
        await show_task(scope, matter_id, law=press.law)
        return await _file(scope, matter_id, paper_id, press=press)

    return router


def notice_papers_router(press: Press) -> APIRouter:
    router = service_router(prefix="/notices/{matter_id}/papers", tag="papers")

    @router.get("", **access("notice.read"))
    async def papers(scope: ScopeDep, matter_id: Id) -> MatterPapers:
        return await _of_notice(scope, matter_id, press=press)

    @router.post("", status_code=201, **access("notice.read"))
    async def make(scope: ScopeDep, matter_id: Id, command: MakeMatterPaper) -> MatterPapers:
        await make_notice_paper(scope, matter_id, command, press=press)
        return await _of_notice(scope, matter_id, press=press)

    @router.get("/{paper_id}", response_class=StreamingResponse, responses=ANY_FILE, **access("notice.read"))
    async def file(scope: ScopeDep, matter_id: Id, paper_id: Id) -> StreamingResponse:
        await show_notice(scope, matter_id, law=press.law)
        return await _file(scope, matter_id, paper_id, press=press)

    return router


def circular_papers_router(press: Press) -> APIRouter:
    router = service_router(prefix="/circulars/{matter_id}/papers", tag="papers")

    @router.get("", **access("task.read"))
    async def papers(scope: ScopeDep, matter_id: Id) -> MatterPapers:
        await show_circular(scope, matter_id, law=press.law)
        return await queries.papers_of(scope, matter_id, possible=(DOCUMENT,), press=press)

    @router.post("", status_code=201, **access("task.read"))
    async def make(scope: ScopeDep, matter_id: Id, command: MakeMatterPaper) -> MatterPapers:
        await make_circular_paper(scope, matter_id, command, press=press)
        return await queries.papers_of(scope, matter_id, possible=(DOCUMENT,), press=press)

    @router.get("/{paper_id}", response_class=StreamingResponse, responses=ANY_FILE, **access("task.read"))
    async def file(scope: ScopeDep, matter_id: Id, paper_id: Id) -> StreamingResponse:
        await show_circular(scope, matter_id, law=press.law)
        return await _file(scope, matter_id, paper_id, press=press)

    return router


def cooperation_papers_router(press: Press) -> APIRouter:
    """Whom a matter of discretion concerns stands on its paper, so it is for the two departments alone."""
    router = service_router(prefix="/cooperation/{matter_id}/papers", tag="papers")

    @router.get("", **access("cooperation.read"))
    async def papers(scope: ScopeDep, matter_id: Id) -> MatterPapers:
        _, document = await matter_to_print(scope, matter_id, press=press)
        return await queries.papers_of(scope, matter_id, possible=(document,), press=press)

    @router.post("", status_code=201, **access("cooperation.read"))
    async def make(scope: ScopeDep, matter_id: Id, command: MakeMatterPaper) -> MatterPapers:
        await make_cooperation_paper(scope, matter_id, command, press=press)
        _, document = await matter_to_print(scope, matter_id, press=press)
        return await queries.papers_of(scope, matter_id, possible=(document,), press=press)

    @router.get("/{paper_id}", response_class=StreamingResponse, responses=ANY_FILE, **access("cooperation.read"))
    async def file(scope: ScopeDep, matter_id: Id, paper_id: Id) -> StreamingResponse:
        await matter_to_print(scope, matter_id, press=press)
        return await _file(scope, matter_id, paper_id, press=press)

    return router


async def _of_meeting(scope: Scope, meeting_id: str, *, press: Press) -> MatterPapers:
    meeting, here = await meeting_for_reader(scope, meeting_id), scope.identity.agency
    possible, withheld = possible_papers(meeting, here=here), withheld_papers(meeting, here=here)
    return await queries.papers_of(scope, meeting_id, possible=possible, press=press, withheld=withheld)


async def _of_notice(scope: Scope, notice_id: str, *, press: Press) -> MatterPapers:
    notice = await show_notice(scope, notice_id, law=press.law)
    document = press.law.notices.kinds[notice.kind].document
    return await queries.papers_of(scope, notice_id, possible=(document,), press=press)


async def _file(
    scope: Scope, matter_id: str, paper_id: str, *, press: Press, withheld: Sequence[str] = ()
) -> StreamingResponse:
    found = await queries.paper_file(scope, matter_id, paper_id, press=press, withheld=withheld)
    headers = {
        "Content-Disposition": f"inline; filename*=UTF-8''{quote(found.filename)}",
        "Content-Length": str(found.size),
    }
    return StreamingResponse(found.chunks, media_type="application/pdf", headers=headers)
