"""Signing in and out, the session cookie, no memory of it, and the preferences."""

from __future__ import annotations

import httpx
import pytest

from tests.web.conftest import Visit, page_of
from tests.web.fake_node import FakeNode
from tests.web.hall import make_hall
from tests.web.people import PASSWORD
from tests.web.reading import parse

GOOD = {"agency": "police", "username": "police.handler", "password": PASSWORD}


async def sign_in(client: httpx.AsyncClient, *, page: str = "/login", **changes: str) -> httpx.Response:
    form = (await page_of(client, page)).all("form", action="/login")[0]
    fields = {field.attributes["name"]: field.attributes.get("value", "") for field in form.all("input", type="hidden")}
    return await client.post("/login", data={**fields, **GOOD, **changes})


async def test_good_password_opens_a_session(visit: Visit) -> None:
    client = visit()
    answer = await sign_in(client, page="/login?next=/cases")
    assert (answer.status_code, answer.headers["location"]) == (303, "/cases")
    cookie = next(line for line in answer.headers.get_list("set-cookie") if line.startswith("zf_session="))
    assert "police.session-of-police-handler" in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert (await client.get("/cases")).status_code == 200


async def test_wrong_password_tells_nothing_about_the_account(visit: Visit) -> None:
    texts = []
    for changes in ({"password": "wrong"}, {"username": "nobody"}):
        answer = await sign_in(visit(), **changes)
        assert answer.status_code == 422
        assert "wrong" not in answer.text, "a password never comes back"
        texts.append(parse(answer.text).one(class_="errors").text)
    assert texts[0] == texts[1]


async def test_empty_form_names_all_errors_at_once(visit: Visit) -> None:
    answer = await sign_in(visit(), agency="", username="", password="")
    links = [link.attributes["href"] for link in parse(answer.text).one(class_="errors").all("a")]
    assert links == ["#f-agency", "#f-username", "#f-password"]
    assert parse(answer.text).one("title").children[0] == "错误：登录 - 政法协同"


async def test_agency_away_is_said_at_the_agency(visit: Visit, node: FakeNode) -> None:
    node.away.add("liaison")
    answer = await sign_in(visit())
    assert answer.status_code == 422
    assert "暂时无法连接" in answer.text


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example", "/\\evil.example", "/a\r\nx: y"])
async def test_sign_in_never_leads_elsewhere(visit: Visit, target: str) -> None:
    client = visit()
    form = (await page_of(client, "/login")).all("form", action="/login")[0]
    csrf = form.all("input", name="csrf")[0].attributes["value"]
    answer = await client.post("/login", data={**GOOD, "csrf": csrf, "next": target})
    assert answer.headers["location"] == "/"


async def test_secure_setting_makes_a_host_cookie() -> None:
    hall = make_hall(FakeNode(), secure=True)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=hall), base_url="https://hall") as client:
        answer = await sign_in(client)
        cookies = answer.headers.get_list("set-cookie")
        session = next(line for line in cookies if line.startswith("__Host-zf_session="))
        assert "Secure" in session
        assert "Path=/" in session
        assert "Domain" not in session


async def test_signing_out_ends_the_session_at_once(visit: Visit, node: FakeNode) -> None:
    client = visit("handler")
    csrf = (await page_of(client, "/cases")).one("meta", name="csrf").attributes["content"]
    answer = await client.post("/logout", data={"csrf": csrf})
    assert (answer.status_code, answer.headers["location"]) == (303, "/login")
    assert node.ended == {"session-of-police-handler"}
    assert (await visit("handler").get("/cases")).status_code == 303


async def test_a_session_that_ends_elsewhere_is_out_with_the_next_page(visit: Visit, node: FakeNode) -> None:
    client = visit("handler")
    assert (await client.get("/cases")).status_code == 200
    node.ended.add("session-of-police-handler")
    assert (await client.get("/cases")).headers["location"] == "/login?next=/cases"


async def test_ended_session_leads_to_sign_in(visit: Visit, node: FakeNode) -> None:
    node.ended.add("session-of-police-handler")
    assert (await visit("handler").get("/cases")).headers["location"] == "/login?next=/cases"


async def test_cookie_of_an_unknown_agency_is_no_session(visit: Visit) -> None:
    client = visit()
    client.cookies.set("zf_session", "mars.session-of-police-handler")
    assert (await client.get("/cases")).status_code == 303


async def test_demo_accounts_show_only_in_the_demonstration(visit: Visit) -> None:
    assert PASSWORD not in (await visit().get("/login")).text
    demo = make_hall(FakeNode(), demo=True)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=demo), base_url="http://hall") as client:
        shown = (await client.get("/login")).text
    assert PASSWORD in shown
    assert "police.handler" in shown


async def test_start_leads_to_the_first_room_of_the_role(visit: Visit) -> None:
    assert (await visit("handler").get("/")).headers["location"] == "/worklist"
    assert (await visit("operator").get("/")).headers["location"] == "/ledger"
    assert (await visit("account_admin").get("/")).headers["location"] == "/directory"


async def test_preferences_work_before_signing_in(visit: Visit) -> None:
    client = visit()
    form = (await page_of(client, "/login")).all("form", action="/preferences")[0]
    fields = {field.attributes["name"]: field.attributes["value"] for field in form.all("input")}
    answer = await client.post("/preferences", data={**fields, "lang": "en", "size": "elder", "density": "silly"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/login")
    root = await page_of(client, "/login")
    assert root.one("html").attributes["lang"] == "en"
    assert root.one("html").attributes["class"] == "elder"
    assert "zf_density" not in client.cookies


async def test_changing_the_password(visit: Visit, node: FakeNode) -> None:
    client = visit("handler")
    csrf = (await page_of(client, "/me")).one("meta", name="csrf").attributes["content"]
    short = {"csrf": csrf, "old_password": "old", "new_password": "abc123", "again": "other"}
    refused = await client.post("/me/password", data=short)
    assert refused.status_code == 422
    summary = parse(refused.text).one(class_="errors").text
    assert "新密码" in summary
    assert "两次输入的新密码不一致" in summary
    assert "abc123" not in refused.text
    good = {**short, "new_password": "一个足够长的新口令啊啊", "again": "一个足够长的新口令啊啊"}
    good = {name: value + "加长" if name in ("new_password", "again") else value for name, value in good.items()}
    assert (await client.post("/me/password", data=good)).headers["location"] == "/me?done=password"
    assert [command.path for command in node.commands] == ["/sessions/password"]
