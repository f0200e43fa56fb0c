"""跟踪答复 without a browser: what is to be told, telling it with one command, asking another agency for help."""

from __future__ import annotations

from tests.web.conftest import Visit, page_of
from tests.web.fake_node import FakeNode
from tests.web.reading import parse


async def test_telling_the_petitioner_is_one_command(visit: Visit, node: FakeNode) -> None:
    client = visit("handler")
    rows = (await page_of(client, "/tracking")).one("tbody").all("tr")
    assert ["待告知" in rows[0].text, "已告知" in rows[1].text] == [True, True]
    form = (await page_of(client, "/tracking/trk-1")).one("form", action="/tracking/trk-1")
    hidden = {one.attributes["name"]: one.attributes["value"] for one in form.all("input", type="hidden")}
    assert (await client.post("/tracking/trk-1", data={**hidden, "note": "当面告知。"})).status_code == 303
    assert [(one.path, dict(one.body)) for one in node.commands] == [("/joint/tracking/trk-1", {"note": "当面告知。"})]
    assert (await client.post("/tracking/trk-1", data=hidden)).status_code == 422
    told = await page_of(client, "/tracking/trk-2")
    assert "电话告知。" in told.one("main").text
    assert not [one for one in told.all("form") if one.attributes.get("action") == "/tracking/trk-2"]


async def test_another_agency_is_asked_for_help_with_one_command(visit: Visit, node: FakeNode) -> None:
    client = visit("handler")
    root = await page_of(client, "/petitions/pet-1/agencies")
    assert "钱承办" in root.one("main").text
    form = root.one("form", action="/petitions/pet-1/agencies")
    hidden = {one.attributes["name"]: one.attributes["value"] for one in form.all("input", type="hidden")}
    data = {**hidden, "receiver": "justice", "asked": "请安排法律援助。", "due": "2026-12-01"}
    assert (await client.post("/petitions/pet-1/agencies", data=data)).status_code == 303
    assert dict(node.commands[0].body) == {"receiver": "justice", "asked": "请安排法律援助。", "due": "2026-12-01"}
    wrong = await client.post("/petitions/pet-1/agencies", data={**data, "due": ""})
    assert wrong.status_code == 422
    assert "请安排法律援助。" in parse(wrong.text).one(id="f-asked").text
