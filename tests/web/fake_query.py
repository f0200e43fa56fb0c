"""The part of the fake node that answers petitioners: it knows one number with its code, and only the hall's key."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.web.sample_query import CODE, KEY, MATTER, NUMBER, REGISTERED
from zf_contracts.http import petition_query as query
from zf_contracts.http.base import Command

if TYPE_CHECKING:
    from tests.web.fake_node import FakeNode

PATHS: dict[str, type[query.QueryKey]] = {
    "/petitions/query": query.QueryKey,
    "/petitions/query/supplement": query.SupplementByCode,
    "/petitions/query/withdrawal": query.WithdrawByCode,
    "/petitions/query/rating": query.RateByCode,
    "/petitions/query/appointment": query.BookByCode,
    "/petitions/query/consent": query.AnswerByCode,
}


def routes(api: str, node: FakeNode) -> list[Route]:
    async def ask(request: Request) -> Response:
        path = request.scope["route"].path.removeprefix(api)
        refused = await _heard(request, node, path, PATHS[path])
        if refused:
            return refused
        key = node.commands[-1].body
        if (key["petition_no"], key["code"]) != (NUMBER, CODE):
            return JSONResponse({"problems": [], "request_id": "r-1"}, status_code=404)
        return JSONResponse(MATTER.model_dump(mode="json"))

    async def online(request: Request) -> Response:
        refused = await _heard(request, node, "/petitions/online", query.RegisterOnline)
        return refused or JSONResponse(REGISTERED.model_dump(mode="json"), status_code=201)

    return [
        *(Route(api + path, ask, methods=["POST"]) for path in PATHS),
        Route(api + "/petitions/online", online, methods=["POST"]),
    ]


async def _heard(request: Request, node: FakeNode, path: str, model: type[Command]) -> Response | None:
    """Kept as sent; refused without the hall's key, or as the test says."""
    if request.headers.get("authorization") != f"Bearer {KEY}":
        return JSONResponse({"problems": [], "request_id": "r-1"}, status_code=401)
    raw = json.loads(await request.body())
    model.model_validate(raw)
    node.record(request, path=path, body=raw)
    if path in node.refuse:
        status, problems = node.refuse[path]
        return JSONResponse({"problems": list(problems), "request_id": "r-1"}, status_code=status)
    return None
