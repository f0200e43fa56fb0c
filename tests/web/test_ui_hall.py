"""The hall in a browser: F4 and Shift+F4 without a mouse, the screen that follows by itself and comes back after a break."""

from __future__ import annotations

import asyncio
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Browser

from tests.web import sample_hall
from tests.web.browser import NEEDS_BROWSER, Served, serving, until, window
from tests.web.fake_node import FakeNode

pytestmark = [pytest.mark.ui, NEEDS_BROWSER, pytest.mark.timeout(180)]


async def test_a_visit_by_keys_alone(chromium: Browser, served: Served) -> None:
    node = served.node
    node.commands.clear()
    node.hall.counter = sample_hall.FREE
    async with window(chromium, served, role="receiver") as seen:
        await seen.open("/hall/counter")
        for state, key, path in (
            (sample_hall.CALLED, "F4", "/hall/desks/desk-3/calls"),
            (sample_hall.CALLED, "Shift+F4", "/hall/tickets/tic-1/recall"),
            (sample_hall.SERVING, "F8", "/hall/tickets/tic-1/serving"),
            (sample_hall.FREE, "F8", "/hall/tickets/tic-1/completion"),
        ):
            expected = len(node.commands) + 1
            node.hall.counter = state
            async with seen.page.expect_navigation():
                await seen.page.keyboard.press(key)
            assert len(node.commands) == expected, f"{key} is one command"
            assert node.commands[-1].path == path
        assert seen.complaints == []


async def test_keys_can_be_switched_off(chromium: Browser, served: Served) -> None:
    served.node.hall.counter = sample_hall.FREE
    async with window(chromium, served, role="receiver") as seen:
        await seen.context.add_cookies([{"name": "zf_keys", "value": "off", "url": served.url}])
        await seen.open("/hall/counter")
        before = len(served.node.commands)
        await seen.page.keyboard.press("F4")
        await seen.page.wait_for_timeout(300)
        assert len(served.node.commands) == before


async def test_the_machine_works_without_scripts(chromium: Browser, served: Served) -> None:
    async with window(chromium, served, role="hall_kiosk", scripts=False) as seen:
        await seen.open("/hall/tickets")
        sizes = [await one.bounding_box() for one in await seen.page.locator("a.tile").all()]
        assert all(box and box["height"] >= 60 and box["width"] >= 60 for box in sizes)
        await seen.page.click("a.tile >> nth=1")
        await seen.page.click("button.tile >> nth=0")
        assert seen.path.startswith("/hall/slip/committee/")
        assert await seen.page.locator(".slip svg.qr").count() == 1


async def test_the_slip_fits_paper_of_80_mm(chromium: Browser, served: Served) -> None:
    async with window(chromium, served) as seen:
        await seen.open(f"/hall/slip/committee/{sample_hall.SLIP_CODE}")
        paper = await seen.page.pdf(prefer_css_page_size=True)
        assert paper.count(b"/Type /Page\n") == 1 or paper.count(b"/Type /Page ") == 1
        box = next(line for line in paper.split(b"\n") if b"/MediaBox" in line)
        width = float(box.split(b"[")[1].split(b"]")[0].split()[2])
        assert abs(width - 80 / 25.4 * 72) < 2


async def test_the_screen_follows_and_comes_back(chromium: Browser) -> None:
    node = FakeNode()
    with serving(node) as served:
        port = urlsplit(served.url).port
        assert port is not None
        async with window(chromium, served, width=1920, height=1080) as seen:
            await seen.open("/hall/screen")
            size = await seen.page.evaluate(
                "parseFloat(getComputedStyle(document.querySelector('.board-last b')).fontSize)"
            )
            assert size >= 96
            assert await seen.page.evaluate("document.documentElement.scrollHeight <= innerHeight")
            node.hall.screen = sample_hall.SCREEN.model_copy(update={"calls": sample_hall.CALLS[1:]})
            await seen.eventually("document.querySelector('.board-number').textContent === 'A006'")
            await asyncio.get_running_loop().run_in_executor(None, served.stop)
            await seen.eventually("!document.querySelector('[data-lost]').hidden")
            node.hall.screen = sample_hall.SCREEN.model_copy(update={"calls": sample_hall.CALLS[2:]})
            with serving(node, port=port):
                await seen.eventually("document.querySelector('.board-number').textContent === 'D004'")
                assert await seen.page.evaluate("document.querySelector('[data-lost]').hidden")
                await until(lambda: node.hall.screen_reads > 0)
            assert [text for text in seen.complaints if "Failed to load" not in text and "ERR_" not in text] == []
