"""Routes of the typeset minutes of a discussion."""

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import StreamingResponse

from zf_casemgmt.deliberations.make_minutes import make_minutes
from zf_casemgmt.deliberations.minutes_queries import minutes_file, minutes_of
from zf_casemgmt.office import Office
from zf_contracts.http.matter_papers import MakeMatterPaper, MatterPapers
from zf_platform.http.access import access
from zf_platform.http.current import ScopeDep
from zf_platform.http.description import ANY_FILE
from zf_platform.http.files import file_answer
from zf_platform.http.route import service_router

Id = Annotated[str, Path(max_length=64)]


def minutes_router(office: Office) -> APIRouter:
    router = service_router(prefix="/deliberations/{deliberation_id}/papers", tag="deliberations")

    @router.get("", **access("deliberation.read"))
    async def papers(scope: ScopeDep, deliberation_id: Id) -> MatterPapers:
        return await minutes_of(scope, deliberation_id, office=office)

    @router.post("", status_code=201, **access("deliberation.read"))
    async def make(scope: ScopeDep, deliberation_id: Id, command: MakeMatterPaper) -> MatterPapers:
        await make_minutes(scope, deliberation_id, command, office=office)
        return await minutes_of(scope, deliberation_id, office=office)

    @router.get("/{paper_id}", response_class=StreamingResponse, responses=ANY_FILE, **access("deliberation.read"))
    async def file(scope: ScopeDep, deliberation_id: Id, paper_id: Id) -> StreamingResponse:
        found = await minutes_file(scope, deliberation_id, paper_id, office=office)
        return file_answer(
            found.chunks, filename=found.filename, media_type="application/pdf", size=found.size, shown=True
        )

    return router
