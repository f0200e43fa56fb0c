"""督办 and 监督文书 at the desk: a form becomes the command of its act, why not is shown, the file goes first."""

from __future__ import annotations

from tests.web.conftest import Visit, page_of
from tests.web.fake_node import FakeNode
from tests.web.reading import Element


async def test_issuing_a_task_sends_what_the_form_says(visit: Visit, node: FakeNode) -> None:
    client = visit("plc_coordinator")
    page = await page_of(client, "/tasks/new")
    sent = {
        "csrf": _csrf(page), "key": "key-12345678", "assignee": "police", "level": "listed", "source": "petition",
        "title": "督办一起信访积案", "demand": "查清扣押物品去向", "standard": "物品返还", "due": "2026-12-23",
        "leader": "常书记", "look_back": "yes",
    }  # fmt: skip
    answer = await client.post("/tasks/new", data=sent)
    assert (answer.status_code, answer.headers["location"]) == (303, "/tasks/task-1?done=told")
    command = node.commands[-1]
    assert (command.path, command.key, command.body["look_back"], command.body["due"]) == (
        "/tasks", "key-12345678", True, "2026-12-23",
    )  # fmt: skip


async def test_a_form_with_a_gap_keeps_what_was_typed_and_sends_nothing(visit: Visit, node: FakeNode) -> None:
    client = visit("plc_coordinator")
    page = await page_of(client, "/tasks/new")
    answer = await client.post("/tasks/new", data={"csrf": _csrf(page), "title": "只有标题", "due": "不是日期"})
    assert answer.status_code == 422
    assert "只有标题" in answer.text
    assert "报告期限须为真实日期" in answer.text
    assert node.commands == []


async def test_an_act_asks_for_what_it_needs_and_says_why_another_is_not_possible(visit: Visit) -> None:
    client = visit("legal_reviewer")
    asked = await page_of(client, "/tasks/task-1/acts/request_extension")
    assert {field.attributes["name"] for field in asked.all("textarea")} == {"text"}
    assert "until" in {field.attributes.get("name") for field in asked.all("input")}
    not_ours = (await client.get("/tasks/task-1/acts/verify")).text
    assert "这一步由发出机关办理。" in not_ours
    assert "<textarea" not in not_ours
    assert (await client.get("/tasks/task-1/acts/no_such_act")).status_code == 303
    listed = (await client.get("/tasks/task-1")).text
    assert "刑事侦查支队" in (await page_of(client, "/tasks/task-1")).one("main").text
    assert "/tasks/task-1/acts/report" in listed
    assert "/tasks/task-1/acts/verify" not in listed


async def test_a_reply_goes_out_with_its_evidence(visit: Visit, node: FakeNode) -> None:
    client = visit("legal_reviewer")
    page = await page_of(client, "/notices/notice-1/acts/reply")
    answer = await client.post(
        "/notices/notice-1/acts/reply",
        data={"csrf": _csrf(page), "version": "3", "text": "已纠正", "files": "file-1", "file_title": "决定书"},
        files={"file": ("a.pdf", b"%PDF-1.4", "application/pdf")},
    )
    assert answer.headers["location"] == "/notices/notice-1?done=told"
    uploaded, acted = node.commands[-2:]
    assert (uploaded.path, uploaded.body["title"]) == ("/notices/notice-1/files", "决定书")
    assert (acted.body["act"], acted.body["files"], acted.body["version"]) == ("reply", ["file-1", "file-2"], 3)


async def test_a_late_reply_asks_for_its_reason_and_sends_it(visit: Visit, node: FakeNode) -> None:
    client = visit("legal_reviewer")
    in_time = await page_of(client, "/notices/notice-1/acts/reply")
    assert {field.attributes["name"] for field in in_time.all("textarea")} == {"text"}
    page = await page_of(client, "/notices/notice-1/acts/reply_late")
    assert {field.attributes["name"] for field in page.all("textarea")} == {"text", "late_reason"}
    sent = {"csrf": _csrf(page), "version": "3", "text": "已纠正", "late_reason": "案卷在鉴定机构"}
    answer = await client.post("/notices/notice-1/acts/reply_late", data=sent)
    assert answer.headers["location"] == "/notices/notice-1?done=told"
    body = node.commands[-1].body
    assert (body["act"], body["text"], body["late_reason"]) == ("reply_late", "已纠正", "案卷在鉴定机构")
    assert "逾期原因 案卷在鉴定机构" in (await page_of(client, "/notices/notice-1")).one("main").text


async def test_the_kind_comes_before_the_form_of_a_document(visit: Visit, node: FakeNode) -> None:
    client = visit("prosecutor")
    first = await page_of(client, "/notices/new")
    assert [link.attributes["href"] for link in first.all("a") if "kind=" in link.attributes.get("href", "")] == [
        "/notices/new?kind=correction_notice"
    ]
    page = await page_of(client, "/notices/new?kind=correction_notice")
    sent = {
        "csrf": _csrf(page), "kind": "correction_notice", "addressee": "police", "title": "超期羁押", "facts": "事实",
        "demand": "纠正", "basis": "刑事诉讼法第九十一条", "due": "",
    }  # fmt: skip
    answer = await client.post("/notices/new", data=sent)
    assert answer.headers["location"] == "/notices/notice-1?done=drafted"
    assert "due" not in node.commands[-1].body or node.commands[-1].body["due"] is None


async def test_the_own_officer_is_changed_by_form_and_a_click_tries_the_line(visit: Visit, node: FakeNode) -> None:
    client = visit("legal_reviewer")
    page = await page_of(client, "/directory/off-1")
    sent = {
        "csrf": _csrf(page), "version": "2", "unit": "legal", "post": "officer", "name": "沈文静", "phone": "000-0000-1101",
        "term_from": "2026-01-01", "absent_from": "", "absent_until": "", "substitute": "", "ended": "yes",
    }  # fmt: skip
    answer = await client.post("/directory/off-1", data=sent)
    assert answer.headers["location"] == "/directory?done=told"
    assert (node.commands[-1].path, node.commands[-1].body["ended"]) == ("/liaison-officers/off-1", True)
    assert (await client.get("/directory/off-of-others")).status_code == 404
    operator = visit("operator")
    state = await page_of(operator, "/ops")
    action = next(form.attributes["action"] for form in state.all("form") if "tests" in form.attributes["action"])
    assert (await operator.post(action, data={"csrf": _csrf(state)})).headers["location"] == "/ledger/msg-test"


def _csrf(page: Element) -> str:
    return next(field.attributes["value"] for field in page.all("input") if field.attributes.get("name") == "csrf")
