"""A real browser before the hall on a port: the system's Chromium, driven by Playwright; skipped where there is none."""

from __future__ import annotations

import asyncio
import shutil
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass

import pytest
import uvicorn
from playwright.async_api import Browser, BrowserContext, Page, async_playwright

from tests.web.fake_node import FakeNode
from tests.web.hall import make_hall
from tests.web.people import BY_ROLE
from zf_hall.feed import ScreenFeed

ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
NEEDS_BROWSER = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium found: install the package chromium")


@dataclass
class Served:
    """The hall on a port, and the fake node behind it."""

    url: str
    node: FakeNode
    feed: ScreenFeed
    stop: Callable[[], None]


def serve() -> Iterator[Served]:
    with serving(FakeNode()) as served:
        yield served


@contextmanager
def serving(node: FakeNode, *, port: int = 0) -> Iterator[Served]:
    """The hall before this node, on a port of its own or on the one named."""
    hall = make_hall(node, demo=True)
    server = uvicorn.Server(uvicorn.Config(hall, port=port, log_level="warning", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.05)
        assert thread.is_alive(), "the hall did not start"
    found = server.servers[0].sockets[0].getsockname()[1]

    def stop() -> None:
        server.should_exit = True
        thread.join(10)

    yield Served(f"http://127.0.0.1:{found}", node, hall.state.hall.screens, stop)
    stop()


async def launched() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield browser
        await browser.close()


@dataclass
class Window:
    """One visitor's browser window. `complaints` are console messages: a broken policy shows there."""

    context: BrowserContext
    page: Page
    base: str
    complaints: list[str]

    async def open(self, path: str) -> None:
        answer = await self.page.goto(self.base + path)
        assert answer is not None

    async def focused(self) -> str:
        return str(await self.page.evaluate("document.activeElement.id || document.activeElement.dataset.row || ''"))

    async def eventually(self, expression: str, *, seconds: float = 20.0) -> None:
        """Wait until this holds on the page. Playwright's own waiting needs `eval`, which the policy forbids."""
        async with asyncio.timeout(seconds):
            while not await self.page.evaluate(expression):
                await self.page.wait_for_timeout(100)

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.base)


@asynccontextmanager
async def window(
    browser: Browser,
    served: Served,
    *,
    role: str = "",
    lang: str = "zh",
    size: str = "normal",
    width: int = 1366,
    height: int = 768,
    scripts: bool = True,
) -> AsyncIterator[Window]:
    context = await browser.new_context(
        viewport={"width": width, "height": height}, locale="zh-CN", java_script_enabled=scripts
    )
    cookies = {"zf_lang": lang, "zf_size": size}
    if role:
        cookies["zf_session"] = f"{BY_ROLE[role].agency}.{BY_ROLE[role].session}"
    await context.add_cookies([{"name": name, "value": value, "url": served.url} for name, value in cookies.items()])
    page = await context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    try:
        yield Window(context, page, served.url, complaints)
    finally:
        await context.close()


async def until(condition: object, *, seconds: float = 5.0) -> None:
    """Wait for a condition of the test's own process, such as a command recorded by the fake node."""
    assert callable(condition)
    for _ in range(int(seconds / 0.05)):
        if condition():
            return
        await asyncio.sleep(0.05)
    raise AssertionError("it did not happen in time")
