"""Routes of papers: what can be printed of a matter between agencies, printing it, the file. One table, a row for each room."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated, Protocol

from fastapi import APIRouter, Path
from starlette.responses import StreamingResponse

from zf_contracts.http.matter_papers import MakeMatterPaper, MatterPapers
from zf_liaison.papers import queries
from zf_liaison.papers.make_circular_paper import make_circular_paper
from zf_liaison.papers.make_cooperation_paper import make_cooperation_paper
from zf_liaison.papers.make_meeting_paper import make_meeting_paper
from zf_liaison.papers.make_notice_paper import make_notice_paper
from zf_liaison.papers.make_task_paper import make_task_paper
from zf_liaison.papers.press import Press
from zf_liaison.papers.printable_queries import (
    Printable,
    printable_circular,
    printable_cooperation,
    printable_meeting,
    printable_notice,
    printable_task,
)
from zf_platform.http.access import access
from zf_platform.http.current import ScopeDep
from zf_platform.http.description import ANY_FILE
from zf_platform.http.files import file_answer
from zf_platform.http.route import service_router
from zf_platform.transaction import Scope

Id = Annotated[str, Path(max_length=64)]


class Print(Protocol):
    """The use case that prints; refused with reasons for a type that cannot be printed now."""

    def __call__(
        self, scope: Scope, matter_id: str, command: MakeMatterPaper, /, *, press: Press
    ) -> Awaitable[None]: ...


@dataclass(frozen=True, slots=True)
class PaperRoom:
    """Where the matters of one kind are and who enters; `printable` refuses whoever may not see the matter."""

    path: str
    permission: str
    printable: Callable[[Scope, str, Press], Awaitable[Printable]]
    make: Print


PAPER_ROOMS = (
    PaperRoom("/meetings", "meeting.attend", printable_meeting, make_meeting_paper),
    PaperRoom("/tasks", "task.read", printable_task, make_task_paper),
    PaperRoom("/circulars", "task.read", printable_circular, make_circular_paper),
    PaperRoom("/notices", "notice.read", printable_notice, make_notice_paper),
    PaperRoom("/cooperation", "cooperation.read", printable_cooperation, make_cooperation_paper),
)


def papers_router(room: PaperRoom, *, press: Press) -> APIRouter:
    router = service_router(prefix=room.path + "/{matter_id}/papers", tag="papers")

    async def papers_of(scope: Scope, matter_id: str) -> MatterPapers:
        found = await room.printable(scope, matter_id, press)
        return await queries.papers_of(scope, matter_id, possible=found.possible, press=press, withheld=found.withheld)

    @router.get("", **access(room.permission))
    async def papers(scope: ScopeDep, matter_id: Id) -> MatterPapers:
        return await papers_of(scope, matter_id)

    @router.post("", status_code=201, **access(room.permission))
    async def make(scope: ScopeDep, matter_id: Id, command: MakeMatterPaper) -> MatterPapers:
        await room.make(scope, matter_id, command, press=press)
        return await papers_of(scope, matter_id)

    @router.get("/{paper_id}", response_class=StreamingResponse, responses=ANY_FILE, **access(room.permission))
    async def file(scope: ScopeDep, matter_id: Id, paper_id: Id) -> StreamingResponse:
        withheld = (await room.printable(scope, matter_id, press)).withheld
        found = await queries.paper_file(scope, matter_id, paper_id, press=press, withheld=withheld)
        return file_answer(
            found.chunks, filename=found.filename, media_type="application/pdf", size=found.size, shown=True
        )

    return router
