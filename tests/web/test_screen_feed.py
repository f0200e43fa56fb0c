"""The calling screen by server-sent events: one poller for all viewers, changes at once, a beat in between, an end to it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import httpx
import pytest

from tests.web import sample_hall
from tests.web.browser import Served
from tests.web.fake_node import FakeNode
from zf_hall.clients import NodeClients
from zf_hall.feed import ScreenFeed, Snapshot
from zf_platform.clock import SystemClock

STREAM = "/hall/screen/committee/stream"
VIEWERS = 300


@pytest.fixture
async def feed(node: FakeNode) -> AsyncIterator[ScreenFeed]:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=node.app())) as http:
        yield ScreenFeed(NodeClients(http), clock=SystemClock(), poll=0.02, beat=0.2)


def called(number: str) -> object:
    calls = (sample_hall.CALLS[0].model_copy(update={"number": number}), *sample_hall.CALLS[:4])
    return sample_hall.SCREEN.model_copy(update={"calls": calls})


async def following(feed: ScreenFeed, seen: list[Snapshot], *, until: int) -> None:
    stream = feed.follow("committee")
    async for snapshot in stream:
        seen.append(snapshot)
        if snapshot.version >= until:
            break
    await stream.aclose()  # type: ignore[attr-defined]


async def test_three_hundred_viewers_cost_one_poller(feed: ScreenFeed, node: FakeNode) -> None:
    seen: list[list[Snapshot]] = [[] for _ in range(VIEWERS)]
    watching = [asyncio.ensure_future(following(feed, one, until=2)) for one in seen]
    await asyncio.sleep(0.3)
    assert feed.viewers("committee") == VIEWERS
    reads = node.hall.screen_reads
    node.hall.screen = sample_hall.SCREEN.model_copy(update={"calls": sample_hall.CALLS[1:]})
    await asyncio.wait_for(asyncio.gather(*watching), 5)
    assert all(one[-1].version == 2 for one in seen), "every viewer heard of the change"
    assert all(len({snapshot.version for snapshot in one}) == 2 for one in seen)
    assert reads <= 40, "the number of reads does not depend on the number of viewers"
    assert feed.viewers("committee") == 0
    settled = node.hall.screen_reads
    await asyncio.sleep(0.2)
    assert node.hall.screen_reads <= settled + 1, "nobody watches, nobody asks"


async def test_a_quiet_hall_still_beats_and_a_silent_intake_keeps_its_time(feed: ScreenFeed, node: FakeNode) -> None:
    stream = feed.follow("committee")
    first = await anext(stream)
    beat = await anext(stream)
    while beat.at == first.at:
        beat = await anext(stream)
    assert beat.version == first.version
    assert first.at is not None
    node.away.add("intake")
    await asyncio.sleep(0.1)
    lost = await anext(stream)
    later = await anext(stream)
    assert (lost.version, later.at) == (first.version, lost.at), "the time of the last answer stands still"
    node.away.clear()
    node.hall.screen = sample_hall.SCREEN.model_copy(update={"calls": ()})
    while (heard := await anext(stream)).version == first.version:
        continue
    assert heard.view is not None
    assert heard.view.calls == ()
    await stream.aclose()  # type: ignore[attr-defined]


async def test_the_text_is_made_once_for_all(feed: ScreenFeed) -> None:
    snapshot = await feed.look("committee")
    made = [snapshot.rendered("zh", lambda: "text") for _ in range(3)]
    assert made == ["text"] * 3
    assert snapshot.rendered("zh", lambda: "other") == "text"


async def test_streams_over_a_real_server_begin_with_the_board_and_end_with_the_viewer(served: Served) -> None:
    """300 plain connections to the hall on a port: what they cost, and that nothing is left when they go."""
    before = served.node.hall.screen_reads
    began = time.process_time()
    readers = await asyncio.gather(*(_connected(served.url) for _ in range(VIEWERS)))
    boards = await asyncio.wait_for(asyncio.gather(*(_event(reader, "board") for reader, _ in readers)), 20)
    assert all("B012" in board for board in boards)
    served.node.hall.screen = sample_hall.SCREEN.model_copy(update={"calls": sample_hall.CALLS[1:]})
    changed = await asyncio.wait_for(asyncio.gather(*(_event(reader, "board") for reader, _ in readers)), 20)
    cost = time.process_time() - began
    assert all("A006" in board for board in changed)
    assert served.node.hall.screen_reads - before <= 25
    for _, writer in readers:
        writer.close()
    print(f"\n{VIEWERS} viewers: {cost:.2f} s CPU for connecting, first board and one change, both ends in one process")
    for _ in range(100):
        if served.feed.viewers("committee") == 0:
            break
        await asyncio.sleep(0.1)
    assert served.feed.viewers("committee") == 0
    served.node.hall.screen = sample_hall.SCREEN


async def _connected(url: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    place = urlsplit(url)
    reader, writer = await asyncio.open_connection(place.hostname, place.port)
    writer.write(f"GET {STREAM} HTTP/1.1\r\nHost: {place.netloc}\r\nAccept: text/event-stream\r\n\r\n".encode())
    await writer.drain()
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    assert " 200 " in head.splitlines()[0]
    assert "text/event-stream" in head
    assert "content-security-policy" in head.lower()
    return reader, writer


async def _event(reader: asyncio.StreamReader, name: str) -> str:
    """The next event of this name, as it came."""
    while True:
        text = (await reader.readuntil(b"\n\n")).decode()
        if f"event: {name}\n" in text:
            return text
