"""The agenda on pages: one press moves a topic, another takes one up, a form declines one with its reason."""

from __future__ import annotations

import pytest

from tests.web import fake_node
from tests.web.conftest import Visit, page_of, submit
from tests.web.fake_node import FakeNode
from tests.web.sample_meetings import HEAD, TOPIC, VIEW
from zf_hall.pages.meeting_agenda import moved

PAGE = "/meetings/meet-1/agenda"
SECOND = TOPIC.model_copy(update={"part_id": "topic:top-9", "topic_id": "top-9", "no": 2, "title": "第二个议题"})


def test_a_topic_moves_by_places_and_stays_at_the_ends() -> None:
    assert moved(["a", "b", "c"], "b", by=-1) == ["b", "a", "c"]
    assert moved(["a", "b", "c"], "b", by=1) == ["a", "c", "b"]
    assert moved(["a", "b", "c"], "a", by=-1) == ["a", "b", "c"]
    assert moved(["a", "b", "c"], "c", by=1) == ["a", "b", "c"]


async def test_one_press_sends_the_whole_new_order(
    visit: Visit, node: FakeNode, monkeypatch: pytest.MonkeyPatch
) -> None:
    two = VIEW.model_copy(update={"topics": (TOPIC, SECOND)})
    monkeypatch.setitem(fake_node.READS, "/meetings/{id}", lambda _request: two)
    client = visit("plc_coordinator")
    form = next(one for one in (await page_of(client, PAGE)).all("form") if one.attributes.get("action") == PAGE)
    sent: dict[str, list[str]] = {}
    for field in form.all("input"):
        sent.setdefault(field.attributes["name"], []).append(field.attributes["value"])
    answer = await client.post(PAGE, data=sent)
    assert answer.headers["location"] == f"{PAGE}?done=meeting_act"
    assert node.commands[-1].path == PAGE
    assert node.commands[-1].body == {"version": HEAD.version, "topics": ["top-9", "top-1"]}


async def test_a_proposed_topic_is_taken_up_or_declined(visit: Visit, node: FakeNode) -> None:
    client = visit("plc_coordinator")
    await submit(client, PAGE, {}, action=f"{PAGE}/top-2")
    assert node.commands[-1].path == f"{PAGE}/top-2"
    refusal = "/meetings/topics/top-2/refusal"
    empty = await submit(client, refusal, {"reason": ""}, action=refusal)
    assert empty.status_code == 422
    answer = await submit(client, refusal, {"reason": "不属于联席会议议事范围。"}, action=refusal)
    assert answer.headers["location"] == "/meetings?done=topic_declined"
    assert node.commands[-1].body == {"reason": "不属于联席会议议事范围。"}
    await page_of(client, "/meetings/topics/none/refusal", status=404)


async def test_the_agenda_of_a_meeting_that_is_over_is_not_there(
    visit: Visit, node: FakeNode, monkeypatch: pytest.MonkeyPatch
) -> None:
    over = VIEW.model_copy(update={"may": ()})
    monkeypatch.setitem(fake_node.READS, "/meetings/{id}", lambda _request: over)
    await page_of(visit("plc_coordinator"), PAGE, status=404)
