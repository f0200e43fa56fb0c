"""The part of the fake node that answers for tasks, the listed account and supervision documents."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.web import sample_supervision as s
from zf_contracts.http import directory, notices, supervision, tasks
from zf_contracts.http.base import Command

if TYPE_CHECKING:
    from tests.web.fake_node import FakeNode

COMMANDS: Mapping[str, type[Command]] = {
    "/tasks": tasks.IssueTask,
    "/tasks/{id}/acts": supervision.ActOnMatter,
    "/liaison-officers": directory.AddLiaisonOfficer,
    "/liaison-officers/{id}": directory.ChangeLiaisonOfficer,
    "/notices": notices.DraftNotice,
    "/notices/{id}/acts": notices.ActOnNotice,
}
READS: Mapping[str, Callable[[Request], object]] = {
    "/tasks": lambda _request: [s.TASK_ROW],
    "/tasks/board": lambda _request: s.BOARD,
    "/tasks/account": lambda _request: s.ACCOUNT,
    "/tasks/words": lambda _request: s.TASK_WORDS,
    "/tasks/{id}": lambda _request: s.TASK,
    "/liaison-officers": lambda _request: [s.OFFICER],
    "/notices": lambda _request: [s.NOTICE_ROW],
    "/notices/words": lambda _request: s.NOTICE_WORDS,
    "/notices/{id}": lambda _request: s.NOTICE,
}
BARE = frozenset({"/tasks/account", "/liaison-officers"})
ANSWERS: Mapping[str, Mapping[str, object]] = {
    "/tasks": s.TASK.model_dump(mode="json"),
    "/tasks/{id}/acts": s.TASK.model_dump(mode="json"),
    "/notices": s.NOTICE.model_dump(mode="json"),
    "/notices/{id}/acts": s.NOTICE.model_dump(mode="json"),
}


def routes(api: str, node: FakeNode) -> list[Route]:
    """Files, which are no JSON."""

    async def upload(request: Request) -> Response:
        form = await request.form()
        path = "/" + request.url.path.split("/", 4)[4]
        node.record(request, path=path, body={"title": str(form["title"])})
        return JSONResponse({"id": "file-2"}, status_code=201)

    async def tested(request: Request) -> Response:
        node.record(request, path="/" + request.url.path.split("/", 4)[4], body={})
        return JSONResponse({"message_id": "msg-test"}, status_code=201)

    uploads = [Route(api + f"/{kind}/{{id}}/files", upload, methods=["POST"]) for kind in ("tasks", "notices")]
    return [*uploads, Route(api + "/peers/{peer}/tests", tested, methods=["POST"])]
