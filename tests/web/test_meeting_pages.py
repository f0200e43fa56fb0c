"""Joint meetings on pages: what a form becomes, what stays after a refusal, and the living part of the page."""

from __future__ import annotations

import pytest

from tests.web import fake_node
from tests.web.conftest import Visit, page_of, submit
from tests.web.fake_node import FakeNode
from tests.web.reading import parse
from tests.web.sample_meetings import VIEW

ONE = "/meetings/meet-1"
FASTER = {
    "code": "meeting.section_changed",
    "zh": "孙立国刚刚修改了这一节。",
    "en": "Somebody was faster.",
    "next_zh": "",
    "next_en": "",
    "field": "text",
}
INSTRUCTION = {
    "code": "meeting.instruction_on_outcome",
    "zh": "联席会议不得决定具体案件的处理结果。",
    "en": "A meeting must not decide the outcome.",
    "next_zh": "只写程序和一般问题。",
    "next_en": "",
    "field": "about",
}


async def test_the_page_shows_quorum_seats_warning_texts_and_duties(visit: Visit) -> None:
    text = (await page_of(visit("plc_coordinator"), ONE)).one("main").text
    for shown in ("已达到会要求", "逾期未答复", "本议题涉及在办案件", "另一份文字，待合并", "制定价格认定材料清单"):
        assert shown in text
    assert "云政法联席纪〔2026〕1号" in text


async def test_minutes_that_were_not_distributed_are_said_to_be_so_and_not_shown(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = {"withheld": True, "sections": (), "opinions": (), "parallels": ()}
    withheld = VIEW.model_copy(update=bare)
    monkeypatch.setitem(fake_node.READS, "/meetings/{id}", lambda _request: withheld)
    text = (await page_of(visit("plc_coordinator"), ONE)).one("main").text
    assert "本次会议纪要为秘密，未发至本机关。" in text
    assert "制定价格认定材料清单" in text
    assert "纪要综合部分" not in text
    monkeypatch.undo()
    assert "未发至本机关" not in (await page_of(visit("plc_coordinator"), ONE)).one("main").text


async def test_a_plan_and_a_step_become_commands(visit: Visit, node: FakeNode) -> None:
    client = visit("plc_coordinator")
    plan: dict[str, str | list[str]] = {
        "title": "证据标准会议",
        "starts_at": "2026-12-08T09:00",
        "place": "三楼",
        "required": ["police", "court"],
    }
    answer = await submit(client, "/meetings/new", plan, action="/meetings/new")
    assert answer.headers["location"].startswith("/meetings/meet-1?done=")
    assert node.commands[-1].body["required"] == ["police", "court"]
    assert node.commands[-1].body["starts_at"] == "2026-12-08T09:00:00+08:00"
    step = f"{ONE}/acts/step?of=end"
    await submit(client, step, {"step": "end"}, action=step)
    assert (node.commands[-1].path, node.commands[-1].body["version"]) == (f"{ONE}/step", VIEW.head.version)
    await submit(client, ONE, {}, action=f"{ONE}/attendance")
    assert node.commands[-1].path == f"{ONE}/attendance"


async def test_who_was_slower_with_the_minutes_sees_both_texts(visit: Visit, node: FakeNode) -> None:
    node.refuse[f"{ONE}/minutes"] = (409, [FASTER])
    page = f"{ONE}/acts/minutes?of=top-1"
    answer = await submit(
        visit("plc_coordinator"), page, {"topic_id": "top-1", "text": "我的文字", "base": "1"}, action=page
    )
    assert answer.status_code == 422
    root = parse(answer.text)
    assert root.one("textarea").text.strip() == "我的文字"
    assert "各家同意。" in root.one("main").text
    base = next(field for field in root.all("input") if field.attributes.get("name") == "base")
    assert base.attributes["value"] == "2"


async def test_an_instruction_on_a_case_is_shown_at_its_field(visit: Visit, node: FakeNode) -> None:
    node.refuse[f"{ONE}/resolutions"] = (422, [INSTRUCTION])
    draft: dict[str, str | list[str]] = {
        "agency": "police",
        "deliverable": "对张某不起诉",
        "due": "2026-12-30",
        "acceptance": "x",
        "about": "outcome",
    }
    page = f"{ONE}/acts/resolution?of=top-1"
    answer = await submit(visit("plc_coordinator"), page, draft, action=page)
    assert answer.status_code == 422
    assert "联席会议不得决定具体案件的处理结果" in answer.text


async def test_the_calendar_comes_along_and_there_is_one_way_to_print(visit: Visit) -> None:
    client = visit("bureau_leader")
    calendar = await client.get(f"{ONE}/calendar")
    assert calendar.text.startswith("BEGIN:VCALENDAR")
    assert calendar.headers["content-type"].startswith("text/calendar")
    assert [one.text for one in (await page_of(client, ONE)).all("a") if "打印" in one.text] == ["排版打印"]
    await page_of(client, f"{ONE}/acts/moon", status=404)


async def test_a_text_beside_the_minutes_is_shown_and_named_as_merged(visit: Visit, node: FakeNode) -> None:
    """Only what stands in the form is merged: what comes meanwhile is not."""
    page = f"{ONE}/acts/minutes"
    client = visit("plc_coordinator")
    assert "另一段。" in (await page_of(client, page)).one("main").text
    await submit(client, page, {"text": "总的一段，另一段。"}, action=page)
    assert node.commands[-1].body["merges"] == ["parallel:1"]
    of_a_topic = f"{page}?of=top-1"
    await submit(client, of_a_topic, {"text": "各家同意。"}, action=of_a_topic)
    assert node.commands[-1].body["merges"] == []
