"""听证 without a browser: the panel typed line by line, each step one command, a secret matter preset as not public."""

from __future__ import annotations

from tests.web.conftest import Visit, page_of
from tests.web.fake_node import FakeNode
from tests.web.reading import parse
from zf_hall.pages.hearings import panel_of

HERE = "/petitions/pet-1/hearings"


def test_a_line_is_a_person_with_what_he_is() -> None:
    assert panel_of("温某，律师\n赵某（人大代表）\n\n钱某") == [
        {"name": "温某", "post": "律师"},
        {"name": "赵某", "post": "人大代表"},
        {"name": "钱某", "post": ""},
    ]


async def test_the_call_is_one_command(visit: Visit, node: FakeNode) -> None:
    client = visit("petition_head")
    form = (await page_of(client, f"{HERE}/new")).one("form", action=f"{HERE}/new")
    chosen = [one for one in form.all("input", name="public") if "checked" in one.attributes]
    assert [one.attributes["value"] for one in chosen] == ["no"]
    data = {one.attributes["name"]: one.attributes["value"] for one in form.all("input", type="hidden")}
    data |= {
        "applied_by": "petitioner", "application": "书面申请", "subject": "是否应当立案", "place": "听证室", "public": "no",
        "hearing_at": "2026-12-01T09:30", "panel": "温某，律师\n赵某\n钱某", "invited": "court",
    }  # fmt: skip
    assert (await client.post(f"{HERE}/new", data=data)).status_code == 303
    body = node.commands[0].body
    assert (body["public"], body["hearing_at"], body["invited"]) == (False, "2026-12-01T09:30:00+08:00", ["court"])
    assert body["panel"] == [
        {"name": "温某", "post": "律师"},
        {"name": "赵某", "post": ""},
        {"name": "钱某", "post": ""},
    ]
    wrong = await client.post(f"{HERE}/new", data={**data, "panel": ""})
    assert wrong.status_code == 422
    assert parse(wrong.text).one(id="f-subject").attributes["value"] == "是否应当立案"


async def test_the_record_and_the_publication_are_one_command_each(visit: Visit, node: FakeNode) -> None:
    client = visit("petition_head")
    for name, hearing, fields in (
        (
            "conclude",
            "hea-3",
            {"held_at": "2026-11-23T09:00", "present": "甲\n乙", "record": "笔录", "opinion": "意见"},
        ),
        ("publish", "hea-2", {"published_where": "网站", "announcement": "已采纳"}),
    ):
        page = f"{HERE}/{hearing}/{name}"
        form = (await page_of(client, page)).one("form", action=page)
        hidden = {one.attributes["name"]: one.attributes["value"] for one in form.all("input", type="hidden")}
        assert (await client.post(page, data={**hidden, **fields})).status_code == 303
    assert [one.path for one in node.commands] == ["/hearings/hea-3/conclusion", "/hearings/hea-2/publication"]
    assert node.commands[0].body["present"] == ["甲", "乙"]


async def test_whoever_may_not_review_sees_the_hearings_and_no_step(visit: Visit) -> None:
    root = await page_of(visit("handler"), HERE)
    assert "应当立案。" in root.one("main").text
    assert not [link for link in root.one("main").all("a") if "/hea-" in link.attributes["href"]]
