"""来函请求 without a browser: a home visit is answered on its page, what needs no answer has no form."""

from __future__ import annotations

from tests.web.conftest import Visit, page_of
from tests.web.fake_node import FakeNode

HERE = "/statements"


async def test_the_list_says_what_waits_for_an_answer(visit: Visit) -> None:
    rows = (await page_of(visit("petition_head"), HERE)).one("tbody").all("tr")
    assert "待答复" in rows[0].text
    assert "供阅" in rows[1].text
    assert "已取消" in rows[1].text
    assert "已同意" in rows[2].text


async def test_a_home_visit_is_answered_with_one_command(visit: Visit, node: FakeNode) -> None:
    client = visit("petition_head")
    root = await page_of(client, f"{HERE}/msg-1")
    assert "先听后谈。" in root.one("main").text
    assert "患有重病" in root.one("main").text
    form = root.one("form", action=f"{HERE}/msg-1")
    assert [one.attributes["value"] for one in form.all("input", name="outcome")] == ["agreed", "declined"]
    hidden = {one.attributes["name"]: one.attributes["value"] for one in form.all("input", type="hidden")}
    data = {**hidden, "outcome": "agreed", "text": "派出所王某参加。"}
    assert (await client.post(f"{HERE}/msg-1", data=data)).status_code == 303
    assert [(one.path, dict(one.body)) for one in node.commands] == [
        ("/joint/statements/msg-1/answer", {"outcome": "agreed", "text": "派出所王某参加。"})
    ]
    assert (await client.post(f"{HERE}/msg-1", data=hidden)).status_code == 422


async def test_what_was_agreed_can_be_done_and_a_notice_has_no_form(visit: Visit) -> None:
    client = visit("petition_head")
    agreed = (await page_of(client, f"{HERE}/msg-3")).one("form", action=f"{HERE}/msg-3")
    assert [one.attributes["value"] for one in agreed.all("input", name="outcome")] == ["done"]
    notice = await page_of(client, f"{HERE}/msg-2")
    assert not [one for one in notice.all("form") if one.attributes.get("action") == f"{HERE}/msg-2"]
