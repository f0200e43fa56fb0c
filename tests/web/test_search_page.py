"""检索 without a browser: one list newest first from both services, nothing in the address, what is missing is said."""

from __future__ import annotations

import httpx

from tests.web.conftest import Visit, page_of, submit
from tests.web.fake_node import FakeNode
from tests.web.reading import Element, parse


async def ask(client: httpx.AsyncClient, text: str) -> tuple[int, Element]:
    answer = await submit(client, "/search", {"text": text}, action="/search")
    return answer.status_code, parse(answer.text).one("main")


async def test_petitions_cases_and_reports_stand_in_one_list_with_their_reasons(visit: Visit, node: FakeNode) -> None:
    status, main = await ask(visit("receiver"), "电动车")
    assert status == 200
    rows = main.one("tbody").all("tr")
    assert [row.attributes["data-row"] for row in rows] == ["/petitions/pet-1", "/cases/case-1", "/reports/rep-1"]
    assert [mark.text for mark in rows[0].all("mark")] == ["电动车"]
    assert "事实：停在楼下的电动车不见了" in rows[0].text
    assert {command.path for command in node.commands} == {"/intake/search", "/casemgmt/search"}


async def test_the_next_page_asks_only_the_service_that_has_more(visit: Visit, node: FakeNode) -> None:
    client = visit("receiver")
    page = parse((await submit(client, "/search", {"text": "电动车"}, action="/search")).text)
    more = page.one("form", class_="pager")
    values = {field.attributes["name"]: field.attributes["value"] for field in more.all("input")}
    node.commands.clear()
    answer = await client.post("/search", data=values)
    (command,) = node.commands
    assert (command.path, command.body) == ("/intake/search", {"text": "电动车", "cursor": "c2"})
    assert not parse(answer.text).all("form", class_="pager")


async def test_one_character_is_told_once_and_nothing_found_says_what_to_do(visit: Visit) -> None:
    status, main = await ask(visit("receiver"), "一")
    assert status == 422
    assert [link.text for link in main.one(class_="errors").all("a")] == ["至少两个字"]
    assert (await ask(visit("receiver"), ""))[0] == 422
    status, main = await ask(visit("receiver"), "没有")
    assert status == 200
    assert "文字少写几个字再试" in main.text


async def test_a_service_that_is_away_does_not_hide_what_the_other_found(visit: Visit, node: FakeNode) -> None:
    node.away.add("casemgmt")
    status, main = await ask(visit("receiver"), "电动车")
    assert status == 200
    assert "案件服务没有应答" in main.text
    assert [row.attributes["data-row"] for row in main.one("tbody").all("tr")] == ["/petitions/pet-1", "/reports/rep-1"]


async def test_the_box_of_every_page_leads_there_by_post(visit: Visit) -> None:
    root = await page_of(visit("receiver"), "/petitions")
    form = root.one("form", action="/search").attributes
    assert form["method"] == "post"
    assert root.one("input", id="search").attributes["aria-keyshortcuts"] == "F9"
    assert not (await page_of(visit("hall_kiosk"), "/hall/tickets")).all("form", action="/search")
