"""The part of the fake node that answers for imported ledgers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.web import sample_imports
from zf_contracts.http import ledgers
from zf_contracts.http.base import Command

if TYPE_CHECKING:
    from tests.web.fake_node import FakeNode

COMMANDS: Mapping[str, type[Command]] = {
    "/imports/sources": ledgers.LedgerMapping,
    "/imports/{id}/start": ledgers.StartImport,
    "/imports/{id}/cancellation": ledgers.StartImport,
}
READS: Mapping[str, Callable[[Request], object]] = {
    "/imports": lambda _request: sample_imports.ROWS,
    "/imports/sources": lambda _request: (sample_imports.SOURCE,),
    "/imports/{id}": lambda request: next(one for one in sample_imports.REPORTS if one.id == request.path_params["id"]),
}


def routes(api: str, node: FakeNode) -> list[Route]:
    """The file going in, and the rejected lines coming back."""

    async def check(request: Request) -> Response:
        stopped = node.stopped(request)
        if stopped:
            return stopped
        form = await request.form()
        mapping, file = form["mapping"], form["file"]
        assert isinstance(mapping, str)
        assert not isinstance(file, str)
        read = ledgers.LedgerMapping.model_validate_json(mapping)
        content = await file.read()
        node.record(request, path="/imports", body={"file": f"{file.filename}:{len(content)}", "source": read.source})
        return JSONResponse(sample_imports.report().model_dump(mode="json"), status_code=201)

    async def rejected(_request: Request) -> Response:
        headers = {"content-disposition": 'attachment; filename="rejected.xlsx"'}
        return Response(b"PK rejected", media_type="application/zip", headers=headers)

    return [
        Route(api + "/imports", check, methods=["POST"]),
        Route(api + "/imports/{id}/rejected", rejected, methods=["GET"]),
    ]
