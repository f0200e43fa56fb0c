"""The part of the fake node that answers for papers, material and the check of a paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.web import sample_papers
from zf_contracts.http import materials, matter_papers, papers
from zf_contracts.http.base import Command

if TYPE_CHECKING:
    from tests.web.fake_node import FakeNode

BASE = "/petitions/{id}"
REPORT = "/reports/{id}/papers"
MATTERS = tuple(
    f"/{kind}/{{id}}/papers" for kind in ("meetings", "tasks", "notices", "circulars", "cooperation", "deliberations")
)


class _Nothing(Command):
    """A press without a body."""


COMMANDS: Mapping[str, type[Command]] = {
    BASE + "/papers": papers.MakePaper,
    BASE + "/papers/{pid}/prints": papers.PrintPaper,
    BASE + "/papers/{pid}/void": papers.VoidPaper,
    REPORT: _Nothing,
    REPORT + "/{pid}/prints": papers.PrintPaper,
    BASE + "/materials": materials.NoteMaterials,
    BASE + "/materials/notices": materials.IssueMaterialNotice,
    "/papers/check": papers.CheckPaper,
    **dict.fromkeys(MATTERS, matter_papers.MakeMatterPaper),
}
OPEN = frozenset({"/papers/check"})
READS: Mapping[str, Callable[[Request], object]] = {
    BASE + "/papers": lambda _request: sample_papers.LINES,
    BASE + "/materials": lambda _request: sample_papers.MATERIALS,
    "/material-faults": lambda _request: sample_papers.FAULTS,
    "/repeated-notices": lambda _request: sample_papers.OVERSEEN_FAULTS,
    "/repeated-notices/counts": lambda _request: sample_papers.FAULT_COUNTS,
    **dict.fromkeys(MATTERS, lambda _request: sample_papers.MATTER_PAPERS),
}
BARE = frozenset({BASE + "/papers", "/material-faults"})
ANSWERS: Mapping[str, Mapping[str, object]] = {
    BASE + "/papers": sample_papers.paper(prints=0).model_dump(mode="json"),
    BASE + "/papers/{pid}/prints": sample_papers.paper().model_dump(mode="json"),
    REPORT: sample_papers.paper(prints=0).model_dump(mode="json"),
    REPORT + "/{pid}/prints": sample_papers.paper(prints=1).model_dump(mode="json"),
    "/papers/check": sample_papers.CHECKED.model_dump(mode="json"),
    **dict.fromkeys(MATTERS, sample_papers.MATTER_PAPERS.model_dump(mode="json")),
}


def routes(api: str, node: FakeNode) -> list[Route]:
    """Files, which are no JSON."""

    async def file(_request: Request) -> Response:
        return Response(b"%PDF-1.7 paper", media_type="application/pdf", headers={"content-disposition": "inline"})

    async def preview(request: Request) -> Response:
        papers.OpinionText.model_validate_json(await request.body())
        return await file(request)

    async def draft(_request: Request) -> Response:
        headers = {"content-disposition": 'attachment; filename="draft.docx"'}
        return Response(b"PK draft", media_type="application/zip", headers=headers)

    async def returned(request: Request) -> Response:
        stopped = node.stopped(request)
        if stopped:
            return stopped
        node.record(request, path="/draft", body={})
        return JSONResponse(sample_papers.DRAFT.model_dump(mode="json"))

    return [
        Route(api + BASE + "/papers/preview", preview, methods=["POST"]),
        Route(api + BASE + "/papers/{pid}/prints/{no}", file, methods=["GET"]),
        Route(api + REPORT + "/{pid}/prints/{no}", file, methods=["GET"]),
        *(Route(api + path + "/{pid}", file, methods=["GET"]) for path in MATTERS),
        Route(api + BASE + "/drafts/{type}", draft, methods=["GET"]),
        Route(api + BASE + "/drafts/{type}", returned, methods=["POST"]),
    ]
