"""Routes of supervision notices: list, drafting, acting, files."""

from typing import Annotated, Literal

from fastapi import APIRouter, File, Form, Path, Query, UploadFile
from starlette.responses import StreamingResponse

from zf_contracts.http.base import Line, Page
from zf_contracts.http.notices import ActOnNotice, DraftNotice, NoticeRow, NoticeView, NoticeWords
from zf_contracts.http.supervision import FileLaidReady
from zf_liaison.desk import Desk
from zf_liaison.files.lay_ready import MAX_UPLOAD
from zf_liaison.notices import queries, view_queries
from zf_liaison.notices.act_on_notice import act_on_notice
from zf_liaison.notices.add_file import add_file
from zf_liaison.notices.draft_notice import draft_notice
from zf_liaison.notices.read_file import read_file
from zf_liaison.notices.rules import NoticeDraft
from zf_liaison.paging import Cursor, Limit
from zf_platform.http.access import access
from zf_platform.http.current import ScopeDep
from zf_platform.http.description import ANY_FILE
from zf_platform.http.files import file_answer
from zf_platform.http.route import service_router

FORM_OVERHEAD = 64 * 1024
NoticeId = Annotated[str, Path(max_length=64)]
Role = Annotated[Literal["", "issuer", "addressee"], Query()]
Text = Annotated[str, Query(max_length=80)]
Title = Annotated[Line, Form(min_length=1, max_length=200)]


def notice_router(desk: Desk) -> APIRouter:
    router = service_router(prefix="/notices", tag="notices", keeps_refusals=True)
    law = desk.law

    @router.get("", **access("notice.read"))
    async def notices(
        scope: ScopeDep,
        state: Text = "open",
        role: Role = "",
        kind: Text = "",
        q: Text = "",
        cursor: Cursor = None,
        limit: Limit = 50,
    ) -> Page[NoticeRow]:
        wanted = queries.NoticeFilter(state=state, role=role, kind=kind, q=q)
        return await queries.list_notices(scope, wanted, cursor=cursor, limit=limit, law=law)

    @router.post("", status_code=201, **access("notice.draft"))
    async def draft(scope: ScopeDep, command: DraftNotice) -> NoticeView:
        notice_id = await draft_notice(scope, NoticeDraft(**command.model_dump()), desk=desk)
        return await view_queries.after_act(scope, notice_id, law=law)

    @router.get("/words", **access("notice.read"))
    async def words(scope: ScopeDep) -> NoticeWords:
        return queries.notice_words(scope, desk=desk)

    @router.get("/{notice_id}", **access("notice.read"))
    async def one(scope: ScopeDep, notice_id: NoticeId) -> NoticeView:
        return await view_queries.show_notice(scope, notice_id, law=law)

    @router.post("/{notice_id}/acts", **access("notice.read"))
    async def act(scope: ScopeDep, notice_id: NoticeId, command: ActOnNotice) -> NoticeView:
        await act_on_notice(scope, command, notice_id=notice_id, desk=desk)
        return await view_queries.after_act(scope, notice_id, law=law)

    _file_routes(router, desk)
    return router


def _file_routes(router: APIRouter, desk: Desk) -> None:
    @router.post("/{notice_id}/files", status_code=201, **access("notice.read", upload=MAX_UPLOAD + FORM_OVERHEAD))
    async def upload(
        scope: ScopeDep, notice_id: NoticeId, *, file: Annotated[UploadFile, File()], title: Title
    ) -> FileLaidReady:
        added = await add_file(scope, notice_id, title=title, filename=file.filename or "", content=file, desk=desk)
        return FileLaidReady(id=added)

    @router.get(
        "/{notice_id}/files/{file_id}", response_class=StreamingResponse, responses=ANY_FILE, **access("notice.read")
    )
    async def content(scope: ScopeDep, notice_id: NoticeId, file_id: NoticeId) -> StreamingResponse:
        found = await read_file(scope, notice_id, file_id, blobs=desk.blobs)
        return file_answer(found.chunks, filename=found.filename, media_type=found.media_type, size=found.size)
