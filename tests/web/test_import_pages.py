"""导入台账 without a browser: the check carries the saved columns, the report says what happens, bad files stay at the form."""

from __future__ import annotations

from tests.web.conftest import Visit, page_of, submit
from tests.web.fake_node import FakeNode
from tests.web.reading import parse

NO_WORKBOOK = {"code": "workbook.unreadable", "zh": "不是工作簿", "en": "no workbook", "field": "file"}


async def test_a_file_is_checked_with_the_columns_of_its_source(visit: Visit, node: FakeNode) -> None:
    client = visit("petition_head")
    root = await page_of(client, "/import")
    token = root.one("form", action="/import").one("input", name="csrf").attributes["value"]
    files = {"file": ("信箱.xlsx", b"PK12", "application/zip")}
    data = {"csrf": token, "key": "key-0000001", "source": "mailbox"}
    answer = await client.post("/import", data=data, files=files)
    assert (answer.status_code, answer.headers["location"]) == (303, "/import/imp-1")
    (command,) = node.commands
    assert (command.key, command.body) == ("key-0000001", {"file": "信箱.xlsx:4", "source": "mailbox"})


async def test_what_is_wrong_with_the_file_is_told_at_the_form(visit: Visit, node: FakeNode) -> None:
    client = visit("petition_head")
    answer = await submit(client, "/import", {"source": "nobody"}, action="/import")
    assert answer.status_code == 422
    links = [link.attributes["href"] for link in parse(answer.text).one(class_="errors").all("a")]
    assert links == ["#f-file", "#f-source"]
    node.refuse["/imports"] = (422, [{"next_zh": "另存为 XLSX", "next_en": "", **NO_WORKBOOK}])
    token = parse(answer.text).one("meta", name="csrf").attributes["content"]
    data = {"csrf": token, "key": "key-0000002", "source": "mailbox"}
    refused = await client.post("/import", data=data, files={"file": ("a.xlsx", b"x", "application/zip")})
    node.refuse.clear()
    assert refused.status_code == 422
    assert not node.commands


async def test_the_report_names_every_line_and_starts_or_leaves(visit: Visit, node: FakeNode) -> None:
    client = visit("petition_head")
    text = (await page_of(client, "/import/imp-1")).one("main").text
    assert "D7 不是可识别的时间" in text
    assert "改为例如 2026-11-23 10:20" in text
    for act, place in (("start", "/import/imp-1?done=import_started"), ("cancellation", "/import?done=import_left")):
        answer = await submit(client, "/import/imp-1", {}, action=f"/import/imp-1/{act}")
        assert (answer.status_code, answer.headers["location"]) == (303, place)
        assert (node.commands[-1].path, node.commands[-1].body) == (f"/imports/imp-1/{act}", {"version": 3})
    rejected = await client.get("/import/imp-1/rejected")
    assert (rejected.content, rejected.headers["content-disposition"]) == (
        b"PK rejected",
        'attachment; filename="rejected.xlsx"',
    )


async def test_progress_stands_there_without_script_and_follows_with_it(visit: Visit) -> None:
    client = visit("petition_head")
    root = await page_of(client, "/import/imp-2")
    bar = root.one("progress").attributes
    assert (bar["value"], bar["max"]) == ("40", "100")
    assert root.one(id="progress").attributes["data-live"] == "/import/imp-2"
    assert [link.text for link in root.one(id="progress").all("a")] == ["刷新进度"]
    part = await client.get("/import/imp-2", headers={"X-Fragment": "progress"})
    assert "<html" not in part.text
    assert parse(part.text).one("progress").attributes["value"] == "40"
    assert not parse(part.text).all("form")


async def test_columns_are_saved_under_the_source(visit: Visit, node: FakeNode) -> None:
    values: dict[str, str | list[str]] = {"title": "信访局台账", "channel": "letter", "columns.place": "地点"}
    answer = await submit(visit("petition_head"), "/import/sources?source=mailbox", values, action="/import/sources")
    assert (answer.status_code, answer.headers["location"]) == (303, "/import?source=mailbox&done=source")
    (command,) = node.commands
    assert command.body["columns"] == {
        "title": "留言主题",
        "text": "留言详情",
        "received_at": "留言时间",
        "key": "留言编号",
        "place": "地点",
    }
    assert (command.body["channel"], command.body["title"]) == ("letter", "信访局台账")
