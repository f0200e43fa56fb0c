"""信访看板 without a browser: every chart has its table, every late figure its list, a wrong period its error."""

from __future__ import annotations

from tests.web.conftest import Visit, page_of
from tests.web.fake_node import FakeNode
from tests.web.reading import parse

REVERSED = {"code": "board.period_reversed", "zh": "截止日期早于开始日期", "en": "Reversed", "field": "until"}


async def test_each_chart_stands_beside_the_table_of_its_figures(visit: Visit) -> None:
    root = await page_of(visit("petition_head"), "/board")
    assert "化解率 30.0%（21 件息诉办结）" in root.one("main").text
    charts = root.all("figure", class_="chart")
    assert len(charts) == 3
    for one in charts:
        assert one.one("svg", role="img").attributes["aria-label"]
        assert one.one("table").all("tbody")
    months = charts[0].one("tbody").all("tr")
    assert [cell.text for cell in months[0].all("td")] == ["6", "3"]


async def test_a_ground_reads_as_the_name_of_the_law(visit: Visit) -> None:
    client = visit("petition_head")
    assert "《信访工作条例》第23条" in (await page_of(client, "/board")).one("main").text
    client.cookies.set("zf_lang", "en")
    assert "Regulations on Petition Work, art. 23" in (await page_of(client, "/board")).one("main").text


async def test_a_late_figure_leads_to_its_list(visit: Visit) -> None:
    client = visit("petition_head")
    root = await page_of(client, "/board")
    links = [link.attributes["href"] for link in root.one("main").all("a") if "/board/late" in link.attributes["href"]]
    assert links == ["/board/late?rule=X02&since=2025-11-24&until=2026-11-23"]
    rows = (await page_of(client, links[0])).one("main").one("tbody").all("tr")
    assert [row.attributes["data-row"] for row in rows] == ["/petitions/pet-1", "/petitions/pet-2"]
    assert [row.all("td")[-1].text for row in rows] == ["18", "3"]
    assert "未完成" in rows[1].text


async def test_a_period_the_service_refuses_keeps_what_was_typed(visit: Visit, node: FakeNode) -> None:
    node.refuse["GET /board"] = (422, [{"next_zh": "", "next_en": "", **REVERSED}])
    answer = await visit("petition_head").get("/board?since=2026-11-02&until=2026-11-01")
    root = parse(answer.text)
    assert answer.status_code == 422
    assert [link.attributes["href"] for link in root.one(class_="errors").all("a")] == ["#f-until"]
    assert root.one(id="f-since").attributes["value"] == "2026-11-02"
