"""The browser's address and the end of a session, seen through the real front end before a real liaison."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import timedelta

import httpx
import pytest
import pytest_asyncio

from tests.integration.liaison.test_sessions import PASSWORD, enrol_people
from tests.integration.liaison.town import Town
from tests.web.hall import settings
from tests.web.reading import parse
from zf_contracts.envelope import Address
from zf_hall.clients import NodeClients
from zf_hall.main import build_hall
from zf_platform.auth import TokenRefused


@dataclass
class Office:
    """The police node behind the front end; `browser(address)` sits at that address."""

    town: Town
    stack: AsyncExitStack

    async def browser(self, address: str, **headers: str) -> httpx.AsyncClient:
        http = await self.stack.enter_async_context(
            httpx.AsyncClient(transport=httpx.ASGITransport(self.town.city, raise_app_exceptions=False))
        )
        hall = build_hall(settings(), clients=NodeClients(http), clock=self.town.clock)
        transport = httpx.ASGITransport(hall, raise_app_exceptions=False, client=(address, 50000))
        return await self.stack.enter_async_context(
            httpx.AsyncClient(transport=transport, base_url="http://hall", headers=headers)
        )


@pytest_asyncio.fixture
async def office(city: Town) -> AsyncIterator[Office]:
    await enrol_people(city)
    async with AsyncExitStack() as stack:
        yield Office(city, stack)


async def sign_in(browser: httpx.AsyncClient, password: str) -> httpx.Response:
    page = parse((await browser.get("/login")).text)
    form = page.one("form", action="/login")
    csrf = next(one.attributes["value"] for one in form.all("input") if one.attributes.get("name") == "csrf")
    body = {"agency": "police", "username": "police.handler", "password": password, "csrf": csrf}
    return await browser.post("/login", data=body)


async def test_tries_are_counted_for_the_browser_not_for_the_front_end(office: Office) -> None:
    guesser, colleague = await office.browser("10.1.1.1"), await office.browser("10.2.2.2")
    for _ in range(5):
        assert "用户名或者密码" in (await sign_in(guesser, "wrong-wrong-wrong")).text
    assert "尝试次数" in (await sign_in(guesser, PASSWORD)).text
    assert (await sign_in(colleague, PASSWORD)).status_code == 303
    places = await office.town.rows("police", "SELECT address FROM sign_in_place")
    assert places == [("10.2.2.2",)]
    acts = await office.town.rows("police", "SELECT DISTINCT client FROM audit_entry WHERE act LIKE 'session.%'")
    assert sorted(acts) == [("10.1.1.1",), ("10.2.2.2",)]


async def test_a_browser_cannot_name_another_address(office: Office) -> None:
    """Each try names a new place in the header; neither front end nor liaison believes the browser."""
    for number in range(5):
        guesser = await office.browser("10.1.1.1", **{"x-forwarded-for": f"10.77.0.{number}"})
        await sign_in(guesser, "wrong-wrong-wrong")
    guesser = await office.browser("10.1.1.1", **{"x-forwarded-for": "10.77.0.99"})
    assert "尝试次数" in (await sign_in(guesser, PASSWORD)).text


async def test_a_reverse_proxy_on_this_host_is_believed(office: Office) -> None:
    browser = await office.browser("127.0.0.1", **{"x-forwarded-for": "6.6.6.6, 10.3.3.3"})
    assert (await sign_in(browser, PASSWORD)).status_code == 303
    assert await office.town.rows("police", "SELECT address FROM sign_in_place") == [("10.3.3.3",)]


async def test_a_disabled_person_is_out_with_the_next_page_and_a_kept_token_within_a_minute(office: Office) -> None:
    town = office.town
    browser = await office.browser("10.2.2.2")
    await sign_in(browser, PASSWORD)
    assert (await browser.get("/me")).status_code == 200
    session = browser.cookies["zf_session"].partition(".")[2]
    kept = (
        await town.nodes["police"].stranger().call("GET", "/sessions/current", headers={"x-zf-session": session})
    ).json()["tokens"]
    account = await town.rows("police", "SELECT id, version FROM account WHERE username = 'police.handler'")
    manager = town.nodes["police"].caller("manager", roles=["account_admin"])
    change = {"version": account[0][1], "disabled": True, "reason": "调离本单位"}
    assert (await manager.post(f"/accounts/{account[0][0]}", json=change)).status_code == 200
    assert (await browser.get("/me")).headers["location"] == "/login?next=/me"
    town.clock.advance(timedelta(seconds=60))
    for service, token in kept.items():
        with pytest.raises(TokenRefused, match=r"token\.expired"):
            town.keys.verifier(Address("police", service)).access(token)
    headers = {"authorization": f"Bearer {kept['liaison']}"}
    assert (await town.nodes["police"].stranger().call("GET", "/officers", headers=headers)).status_code == 401
