"""When something is not possible: services away, objects of others, unknown pages. Plain words and a request id."""

from __future__ import annotations

import httpx
import pytest
from fastapi import FastAPI

from tests.web.conftest import Visit, page_of
from tests.web.fake_node import FakeNode
from zf_hall.clients import NodeClients, ServiceDown, ServiceRefused


async def test_service_away_says_which_and_what_to_do(visit: Visit, node: FakeNode) -> None:
    node.away.add("casemgmt")
    root = await page_of(visit("handler"), "/cases", status=503)
    assert "案件服务没有应答" in root.one("main").text
    assert root.one("main").all("a", href="/cases"), "try again"


async def test_worklist_survives_a_service_away(visit: Visit, node: FakeNode) -> None:
    node.away.add("casemgmt")
    root = await page_of(visit("handler"), "/worklist?tab=mine")
    assert "这一清单暂时取不到" in root.one("main").text
    assert root.all("a", href="/worklist?tab=reports")


async def test_operations_page_shows_a_dead_service_in_words(visit: Visit, node: FakeNode) -> None:
    node.away.add("intake")
    root = await page_of(visit("operator"), "/ops")
    lights = [light.text for light in root.all("span", class_="light-bad")]
    assert "没有应答" in lights


async def test_object_of_another_reads_like_none(visit: Visit) -> None:
    client = visit("handler")
    other, unknown = await client.get("/cases/case-99"), await client.get("/nothing")
    assert other.status_code == unknown.status_code == 404
    assert "没有这个页面" in other.text


async def test_session_refused_by_a_service_leads_to_sign_in(visit: Visit, node: FakeNode) -> None:
    node.refuse["/cases"] = (401, [])
    assert (await visit("handler").get("/cases")).headers["location"] == "/login?next=/cases"


async def test_refusal_of_the_service_is_a_plain_page(visit: Visit, node: FakeNode) -> None:
    node.refuse["/cases"] = (403, [{"code": "permission.missing", "zh": "缺少权限。", "en": "Missing permission."}])
    root = await page_of(visit("handler"), "/cases", status=403)
    assert "缺少权限。" in root.one("main").text


async def test_own_failure_shows_no_detail(visit: Visit, hall: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> object:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("zf_hall.pages.cases.case_values", broken)
    answer = await visit("handler").get("/cases/case-1")
    assert answer.status_code == 500
    assert "secret detail" not in answer.text
    assert "请求编号" in answer.text


async def test_fragment_of_an_ended_session_says_401(visit: Visit, node: FakeNode) -> None:
    node.ended.add("session-of-police-handler")
    answer = await visit("handler").get("/transfers/tr-1", headers={"X-Fragment": "evidence"})
    assert answer.status_code == 401


@pytest.mark.parametrize("status", [500, 502, 503])
async def test_client_tells_failure_from_refusal(status: int) -> None:
    clients = _answering(httpx.Response(status, text="<html>gateway</html>"))
    with pytest.raises(ServiceDown):
        await clients.call("police", "casemgmt", "GET", "/cases")
    refused = _answering(httpx.Response(422, json={"problems": [{"code": "a.b", "zh": "一", "en": "one"}]}))
    with pytest.raises(ServiceRefused) as caught:
        await refused.call("police", "casemgmt", "GET", "/cases")
    assert [reason.code for reason in caught.value.reasons] == ["a.b"]


async def test_client_takes_a_broken_connection_as_away() -> None:
    def broken(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused", request=request)

    clients = NodeClients(httpx.AsyncClient(transport=httpx.MockTransport(broken)))
    with pytest.raises(ServiceDown):
        await clients.call("police", "casemgmt", "GET", "/cases")


def _answering(answer: httpx.Response) -> NodeClients:
    return NodeClients(httpx.AsyncClient(transport=httpx.MockTransport(lambda _: answer)))
