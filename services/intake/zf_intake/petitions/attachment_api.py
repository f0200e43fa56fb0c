"""Routes of papers handed in with a petition: upload, read the content."""

from typing import Annotated, Literal

from fastapi import APIRouter, File, Form, UploadFile
from starlette.responses import StreamingResponse

from zf_contracts.http.base import Line
from zf_contracts.http.petition_views import PetitionView
from zf_intake.desk import Desk
from zf_intake.petitions.add_attachment import MAX_UPLOAD, Paper, add_attachment
from zf_intake.petitions.detail_queries import show_after
from zf_intake.petitions.read_attachment import read_attachment
from zf_platform.blobs import BlobStore
from zf_platform.http.access import access
from zf_platform.http.current import ScopeDep
from zf_platform.http.files import file_answer
from zf_platform.http.route import service_router

FORM_OVERHEAD = 64 * 1024
Kind = Annotated[Literal["material", "evidence", "record", "answer"], Form()]
Title = Annotated[Line, Form(min_length=1, max_length=200)]


def attachments_router(*, desk: Desk, blobs: BlobStore) -> APIRouter:
    router = service_router(prefix="/petitions/{petition_id}/attachments", tag="petitions")

    @router.post("", status_code=201, **access("petition.register", upload=MAX_UPLOAD + FORM_OVERHEAD))
    async def upload(
        scope: ScopeDep,
        petition_id: str,
        *,
        file: Annotated[UploadFile, File()],
        kind: Kind,
        title: Title,
        version: Annotated[int, Form(ge=1)],
        pages: Annotated[int, Form(ge=0, le=100_000)] = 0,
        restricted: Annotated[bool, Form()] = False,
    ) -> PetitionView:
        paper = Paper(kind, title, pages, file.filename or "", restricted)
        await add_attachment(scope, petition_id, paper, version=version, content=file, blobs=blobs, desk=desk)
        return await show_after(scope, petition_id, desk=desk)

    @router.get("/{attachment_id}/content", **access("petition.read"))
    async def content(scope: ScopeDep, petition_id: str, attachment_id: str) -> StreamingResponse:
        found = await read_attachment(scope, petition_id, attachment_id, blobs=blobs)
        return file_answer(found.chunks, filename=found.filename, media_type=found.media_type, size=found.size)

    return router
