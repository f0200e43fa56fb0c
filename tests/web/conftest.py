"""Fixtures of the front end's tests: a fake node, the hall before it, and visitors who are signed in."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator

import httpx
import pytest
from fastapi import FastAPI
from playwright.async_api import Browser

from tests.web.browser import Served, launched, serve
from tests.web.fake_node import FakeNode
from tests.web.hall import make_hall
from tests.web.people import BY_ROLE
from tests.web.reading import Element, parse

Visit = Callable[..., httpx.AsyncClient]


@pytest.fixture(scope="session")
def built() -> tuple[FakeNode, FastAPI]:
    """Built once: compiling all templates costs more than all the tests of one page."""
    node = FakeNode()
    return node, make_hall(node)


@pytest.fixture
def node(built: tuple[FakeNode, FastAPI]) -> FakeNode:
    """The shared fake node as if fresh; the hall before it forgets what the screens showed."""
    node, hall = built
    node.__init__()  # type: ignore[misc]
    hall.state.hall.screens._lines.clear()
    hall.state.hall.meetings._lines.clear()
    return node


@pytest.fixture
def hall(built: tuple[FakeNode, FastAPI], node: FakeNode) -> FastAPI:
    return built[1]


@pytest.fixture
async def visit(hall: FastAPI) -> AsyncIterator[Visit]:
    """`visit("handler", lang="en")` is a browser in which this role is signed in; `visit()` one without a session."""
    opened: list[httpx.AsyncClient] = []

    def make(role: str = "", **preferences: str) -> httpx.AsyncClient:
        cookies = {f"zf_{name}": value for name, value in preferences.items()}
        if role:
            cookies["zf_session"] = f"{BY_ROLE[role].agency}.{BY_ROLE[role].session}"
        transport = httpx.ASGITransport(app=hall, raise_app_exceptions=False)
        client = httpx.AsyncClient(transport=transport, base_url="http://hall", cookies=cookies)
        opened.append(client)
        return client

    yield make
    for client in opened:
        await client.aclose()


@pytest.fixture(scope="session")
def served() -> Iterator[Served]:
    yield from serve()


@pytest.fixture(scope="session")
async def chromium() -> AsyncIterator[Browser]:
    async for browser in launched():
        yield browser


async def page_of(client: httpx.AsyncClient, path: str, *, status: int = 200) -> Element:
    answer = await client.get(path)
    assert answer.status_code == status, f"{path}: {answer.status_code}"
    return parse(answer.text)


async def submit(
    client: httpx.AsyncClient, page: str, values: dict[str, str | list[str]], *, action: str
) -> httpx.Response:
    """Open the page, take the form with this action as it stands, change some values, send it."""
    root = await page_of(client, page)
    form = next(form for form in root.all("form") if form.attributes.get("action") == action)
    sent: dict[str, str | list[str]] = {
        field.attributes["name"]: field.attributes.get("value", "")
        for field in form.all("input")
        if field.attributes.get("type") in ("hidden", "text", "date", "datetime-local") and "name" in field.attributes
    }
    return await client.post(action, data={**sent, **values})
