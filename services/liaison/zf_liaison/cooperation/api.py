"""Routes of cooperation matters: list, forms, opening, acting, files."""

from typing import Annotated, Literal

from fastapi import APIRouter, File, Form, Path, Query, UploadFile
from starlette.responses import StreamingResponse

from zf_contracts.http.base import Line, Page
from zf_contracts.http.cooperation import (
    ActOnCooperation,
    CooperationOpened,
    CooperationRow,
    CooperationView,
    CooperationWords,
    DispatchLine,
    OpenCooperation,
    PledgeLine,
    SideBySide,
)
from zf_contracts.http.oversight_boards import CampaignProblems, InspectionView
from zf_contracts.http.supervision import FileLaidReady
from zf_liaison.cooperation import form_queries, queries, view_queries
from zf_liaison.cooperation.act_on_matter import act_on_matter
from zf_liaison.cooperation.add_file import add_file
from zf_liaison.cooperation.dispatch_queries import dispatch_board
from zf_liaison.cooperation.fact_rules import given_facts
from zf_liaison.cooperation.inspection_queries import inspection_view
from zf_liaison.cooperation.open_matter import open_matter
from zf_liaison.cooperation.pledge_queries import pledge_board
from zf_liaison.cooperation.problem_queries import problem_board
from zf_liaison.cooperation.read_file import read_file
from zf_liaison.cooperation.rules import Opening
from zf_liaison.cooperation.side_queries import side_by_side
from zf_liaison.desk import Desk
from zf_liaison.files.lay_ready import MAX_UPLOAD
from zf_liaison.paging import Cursor, Limit
from zf_platform.http.access import access
from zf_platform.http.current import ScopeDep
from zf_platform.http.description import ANY_FILE
from zf_platform.http.files import file_answer
from zf_platform.http.route import service_router

FORM_OVERHEAD = 64 * 1024
MatterId = Annotated[str, Path(max_length=64)]
State = Annotated[Literal["open", "all"], Query()]
Role = Annotated[Literal["", "issuer", "addressee"], Query()]
Text = Annotated[str, Query(max_length=80)]
Title = Annotated[Line, Form(min_length=1, max_length=200)]


def cooperation_router(desk: Desk) -> APIRouter:
    router = service_router(prefix="/cooperation", tag="cooperation", keeps_refusals=True)
    law = desk.law

    @router.get("", **access("cooperation.read"))
    async def matters(
        scope: ScopeDep,
        state: State = "open",
        role: Role = "",
        kind: Text = "",
        collab_no: Text = "",
        group_id: Text = "",
        q: Text = "",
        cursor: Cursor = None,
        limit: Limit = 50,
    ) -> Page[CooperationRow]:
        wanted = queries.CooperationFilter(
            state=state, role=role, kind=kind, collab_no=collab_no, group_id=group_id, q=q
        )
        return await queries.list_matters(scope, wanted, cursor=cursor, limit=limit, law=law)

    @router.post("", status_code=201, **access("cooperation.open"))
    async def opened(scope: ScopeDep, command: OpenCooperation) -> CooperationOpened:
        opening = Opening(
            kind=command.kind,
            addressees=command.addressees,
            copies=command.copies,
            title=command.title,
            facts=given_facts(command.facts),
            collab_no=command.collab_no,
        )
        return CooperationOpened(ids=await open_matter(scope, opening, desk=desk))

    _board_routes(router, desk)
    _matter_routes(router, desk)
    _file_routes(router, desk)
    return router


def _board_routes(router: APIRouter, desk: Desk) -> None:
    law = desk.law

    @router.get("/words", **access("cooperation.read"))
    async def words(scope: ScopeDep) -> CooperationWords:
        return form_queries.cooperation_words(scope, desk=desk)

    @router.get("/dispatches", **access("cooperation.read"))
    async def dispatches(scope: ScopeDep) -> tuple[DispatchLine, ...]:
        return await dispatch_board(scope, law=law)

    @router.get("/pledges", **access("cooperation.read"))
    async def pledges(scope: ScopeDep) -> tuple[PledgeLine, ...]:
        return await pledge_board(scope, law=law)

    @router.get("/problems", **access("cooperation.read"))
    async def problems(scope: ScopeDep) -> CampaignProblems:
        return await problem_board(scope, law=law)

    @router.get("/groups/{group_id}", **access("cooperation.read"))
    async def group(scope: ScopeDep, group_id: MatterId) -> SideBySide:
        return await side_by_side(scope, group_id, law=law)


def _matter_routes(router: APIRouter, desk: Desk) -> None:
    law = desk.law

    @router.get("/{matter_id}", **access("cooperation.read"))
    async def one(scope: ScopeDep, matter_id: MatterId) -> CooperationView:
        return await view_queries.show_matter(scope, matter_id, law=law)

    @router.get("/{matter_id}/findings", **access("cooperation.read"))
    async def findings(scope: ScopeDep, matter_id: MatterId) -> InspectionView:
        return await inspection_view(scope, matter_id, law=law)

    @router.post("/{matter_id}/acts", **access("cooperation.read"))
    async def act(scope: ScopeDep, matter_id: MatterId, command: ActOnCooperation) -> CooperationView:
        await act_on_matter(scope, command, matter_id=matter_id, desk=desk)
        return await view_queries.after_act(scope, matter_id, law=law)


def _file_routes(router: APIRouter, desk: Desk) -> None:
    @router.post("/{matter_id}/files", status_code=201, **access("cooperation.read", upload=MAX_UPLOAD + FORM_OVERHEAD))
    async def upload(
        scope: ScopeDep, matter_id: MatterId, *, file: Annotated[UploadFile, File()], title: Title
    ) -> FileLaidReady:
        added = await add_file(scope, matter_id, title=title, filename=file.filename or "", content=file, desk=desk)
        return FileLaidReady(id=added)

    @router.get(
        "/{matter_id}/files/{file_id}",
        response_class=StreamingResponse,
        responses=ANY_FILE,
        **access("cooperation.read"),
    )
    async def content(scope: ScopeDep, matter_id: MatterId, file_id: MatterId) -> StreamingResponse:
        found = await read_file(scope, matter_id, file_id, desk=desk)
        return file_answer(found.chunks, filename=found.filename, media_type=found.media_type, size=found.size)
