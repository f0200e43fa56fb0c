"""Routes of the papers of a petition: list, make, print, read, withdraw; preview, Word draft and its return."""

from typing import Annotated

from fastapi import APIRouter, File, UploadFile
from starlette.responses import Response, StreamingResponse

from zf_contracts.http.papers import (
    DocumentLine,
    DraftRead,
    MakePaper,
    OpinionText,
    PaperView,
    PrintPaper,
    VoidPaper,
)
from zf_intake.papers.draft_rules import MAX_UPLOAD
from zf_intake.papers.make_petition_paper import make_petition_paper
from zf_intake.papers.petition_queries import documents_of, require_petition
from zf_intake.papers.press import Press
from zf_intake.papers.preview_opinion import preview_opinion
from zf_intake.papers.print_answer import as_file
from zf_intake.papers.print_paper import print_paper
from zf_intake.papers.queries import paper_view
from zf_intake.papers.read_print import read_print
from zf_intake.papers.take_draft import take_draft
from zf_intake.papers.void_paper import void_paper
from zf_intake.papers.write_draft import write_draft
from zf_platform.http.access import access
from zf_platform.http.current import ScopeDep
from zf_platform.http.route import service_router

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORM_OVERHEAD = 64 * 1024


def petition_papers_router(*, press: Press) -> APIRouter:
    router = service_router(prefix="/petitions/{petition_id}/papers", tag="papers")

    @router.get("", **access("petition.read"))
    async def list_documents(scope: ScopeDep, petition_id: str) -> tuple[DocumentLine, ...]:
        return await documents_of(scope, petition_id, desk=press.desk)

    @router.post("", status_code=201, **access("petition.register"))
    async def make(scope: ScopeDep, petition_id: str, command: MakePaper) -> PaperView:
        paper_id = await make_petition_paper(scope, petition_id, command, press=press)
        return await paper_view(scope, paper_id, matter_id=petition_id, desk=press.desk)

    @router.post("/preview", **access("petition.answer", idempotent=False))
    async def preview(scope: ScopeDep, petition_id: str, command: OpinionText) -> Response:
        made = await preview_opinion(scope, petition_id, command, press=press)
        return Response(made, media_type="application/pdf", headers={"Content-Disposition": "inline"})

    @router.post("/{paper_id}/prints", status_code=201, **access("petition.register"))
    async def print_one(scope: ScopeDep, petition_id: str, paper_id: str, command: PrintPaper) -> PaperView:
        await require_petition(scope, petition_id)
        await print_paper(scope, paper_id, command, matter_id=petition_id, press=press)
        return await paper_view(scope, paper_id, matter_id=petition_id, desk=press.desk)

    @router.get("/{paper_id}/prints/{no}", **access("petition.read"))
    async def file(scope: ScopeDep, petition_id: str, paper_id: str, no: int) -> StreamingResponse:
        await require_petition(scope, petition_id)
        return as_file(await read_print(scope, paper_id, no=no, matter_id=petition_id, press=press))

    @router.post("/{paper_id}/void", **access("petition.route"))
    async def void(scope: ScopeDep, petition_id: str, paper_id: str, command: VoidPaper) -> PaperView:
        await require_petition(scope, petition_id, permission="petition.route")
        await void_paper(scope, paper_id, command, matter_id=petition_id)
        return await paper_view(scope, paper_id, matter_id=petition_id, desk=press.desk)

    return router


def drafts_router(*, press: Press) -> APIRouter:
    router = service_router(prefix="/petitions/{petition_id}/drafts", tag="papers")

    @router.get("/{type_id}", **access("petition.answer"))
    async def draft(scope: ScopeDep, petition_id: str, type_id: str) -> Response:
        made = await write_draft(scope, petition_id, type_id, press=press)
        headers = {"Content-Disposition": f'attachment; filename="{type_id}.docx"'}
        return Response(made, media_type=WORD, headers=headers)

    @router.post("/{type_id}", **access("petition.answer", upload=MAX_UPLOAD + FORM_OVERHEAD))
    async def returned(
        scope: ScopeDep, petition_id: str, type_id: str, *, file: Annotated[UploadFile, File()]
    ) -> DraftRead:
        return await take_draft(scope, petition_id, type_id, content=file, press=press)

    return router
