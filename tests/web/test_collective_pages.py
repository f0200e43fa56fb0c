"""集体访预警 without a browser: what is late says so, an accused unit is not named, closing is one command."""

from __future__ import annotations

from tests.web.conftest import Visit, page_of
from tests.web.fake_node import FakeNode
from tests.web.reading import parse

HERE = "/collective-warnings"


async def test_the_list_says_what_is_late_and_hides_the_accused_unit(visit: Visit) -> None:
    rows = (await page_of(visit("petition_head"), HERE)).one("tbody").all("tr")
    assert "逾期" in rows[0].text
    assert "只有专门人员可以查看" in rows[2].text
    assert "已办结" in rows[3].text
    assert [row.attributes["data-row"] for row in rows] == [f"{HERE}/cw-{number}" for number in range(1, 5)]


async def test_closing_is_one_command_with_its_record(visit: Visit, node: FakeNode) -> None:
    client = visit("petition_head")
    form = (await page_of(client, f"{HERE}/cw-1")).one("form", action=f"{HERE}/cw-1")
    hidden = {one.attributes["name"]: one.attributes["value"] for one in form.all("input", type="hidden")}
    answer = await client.post(f"{HERE}/cw-1", data={**hidden, "outcome": "dispersed", "measures": "已劝解。"})
    assert answer.status_code == 303
    assert [(one.path, dict(one.body)) for one in node.commands] == [
        (f"{HERE}/cw-1/closing", {"version": 3, "outcome": "dispersed", "measures": "已劝解。"})
    ]
    wrong = await client.post(f"{HERE}/cw-1", data={**hidden, "measures": "写了"})
    assert wrong.status_code == 422
    assert "写了" in parse(wrong.text).one(id="f-measures").text


async def test_a_closed_one_shows_its_record_and_has_no_form(visit: Visit) -> None:
    root = await page_of(visit("petition_head"), f"{HERE}/cw-4")
    assert "逐户走访，已交房。" in root.one("main").text
    assert not [one for one in root.one("main").all("form") if one.attributes.get("action") == f"{HERE}/cw-4"]
