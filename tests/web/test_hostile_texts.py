"""A-13 on the pages: whatever people wrote is shown as text. Markup, templates and formulas do nothing, in no language."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable

import httpx
import pytest

from tests.web.fake_node import FakeNode
from tests.web.hall import settings
from tests.web.page_table import PAGES
from tests.web.people import BY_ROLE
from tests.web.reading import parse
from tests.web.sample import NOW
from zf_hall.clients import NodeClients
from zf_hall.main import build_hall
from zf_platform.clock import FixedClock

HOSTILE = '<b onclick=walk()>{{7919*7907}}"'
"""Short, because some texts are: an element that would act, a template, and a quote that would end an attribute."""
_WORDS = re.compile(r"[\u4e00-\u9fff]")
_Handle = Callable[[httpx.Request], Awaitable[httpx.Response]]


class Tainted(httpx.AsyncBaseTransport):
    """The fake node, in whose answers every text that a person could have written ends in hostile words."""

    def __init__(self, inner: httpx.AsyncBaseTransport) -> None:
        self._inner = inner

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        answer = await self._inner.handle_async_request(request)
        content = await answer.aread()
        if "json" not in answer.headers.get("content-type", ""):
            return httpx.Response(answer.status_code, headers=answer.headers, content=content)
        tainted = json.dumps(_tainted(json.loads(content)), ensure_ascii=False).encode()
        headers = {"content-type": answer.headers["content-type"]}
        return httpx.Response(answer.status_code, headers=headers, content=tainted)


def _tainted(value: object) -> object:
    if isinstance(value, str):
        return value + HOSTILE if _WORDS.search(value) else value
    if isinstance(value, list):
        return [_tainted(one) for one in value]
    if isinstance(value, dict):
        return {name: _tainted(one) for name, one in value.items()}
    return value


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_no_page_lets_a_text_become_anything_else(lang: str) -> None:
    node = FakeNode()
    http = httpx.AsyncClient(transport=Tainted(httpx.ASGITransport(app=node.app())))
    hall = build_hall(settings(), clients=NodeClients(http), clock=FixedClock(NOW))
    wrong: list[str] = []
    shown = 0
    for case in PAGES:
        cookies = {"zf_lang": lang, "zf_session": f"{BY_ROLE[case.role].agency}.{BY_ROLE[case.role].session}"}
        transport = httpx.ASGITransport(app=hall, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://hall", cookies=cookies) as visitor:
            answer = await visitor.get(case.path)
        # A number that people made up may be part of an address, and then it names nothing here.
        if answer.status_code not in (200, 404) or "62615533" in answer.text:
            wrong.append(f"{case.path}: {answer.status_code}")
        root = parse(answer.text)
        alive = [one for one in root.all() if any(name.startswith("on") for name in one.attributes)]
        alive += [one for one in root.all("script") if "src" not in one.attributes]
        if alive:
            wrong.append(f"{case.path}: {alive[0].name} came to life")
        shown += "{{7919*7907}}" in answer.text
    await http.aclose()
    assert not wrong, "\n".join(wrong)
    assert shown > len(PAGES) // 2, "the hostile words did reach the pages"
