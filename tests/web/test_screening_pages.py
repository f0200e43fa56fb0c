"""清理排查 without a browser: counts against zero, the matters of a class, reports checked and sent, agencies side by side."""

from __future__ import annotations

from tests.web.conftest import Visit, page_of, submit
from tests.web.fake_node import FakeNode
from tests.web.reading import parse


async def test_each_class_stands_against_its_target_and_leads_to_its_matters(visit: Visit) -> None:
    root = await page_of(visit("petition_head"), "/screening")
    counts, matters = root.all("table")
    rows = counts.one("tbody").all("tr")
    assert [[cell.text for cell in row.all("td")] for row in rows] == [["2", "0"], ["0", "0"]]
    links = [row.one("a").attributes["href"] for row in rows]
    assert links[0] == "/screening?item=backlog&since=2026-11-01&until=2026-11-30"
    assert [row.attributes["data-row"] for row in matters.one("tbody").all("tr")] == [
        "/petitions/pet-1",
        "/petitions/pet-2",
    ]
    board = await page_of(visit("petition_head"), "/board")
    assert "/screening?item=backlog&since=2025-11-24&until=2026-11-23" in [
        one.attributes["href"] for one in board.one("main").all("a")
    ]


async def test_the_owner_checks_and_sends_and_leaders_read(visit: Visit, node: FakeNode) -> None:
    answer = await submit(
        visit("petition_head"), "/screening/reports", {"note": "已核对"}, action="/screening/reports/sr-2/sending"
    )
    assert answer.status_code == 303, answer.text
    assert (node.commands[-1].path, node.commands[-1].body) == (
        "/screening/reports/sr-2/sending", {"version": 1, "note": "已核对"},
    )  # fmt: skip
    answer = await submit(
        visit("petition_head"), "/screening/reports", {"day": "2026-10-15"}, action="/screening/reports"
    )
    assert (answer.status_code, node.commands[-1].body) == (303, {"day": "2026-10-15"})
    leader = await page_of(visit("bureau_leader"), "/screening/reports")
    assert leader.one("main").all("form", method="post") == []


async def test_agencies_stand_side_by_side_and_who_has_not_reported_is_named(visit: Visit) -> None:
    root = await page_of(visit("petition_head"), "/screening/reports")
    court, police = root.all("table")[1].one("tbody").all("tr")
    assert "未报送" in court.text
    assert [cell.text for cell in police.all("td")[:2]] == ["2", "0"]


async def test_a_running_period_is_refused_at_its_field(visit: Visit, node: FakeNode) -> None:
    refusal = {
        "code": "screening.period_runs",
        "zh": "未结束",
        "en": "runs",
        "next_zh": "",
        "next_en": "",
        "field": "day",
    }
    node.refuse["POST /screening/reports"] = (422, [refusal])
    answer = await submit(
        visit("petition_head"), "/screening/reports", {"day": "2026-11-23"}, action="/screening/reports"
    )
    root = parse(answer.text)
    assert answer.status_code == 422
    assert [link.attributes["href"] for link in root.one(class_="errors").all("a")] == ["#f-day"]
    assert root.one(id="f-day").attributes["value"] == "2026-11-23"
