"""Routes of supervised tasks: list, board, listed account, issuing, acting, files."""

from typing import Annotated, Literal

from fastapi import APIRouter, File, Form, Path, Query, UploadFile
from starlette.responses import StreamingResponse

from zf_contracts.http.base import Line, Page
from zf_contracts.http.supervision import ActOnMatter, FileLaidReady
from zf_contracts.http.tasks import AccountRow, IssueTask, TaskBoard, TaskRow, TaskView, TaskWords
from zf_liaison.desk import Desk
from zf_liaison.files.lay_ready import MAX_UPLOAD
from zf_liaison.paging import Cursor, Limit
from zf_liaison.tasks import queries, view_queries
from zf_liaison.tasks.act_on_task import act_on_task
from zf_liaison.tasks.add_file import add_file
from zf_liaison.tasks.issue_task import issue_task
from zf_liaison.tasks.read_file import read_file
from zf_liaison.tasks.rules import TaskOrder
from zf_platform.http.access import access
from zf_platform.http.current import ScopeDep
from zf_platform.http.description import ANY_FILE
from zf_platform.http.files import file_answer
from zf_platform.http.route import service_router

FORM_OVERHEAD = 64 * 1024
TaskId = Annotated[str, Path(max_length=64)]
Role = Annotated[Literal["", "issuer", "addressee"], Query()]
Text = Annotated[str, Query(max_length=80)]
Title = Annotated[Line, Form(min_length=1, max_length=200)]


def task_router(desk: Desk) -> APIRouter:
    router = service_router(prefix="/tasks", tag="tasks", keeps_refusals=True)
    law = desk.law

    @router.get("", **access("task.read"))
    async def tasks(
        scope: ScopeDep,
        state: Text = "open",
        role: Role = "",
        assignee: Text = "",
        q: Text = "",
        cursor: Cursor = None,
        limit: Limit = 50,
    ) -> Page[TaskRow]:
        wanted = queries.TaskFilter(state=state, role=role, assignee=assignee, q=q)
        return await queries.list_tasks(scope, wanted, cursor=cursor, limit=limit, law=law)

    @router.post("", status_code=201, **access("task.issue"))
    async def issue(scope: ScopeDep, command: IssueTask) -> TaskView:
        task_id = await issue_task(scope, TaskOrder(**command.model_dump()), desk=desk)
        return await view_queries.after_act(scope, task_id, law=law)

    @router.get("/board", **access("task.read"))
    async def board(scope: ScopeDep) -> TaskBoard:
        return await queries.task_board(scope, law=law)

    @router.get("/words", **access("task.read"))
    async def words(scope: ScopeDep) -> TaskWords:
        return queries.task_words(scope, desk=desk)

    @router.get("/account", **access("directory.read"))
    async def account(scope: ScopeDep, *, removed: bool = False) -> tuple[AccountRow, ...]:
        return await queries.listed_account(scope, removed=removed, law=law)

    _matter_routes(router, desk)
    _file_routes(router, desk)
    return router


def _matter_routes(router: APIRouter, desk: Desk) -> None:
    law = desk.law

    @router.get("/{task_id}", **access("task.read"))
    async def one(scope: ScopeDep, task_id: TaskId) -> TaskView:
        return await view_queries.show_task(scope, task_id, law=law)

    @router.post("/{task_id}/acts", **access("task.read"))
    async def act(scope: ScopeDep, task_id: TaskId, command: ActOnMatter) -> TaskView:
        await act_on_task(scope, command, task_id=task_id, desk=desk)
        return await view_queries.after_act(scope, task_id, law=law)


def _file_routes(router: APIRouter, desk: Desk) -> None:
    @router.post("/{task_id}/files", status_code=201, **access("task.read", upload=MAX_UPLOAD + FORM_OVERHEAD))
    async def upload(
        scope: ScopeDep, task_id: TaskId, *, file: Annotated[UploadFile, File()], title: Title
    ) -> FileLaidReady:
        added = await add_file(scope, task_id, title=title, filename=file.filename or "", content=file, desk=desk)
        return FileLaidReady(id=added)

    @router.get(
        "/{task_id}/files/{file_id}", response_class=StreamingResponse, responses=ANY_FILE, **access("task.read")
    )
    async def content(scope: ScopeDep, task_id: TaskId, file_id: TaskId) -> StreamingResponse:
        found = await read_file(scope, task_id, file_id, blobs=desk.blobs)
        return file_answer(found.chunks, filename=found.filename, media_type=found.media_type, size=found.size)
