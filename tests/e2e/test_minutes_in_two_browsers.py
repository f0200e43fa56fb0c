"""Two people write the same section of the minutes in real browsers, a third from another node: no text is lost."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from playwright.async_api import Browser, Page

from tests.web.browser import NEEDS_BROWSER, launched
from tests.web.browser import until as ready
from zf_node.city import City
from zf_node.demo.desk import Json, Town, until
from zf_node.http_server import http_server
from zf_platform.stepping import leave_the_bus, take_messages

pytestmark = [pytest.mark.ui, pytest.mark.slow, NEEDS_BROWSER, pytest.mark.timeout(240)]
CONVENER, BESIDE, ELSEWHERE = "committee.coordinator", "committee.leader", "police.leader"
QUICK, SLOW, MERGED, FAR = (
    "快者写下的文字。",
    "慢者写下的文字。",
    "快者写下的文字。慢者写下的文字。",
    "公安写下的文字。",
)


@pytest.fixture(scope="module")
async def address(city: City) -> AsyncIterator[str]:
    """The city on a port of its own."""
    server = http_server(city.app, host="127.0.0.1", port=0)
    running = asyncio.ensure_future(server.serve())
    await ready(lambda: server.started, seconds=20)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    await running


@pytest.fixture(scope="module")
async def chromium() -> AsyncIterator[Browser]:
    async for browser in launched():
        yield browser


@asynccontextmanager
async def at_the_browser(chromium: Browser, town: Town, username: str, address: str) -> AsyncIterator[Page]:
    """Signed in as this person."""
    agency, session = username.split(".", 1)[0], (await town.desk(username).who()).session
    context = await chromium.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN")
    await context.add_cookies([{"name": "zf_session", "value": f"{agency}.{session}", "url": address}])
    try:
        yield await context.new_page()
    finally:
        await context.close()


async def in_session(town: Town) -> tuple[str, str]:
    """A meeting of committee and police that has begun, with one topic."""
    desk = town.desk(CONVENER)
    topic = {"convener": "committee", "type": "evidence_standard", "title": "两人同时起草", "question": "？"}
    topic_id = str((await desk.post("liaison", "/meetings/topics", topic))["topic_id"])
    starts = (town.clock.now() + timedelta(days=9)).isoformat()
    plan = {
        "title": "两人同时起草的会议",
        "starts_at": starts,
        "place": "三楼",
        "required": ["police"],
        "topics": [topic_id],
    }
    meeting_id = _id(await desk.post("liaison", "/meetings", plan))
    for step in ("convene", "open"):
        version = _head(await desk.get("liaison", f"/meetings/{meeting_id}"))["version"]
        await desk.post("liaison", f"/meetings/{meeting_id}/step", {"step": step, "version": version})
    await _until_police(town, meeting_id)
    return meeting_id, topic_id


@asynccontextmanager
async def out_of_hearing(city: City, agency: str) -> AsyncIterator[None]:
    """Its node hears nothing of the others for a while; what it says still goes out."""
    liaison = city.services[agency, "liaison"]
    await leave_the_bus(liaison)
    try:
        yield
    finally:
        await take_messages(liaison)


async def written(page: Page, text: str) -> None:
    await page.fill("#f-text", text)
    async with page.expect_navigation():
        await page.click("form.form button[type=submit]")


async def shows(page: Page, text: str) -> None:
    """By itself, without a reload: the page follows the meeting."""
    async with asyncio.timeout(30):
        while text not in await page.inner_text("main"):
            await page.wait_for_timeout(100)


async def test_what_two_write_at_once_is_all_there(city: City, town: Town, chromium: Browser, address: str) -> None:
    meeting_id, topic_id = await in_session(town)
    room = f"{address}/meetings/{meeting_id}"
    form = f"{room}/acts/minutes?of={topic_id}"
    async with (
        at_the_browser(chromium, town, CONVENER, address) as quick,
        at_the_browser(chromium, town, BESIDE, address) as slow,
        at_the_browser(chromium, town, ELSEWHERE, address) as far,
        at_the_browser(chromium, town, ELSEWHERE, address) as onlooker,
    ):
        await onlooker.goto(room)
        for page in (quick, slow):
            await page.goto(form)
        await written(quick, QUICK)
        await shows(onlooker, QUICK)
        await far.goto(form)
        await written(slow, SLOW)
        assert QUICK in await slow.inner_text("main"), "the slower sees what was written meanwhile"
        assert await slow.input_value("#f-text") == SLOW, "and still has the own text in the form"
        async with out_of_hearing(city, "police"):
            await written(slow, MERGED)
            assert slow.url.startswith(f"{room}?done=")
            await written(far, FAR)
            assert far.url.startswith(f"{room}?done=")
            await shows(slow, FAR)
        await shows(onlooker, MERGED)
        await shows(onlooker, FAR)
        assert await _beside(town, meeting_id) == [FAR], "who had not seen it has not merged it"
        await slow.goto(form)
        assert FAR in await slow.inner_text("main"), "the form shows what is to be taken in"
        await written(slow, MERGED + FAR)
        await shows(onlooker, MERGED + FAR)
    assert await _beside(town, meeting_id) == []
    assert await _texts(town, meeting_id, topic_id) == [MERGED + FAR, MERGED, QUICK]


async def _beside(town: Town, meeting_id: str) -> list[object]:
    """Texts that wait to be merged."""
    found = (await town.desk(CONVENER).get("liaison", f"/meetings/{meeting_id}"))["parallels"]
    assert isinstance(found, list)
    return [one["text"] for one in found]


async def _texts(town: Town, meeting_id: str, topic_id: str) -> list[object]:
    """Every text the section ever had, newest first."""
    found: object = await town.desk(CONVENER).get("liaison", f"/meetings/{meeting_id}/minutes", topic_id=topic_id)
    assert isinstance(found, list)
    return [one["section"]["text"] for one in found]


async def _until_police(town: Town, meeting_id: str) -> None:
    async def there() -> Json | None:
        lines = (await town.desk(ELSEWHERE).get("liaison", "/meetings"))["items"]
        assert isinstance(lines, list)
        found = [one for one in lines if one["meeting_id"] == meeting_id and one["state"] == "in_session"]
        return found[0] if found else None

    await until(there, what="会议开始到达公安")


def _head(view: Json) -> Json:
    head = view["head"]
    assert isinstance(head, dict)
    return head


def _id(view: Json) -> str:
    return str(_head(view)["meeting_id"])
