"""Routes of documents: issue from a template, upload, read the content."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, File, Form, UploadFile
from starlette.responses import Response, StreamingResponse

from zf_casemgmt.cases.authority import require
from zf_casemgmt.cases.load import load_case
from zf_casemgmt.documents.issue import Draft, issue_document
from zf_casemgmt.documents.queries import view_of
from zf_casemgmt.documents.read_content import read_content
from zf_casemgmt.documents.rules import MAX_UPLOAD
from zf_casemgmt.documents.upload import Upload, upload_document
from zf_casemgmt.office import Office
from zf_contracts.http.casemgmt import DocumentView, IssueDocument
from zf_platform.http.access import access
from zf_platform.http.current import ScopeDep
from zf_platform.http.description import ANY_FILE
from zf_platform.http.files import file_answer
from zf_platform.http.route import service_router

FORM_OVERHEAD = 64 * 1024
Short = Annotated[str, Form(min_length=1, max_length=80)]
Title = Annotated[str, Form(min_length=1, max_length=300)]


def documents_router(office: Office) -> APIRouter:
    router = service_router(prefix="/cases/{case_id}/documents", tag="documents")

    @router.post("", status_code=201, **access("document.write"))
    async def issue(scope: ScopeDep, case_id: str, command: IssueDocument) -> DocumentView:
        file = await load_case(scope, case_id)
        require(scope.actor, "document.write", file=file, agency=office.agency.code)
        draft = Draft(command.type, command.dated, command.suspect_id, command.text, command.fields)
        issued = await issue_document(scope, draft, file=file, office=office)
        return await view_of(scope.session, issued.id)

    @router.post("/upload", status_code=201, **access("document.write", upload=MAX_UPLOAD + FORM_OVERHEAD))
    async def upload(
        scope: ScopeDep,
        case_id: str,
        *,
        file: Annotated[UploadFile, File()],
        type: Short,
        title: Title,
        dated: Annotated[date, Form()],
        pages: Annotated[int, Form(ge=0, le=100_000)] = 0,
        suspect_id: Annotated[str, Form(max_length=64)] = "",
    ) -> DocumentView:
        case = await load_case(scope, case_id)
        require(scope.actor, "document.write", file=case, agency=office.agency.code)
        given = Upload(type, title, dated, pages, file.filename or "", suspect_id or None)
        document_id = await upload_document(scope, given, content=file, file=case, office=office)
        return await view_of(scope.session, document_id)

    @router.get("/{document_id}/content", response_class=Response, responses=ANY_FILE, **access("document.read"))
    async def content(scope: ScopeDep, case_id: str, document_id: str) -> StreamingResponse:
        found = await read_content(scope, case_id, document_id, office=office)
        return file_answer(found.chunks, filename=found.filename, media_type=found.media_type, size=found.size)

    return router
