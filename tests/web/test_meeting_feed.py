"""The living part of a meeting by server-sent events: one poller for all who look, everybody with his own pass."""

from __future__ import annotations

import asyncio

import pytest
from fastapi import FastAPI

from tests.web import fake_node
from tests.web.conftest import Visit
from tests.web.fake_node import FakeNode
from tests.web.sample_meetings import VIEW
from zf_hall.clients import ServiceDown, ServiceRefused
from zf_hall.meeting_feed import MeetingFeed
from zf_hall.pages import meetings

STREAM = "/meetings/meet-1/stream"
VIEWERS = 50


class Pass:
    """One viewer's way to ask; `gone` has signed out."""

    def __init__(self, marks: list[str], *, gone: bool = False) -> None:
        self.marks = marks
        self.gone = gone
        self.asked = 0

    async def __call__(self) -> str:
        self.asked += 1
        if self.gone:
            raise ServiceRefused(401, ())
        return self.marks[0]


@pytest.fixture
def feed() -> MeetingFeed:
    return MeetingFeed(poll=0.02)


async def heard(feed: MeetingFeed, look: Pass, *, times: int) -> list[str]:
    found: list[str] = []
    stream = feed.follow("police", "meet-1", look)
    async for mark in stream:
        found.append(mark)
        if len(found) == times:
            break
    await stream.aclose()  # type: ignore[attr-defined]
    return found


async def test_many_viewers_cost_one_poller_and_nobody_looks_none(feed: MeetingFeed) -> None:
    marks = ["a"]
    passes = [Pass(marks) for _ in range(VIEWERS)]
    watching = [asyncio.ensure_future(heard(feed, one, times=5)) for one in passes]
    await asyncio.sleep(0.05)
    assert feed.viewers("police", "meet-1") == VIEWERS
    marks[0] = "b"
    found = await asyncio.wait_for(asyncio.gather(*watching), 5)
    assert all(one[-1] == "b" for one in found)
    assert sum(one.asked for one in passes) <= 8, "the number of looks does not depend on the number of viewers"
    assert feed.viewers("police", "meet-1") == 0
    settled = sum(one.asked for one in passes)
    await asyncio.sleep(0.1)
    assert sum(one.asked for one in passes) <= settled + 1
    assert feed._lines == {}


async def test_who_has_signed_out_does_not_stop_the_others(feed: MeetingFeed) -> None:
    first, gone = Pass(["a"]), Pass(["a"], gone=True)
    waiting = [asyncio.ensure_future(heard(feed, one, times=3)) for one in (first, gone)]
    assert await asyncio.wait_for(asyncio.gather(*waiting), 5) == [["a"] * 3] * 2
    assert first.asked >= 3


async def test_a_silent_node_is_told_as_an_empty_mark(feed: MeetingFeed) -> None:
    async def away() -> str:
        raise ServiceDown("police", "liaison")

    stream = feed.follow("police", "meet-1", away)
    assert await asyncio.wait_for(anext(stream), 5) == ""
    await stream.aclose()  # type: ignore[attr-defined]


@pytest.fixture
def quick(hall: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hall.state.hall.meetings, "_poll", 0.02)
    monkeypatch.setattr(meetings, "LOOKS", 4)


@pytest.mark.usefixtures("quick")
async def test_the_stream_sends_the_board_once_and_then_that_it_is_alive(visit: Visit, node: FakeNode) -> None:
    answer = await visit("bureau_leader").get(STREAM)
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert (answer.text.count("event: board"), answer.text.count("event: tick")) == (1, 4)
    assert "未达到会要求" not in answer.text
    assert node.meetings.mark_reads <= 5
    assert (await visit().get(STREAM)).status_code == 303


@pytest.mark.usefixtures("quick")
async def test_news_reach_every_viewer_with_one_question_of_all(
    visit: Visit, node: FakeNode, monkeypatch: pytest.MonkeyPatch
) -> None:
    node.meetings.news_at = 2
    changed = VIEW.model_copy(update={"quorum": False})
    view = {False: VIEW, True: changed}
    monkeypatch.setitem(fake_node.READS, "/meetings/{id}", lambda _request: view[node.meetings.changed])
    answers = await asyncio.gather(*(visit("bureau_leader").get(STREAM) for _ in range(10)))
    for answer in answers:
        assert answer.text.count("event: board") == 2
        assert "未达到会要求" in answer.text
    assert node.meetings.mark_reads <= 8
