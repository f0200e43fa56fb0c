"""督办: list with its board by agency and day, the listed account of all members, one task with its acts."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from zf_contracts.http.tasks import AccountRow, IssueTask, TaskBoard, TaskRow, TaskView, TaskWords
from zf_hall.access import SIGNED_IN, needs
from zf_hall.forms import FormState, build, read_form
from zf_hall.i18n import msg
from zf_hall.navigation import TASK_ROOM
from zf_hall.pages.answer import Door, deliver, go, show
from zf_hall.pages.matter_form import ACT_LABELS, MatterRoom, act_form, file_of, take_act
from zf_hall.visitor import Visitor, VisitorDep

router = APIRouter()
ROOM = MatterRoom("/tasks", TaskView, "supervision/task.html", msg("督办件"))

STATES = (
    ("open", msg("未办结")),
    ("overdue", msg("已逾期")),
    ("reported", msg("待核查")),
    ("closed", msg("已销号")),
    ("all", msg("全部")),
)
ROLES = (("", msg("全部")), ("addressee", msg("本机关承办")), ("issuer", msg("本机关下达")))
SPANS = (
    ("overdue", msg("已逾期")),
    ("week", msg("七天内")),
    ("month", msg("三十天内")),
    ("later", msg("更晚")),
)
ISSUE_LABELS = {
    "assignee": msg("承办机关"),
    "unit": msg("承办单位"),
    "level": msg("督办级别"),
    "source": msg("来源"),
    "source_ref": msg("来源编号"),
    "on_behalf": msg("交办的上级机关和文号"),
    "title": msg("标题"),
    "demand": msg("督办要求"),
    "standard": msg("办结标准"),
    "due": msg("报告期限"),
    "leader": msg("包案领导"),
    "look_back": msg("办结后回头看"),
}


@router.get("/tasks", **needs(*TASK_ROOM))
async def task_list(
    request: Request,
    visitor: VisitorDep,
    state: str = "open",
    role: str = "",
    assignee: str = "",
    q: str = "",
    cursor: str = "",
) -> Response:
    chosen = {"state": state, "role": role, "assignee": assignee, "q": q.strip()}
    page = await visitor.read_page(TaskRow, "liaison", "/tasks", params={**chosen, "cursor": cursor})
    board = await visitor.read(TaskBoard, "liaison", "/tasks/board")
    counts = {(cell.assignee, cell.span): cell.count for cell in board.cells}
    names = {cell.assignee: cell for cell in board.cells}
    return show(
        request,
        "supervision/tasks.html",
        page=page,
        chosen=chosen,
        states=STATES,
        roles=ROLES,
        spans=SPANS,
        counts=counts,
        names=names,
    )


@router.get("/tasks/account", **needs(SIGNED_IN))
async def account(request: Request, visitor: VisitorDep, removed: str = "") -> Response:
    params = {"removed": "true" if removed else ""}
    rows = await visitor.read_list(AccountRow, "liaison", "/tasks/account", params=params)
    return show(request, "supervision/account.html", rows=rows, removed=bool(removed))


@router.get("/tasks/new", **needs("task.issue"))
async def new_task(request: Request, visitor: VisitorDep, source: str = "", source_ref: str = "") -> Response:
    values = {"source": source, "source_ref": source_ref, "level": "ordinary"}
    return await _issue_form(request, visitor, form=FormState(ISSUE_LABELS, values))


@router.post("/tasks/new", **needs("task.issue"))
async def issue(request: Request, visitor: VisitorDep) -> Response:
    sent = await read_form(request)
    values: dict[str, object] = {name: sent.text(name) for name in ISSUE_LABELS if name != "look_back"}
    command, errors = build(IssueTask, {**values, "look_back": sent.text("look_back") == "yes"})
    door = Door("liaison", "/tasks", "/tasks")
    answer, errors = await deliver(request, visitor, door, body=command, sent=sent, errors=errors)
    if answer is not None:
        return go(f"/tasks/{TaskView.model_validate_json(answer.content).id}", done="told")
    return await _issue_form(request, visitor, form=sent.state(ISSUE_LABELS, errors=errors), status=422)


async def _issue_form(request: Request, visitor: Visitor, *, form: FormState, status: int = 200) -> Response:
    words = await visitor.read(TaskWords, "liaison", "/tasks/words")
    return show(request, "supervision/task_new.html", status=status, words=words, form=form)


@router.get("/tasks/{task_id}", **needs(*TASK_ROOM))
async def task_page(request: Request, visitor: VisitorDep, task_id: str) -> Response:
    task = await visitor.read(TaskView, "liaison", f"/tasks/{task_id}")
    return show(request, "supervision/task.html", matter=task, room=ROOM)


@router.get("/tasks/{task_id}/acts/{act}", **needs(*TASK_ROOM))
async def act_page(request: Request, visitor: VisitorDep, task_id: str, act: str) -> Response:
    return await act_form(request, visitor, ROOM, task_id, act, form=FormState(ACT_LABELS))


@router.post("/tasks/{task_id}/acts/{act}", **needs(*TASK_ROOM))
async def act_sent(request: Request, visitor: VisitorDep, task_id: str, act: str) -> Response:
    return await take_act(request, visitor, ROOM, task_id, act)


@router.get("/tasks/{task_id}/files/{file_id}", **needs(*TASK_ROOM))
async def content(visitor: VisitorDep, task_id: str, file_id: str) -> Response:
    return await file_of(visitor, ROOM, task_id, file_id)
