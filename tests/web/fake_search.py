"""The part of the fake node that searches: a petition and a report in intake, a case in casemgmt; `一` is too short."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.web.sample import ago
from zf_contracts.http.search import SearchBox, SearchHit, SearchPage, SearchReason

if TYPE_CHECKING:
    from tests.web.fake_node import FakeNode

TOO_SHORT = {"code": "search.too_short", "zh": "至少两个字", "en": "Two characters at least", "field": "text"}
_WORDS = SearchReason(why="words", where="facts", before="停在楼下的", match="电动车", after="不见了")
_PETITION = SearchHit(
    kind="petition", id="pet-1", number="XFV329900202611230001", title="反映报案后一直没有回音", unit="criminal",
    state="handling", state_zh="办理中", state_en="In handling", at=ago(days=3), reasons=(_WORDS,),
)  # fmt: skip
_REPORT = _PETITION.model_copy(
    update={"kind": "report", "id": "rep-1", "number": "云公受〔2026〕1号", "title": "电动车被盗", "at": ago(days=9)}
)
_CASE = _PETITION.model_copy(
    update={
        "kind": "case", "id": "case-1", "number": "A3299002026110001", "title": "王某等人盗窃案", "at": ago(days=5),
        "reasons": (SearchReason(why="name", match="王某某"), SearchReason(why="number", match="A3299002026110001")),
    }
)  # fmt: skip


def routes(api: str, node: FakeNode) -> list[Route]:
    async def search(request: Request) -> Response:
        stopped = node.stopped(request)
        if stopped:
            return stopped
        box = SearchBox.model_validate_json(await request.body())
        service = request.path_params["service"]
        node.record(request, path=f"/{service}/search", body=box.model_dump())
        if len(box.text) == 1:
            return JSONResponse({"problems": [{"next_zh": "", "next_en": "", **TOO_SHORT}]}, status_code=422)
        first = {"intake": (_PETITION, _REPORT), "casemgmt": (_CASE,)}[service]
        more = "c2" if service == "intake" and not box.cursor else None
        page = SearchPage(items=() if box.text == "没有" else first, looked_for=("words",), next_cursor=more)
        return JSONResponse(page.model_dump(mode="json"))

    return [Route(api + "/search", search, methods=["POST"])]
