"""The part of the fake node that answers for cooperation matters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.web import sample_cooperation as s
from tests.web import sample_oversight_matters as v
from zf_contracts.http import cooperation
from zf_contracts.http.base import Command

if TYPE_CHECKING:
    from tests.web.fake_node import FakeNode

COMMANDS: Mapping[str, type[Command]] = {
    "/cooperation": cooperation.OpenCooperation,
    "/cooperation/{id}/acts": cooperation.ActOnCooperation,
}
READS: Mapping[str, Callable[[Request], object]] = {
    "/cooperation": lambda _request: [s.ROW],
    "/cooperation/words": lambda _request: s.WORDS,
    "/cooperation/dispatches": lambda _request: s.DISPATCHES,
    "/cooperation/pledges": lambda _request: s.PLEDGES,
    "/cooperation/problems": lambda _request: v.PROBLEMS,
    "/cooperation/groups/{id}": lambda _request: s.GROUP,
    "/cooperation/{id}/findings": lambda _request: v.FINDINGS,
    "/cooperation/{id}": lambda request: {**s.MATTERS, **v.MATTERS}[request.path_params["id"]],
}
BARE = frozenset({"/cooperation/dispatches", "/cooperation/pledges"})
ANSWERS: Mapping[str, Mapping[str, object]] = {
    "/cooperation": {"ids": ["coop-1"]},
    "/cooperation/{id}/acts": s.MATTER.model_dump(mode="json"),
}


def routes(api: str, node: FakeNode) -> list[Route]:
    async def upload(request: Request) -> Response:
        form = await request.form()
        path = "/" + request.url.path.split("/", 4)[4]
        node.record(request, path=path, body={"title": str(form["title"])})
        return JSONResponse({"id": "file-2"}, status_code=201)

    return [Route(api + "/cooperation/{id}/files", upload, methods=["POST"])]
