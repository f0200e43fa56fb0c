"""Accounts and sessions: signing in and out, idle and absolute ends, guessing, disabling, passwords, rights."""

import asyncio
import time
from collections.abc import Mapping

import httpx
import pytest
import pytest_asyncio

from tests.integration.liaison.town import Town, later
from zf_contracts.envelope import Address
from zf_contracts.http.liaison import CreateAccount, SessionView
from zf_liaison.accounts.enrol import enrol
from zf_liaison.accounts.passwords import Passwords
from zf_platform.auth import TokenRefused
from zf_platform.testing import Caller
from zf_platform.transaction import Cause, service_actor

PASSWORD = "three-unlikely-words-9"
NEW_PASSWORD = "quite-another-phrase-7"
PEOPLE = (
    CreateAccount(username="police.handler", name="陈志远", unit="criminal", roles=("handler",), password=PASSWORD),
    CreateAccount(
        username="police.admin", name="吕建章", unit="information", roles=("account_admin",), password=PASSWORD
    ),
)


@pytest_asyncio.fixture
async def office(city: Town) -> Town:
    """The police node with a handler and an account manager."""
    await enrol_people(city)
    return city


async def test_a_person_signs_in_is_known_and_signs_out(office: Town) -> None:
    session = await _signed_in(office)
    view = SessionView.model_validate((await _current(office, session)).json())
    assert (view.username, view.name, view.unit, view.roles) == ("police.handler", "陈志远", "criminal", ("handler",))
    assert view.agency_name_zh == "云川市公安局"
    assert view.permissions["case.read"] == "unit"
    assert set(view.tokens) == {"intake", "casemgmt", "oversight", "liaison"}
    assert view.tokens_expire_at - office.clock.now() <= later(5)
    for service, token in view.tokens.items():
        claims = office.keys.verifier(Address("police", service)).access(token)
        assert (claims.account_id, claims.roles, claims.unit) == (view.account_id, ("handler",), "criminal")
    ended = await _stranger(office).call("DELETE", "/sessions/current", headers={"x-zf-session": session})
    assert ended.status_code == 204
    assert (await _current(office, session)).status_code == 401


async def test_a_token_serves_one_service_and_ends(office: Town) -> None:
    view = SessionView.model_validate((await _current(office, await _signed_in(office))).json())
    with pytest.raises(TokenRefused):
        office.keys.verifier(Address("police", "intake")).access(view.tokens["casemgmt"])
    office.clock.advance(later(6))
    with pytest.raises(TokenRefused):
        office.keys.verifier(Address("police", "intake")).access(view.tokens["intake"])


async def test_a_session_ends_by_idleness_and_after_ten_hours(office: Town) -> None:
    idle = await _signed_in(office)
    office.clock.advance(later(29))
    assert (await _current(office, idle)).status_code == 200
    office.clock.advance(later(29))
    assert (await _current(office, idle)).status_code == 200
    office.clock.advance(later(31))
    assert (await _current(office, idle)).status_code == 401
    busy = await _signed_in(office)
    answers = []
    for _ in range(25):
        office.clock.advance(later(25))
        answers.append((await _current(office, busy)).status_code)
    assert answers == [200] * 23 + [401] * 2
    await office.job("police", "forget_old_sessions")
    assert await office.value("police", "SELECT count(*) FROM staff_session") == 0


async def test_wrong_name_wrong_password_and_disabled_account_get_the_same_answer(office: Town) -> None:
    await office.run("police", "UPDATE account SET disabled = true WHERE username = 'police.admin'")
    bodies = [
        (await _sign_in(office, name, password)).json()
        for name, password in (
            ("police.handler", "wrong-wrong-wrong"),
            ("nobody", PASSWORD),
            ("police.admin", PASSWORD),
        )
    ]
    for body in bodies:
        body.pop("request_id")
    assert bodies[0] == bodies[1] == bodies[2]
    assert bodies[0]["problems"][0]["code"] == "session.wrong_name_or_password"


async def test_unknown_and_known_names_take_the_same_time(office: Town) -> None:
    """Both ways hash once. Medians of a few tries on a busy machine: no more than half apart."""
    await Passwords().warm_up()
    await _sign_in(office, "warm.up", "wrong")
    times: dict[str, list[float]] = {"police.handler": [], "nobody": []}
    for number in range(4):
        for name, taken in times.items():
            began = time.perf_counter()
            answer = await _sign_in(office, name, "wrong-wrong", forwarded=f"10.1.0.{number}")
            taken.append(time.perf_counter() - began)
            assert answer.status_code == 401
    known, unknown = (sorted(found)[1] for found in times.values())
    assert 0.5 < known / unknown < 2.0


async def test_five_tries_then_a_pause_and_no_lock_out_elsewhere(office: Town) -> None:
    for _ in range(5):
        assert (await _sign_in(office, "police.handler", "wrong")).status_code == 401
    blocked = await _sign_in(office, "police.handler", PASSWORD)
    assert (blocked.status_code, blocked.json()["problems"][0]["code"]) == (429, "session.too_many_tries")
    assert (await _sign_in(office, "police.handler", PASSWORD, forwarded="10.2.3.4")).status_code == 200
    assert (await _sign_in(office, "police.admin", PASSWORD)).status_code == 200
    office.clock.advance(later(16))
    assert (await _sign_in(office, "police.handler", PASSWORD)).status_code == 200


async def test_parallel_tries_are_counted_before_they_are_checked(office: Town) -> None:
    answers = await asyncio.gather(*(_sign_in(office, "police.handler", "wrong") for _ in range(12)))
    assert sorted(answer.status_code for answer in answers) == [401] * 5 + [429] * 7


async def test_a_flood_from_strangers_does_not_lock_a_known_place_out(office: Town) -> None:
    assert (await _sign_in(office, "police.handler", PASSWORD, forwarded="10.0.0.1")).status_code == 200
    await office.run("police", "UPDATE sign_in_try SET tries = 50")
    assert (await _sign_in(office, "police.handler", PASSWORD, forwarded="10.9.9.9")).status_code in (200, 429)
    await _flood(office, count=21)
    stranger = await _sign_in(office, "police.handler", PASSWORD, forwarded="10.9.9.8")
    assert stranger.status_code == 429
    assert (await _sign_in(office, "police.handler", PASSWORD, forwarded="10.0.0.1")).status_code == 200


async def test_an_address_is_believed_only_from_a_proxy(office: Town) -> None:
    """The tests call from 127.0.0.1, a believed proxy; what the proxy itself saw stands last."""
    for _ in range(5):
        await _sign_in(office, "police.handler", "wrong", forwarded="1.2.3.4, 10.0.0.7")
    assert (await _sign_in(office, "police.handler", "wrong", forwarded="9.9.9.9, 10.0.0.7")).status_code == 429


async def test_a_disabled_account_is_out_at_once(office: Town) -> None:
    session = await _signed_in(office)
    manager = await _manager(office)
    account = await _account(manager, "police.handler")
    change = {"version": account["version"], "disabled": True, "reason": "调离"}
    answer = await manager.post(f"/accounts/{account['id']}", json=change)
    assert (answer.status_code, answer.json()["disabled"]) == (200, True)
    assert (await _current(office, session)).status_code == 401
    assert (await _sign_in(office, "police.handler", PASSWORD)).status_code == 401
    acts = await office.rows("police", "SELECT act, reason FROM audit_entry WHERE act = 'account.disable'")
    assert acts == [("account.disable", "调离")]


async def test_accounts_are_made_and_changed_by_managers_only(office: Town) -> None:
    manager = await _manager(office)
    body = {
        "username": "police.legal",
        "name": "沈文静",
        "unit": "legal",
        "roles": ["legal_reviewer"],
        "password": PASSWORD,
    }
    made = await manager.post("/accounts", json=body)
    assert (made.status_code, made.json()["roles"]) == (201, ["legal_reviewer"])
    again = await manager.post("/accounts", json=body)
    assert (again.status_code, again.json()["problems"][0]["code"]) == (409, "account.username_taken")
    odd = await manager.post("/accounts", json={**body, "username": "police.odd", "roles": ["judge"], "unit": "moon"})
    assert [one["code"] for one in odd.json()["problems"]] == ["account.role_unknown", "account.unit_unknown"]
    stale = await manager.post(
        f"/accounts/{made.json()['id']}", json={"version": 9, "unit": "criminal", "reason": "换岗"}
    )
    assert (stale.status_code, stale.json()["problems"][0]["code"]) == (409, "version.stale")
    moved = await manager.post(
        f"/accounts/{made.json()['id']}", json={"version": 1, "unit": "criminal", "reason": "换岗"}
    )
    assert (moved.json()["unit"], moved.json()["version"]) == ("criminal", 2)
    handler = office.nodes["police"].caller("h1", roles=["handler"])
    assert (await handler.post("/accounts", json=body)).status_code == 403
    own = await _account(manager, "police.admin")
    mine = await manager.post(f"/accounts/{own['id']}", json={"version": 1, "roles": ["operator"], "reason": "自己改"})
    assert (mine.status_code, mine.json()["problems"][0]["code"]) == (403, "account.own_change")


async def test_a_new_password_ends_the_other_sessions(office: Town) -> None:
    here, elsewhere = await _signed_in(office), await _signed_in(office)
    caller = await _caller(office, here)
    for new, code in (
        ("password-2026", "password.common"),
        ("123456789012", "password.monotonous"),
        ("police.handler1", "password.context"),
    ):
        refused = await caller.post("/sessions/password", json={"old_password": PASSWORD, "new_password": new})
        assert (refused.status_code, refused.json()["problems"][0]["code"]) == (422, code)
    wrong = await caller.post("/sessions/password", json={"old_password": "wrong", "new_password": NEW_PASSWORD})
    assert wrong.json()["problems"][0]["code"] == "password.old_wrong"
    done = await caller.post("/sessions/password", json={"old_password": PASSWORD, "new_password": NEW_PASSWORD})
    assert done.status_code == 204
    assert (await _current(office, here)).status_code == 200
    assert (await _current(office, elsewhere)).status_code == 401
    assert (await _sign_in(office, "police.handler", PASSWORD)).status_code == 401
    assert (await _sign_in(office, "police.handler", NEW_PASSWORD)).status_code == 200


async def test_no_password_and_no_session_number_stands_in_the_database(office: Town) -> None:
    session = await _signed_in(office)
    stored = await office.rows("police", "SELECT password_hash FROM account UNION ALL SELECT id FROM staff_session")
    texts = [str(row[0]) for row in stored]
    assert not [text for text in texts if PASSWORD in text or session in text]
    assert [text for text in texts if text.startswith("$argon2id$v=19$m=65536,t=3,p=4$")]
    assert await office.value("police", "SELECT count(*) FROM idempotency_key") == 0


async def test_enrolling_again_adds_nobody(office: Town) -> None:
    assert await enrol_people(office) == 0


async def test_colleagues_are_found_by_unit_and_role(office: Town) -> None:
    caller = office.nodes["police"].caller("h1", roles=["handler"])
    rows = (await caller.get("/officers", params={"unit": "criminal"})).json()
    assert [row["name"] for row in rows] == ["陈志远"]
    assert (await caller.get("/officers", params={"role": "judge"})).json() == []
    agencies = {row["code"]: row for row in (await caller.get("/directory")).json()}
    assert agencies["procuratorate"]["exchanges"] is True
    assert agencies["court"]["exchanges"] is False
    assert [unit["code"] for unit in agencies["police"]["units"]][:2] == ["leadership", "legal"]


async def enrol_people(city: Town) -> int:
    service = city.service("police")
    async with service.parts.factory.begin() as transaction:
        scope = transaction.scope(actor=service_actor(service.address), cause=Cause(correlation_id="setup"))
        created = await enrol(scope, PEOPLE, law=city.law, passwords=Passwords())
        await transaction.commit()
    return created


def _stranger(city: Town) -> Caller:
    return city.nodes["police"].stranger()


async def _sign_in(city: Town, username: str, password: str, *, forwarded: str = "") -> httpx.Response:
    headers = {"x-forwarded-for": forwarded} if forwarded else {}
    body = {"username": username, "password": password}
    return await _stranger(city).call("POST", "/sessions", json=body, headers=headers)


async def _signed_in(city: Town, username: str = "police.handler") -> str:
    answer = await _sign_in(city, username, PASSWORD)
    assert answer.status_code == 200, answer.text
    return str(answer.json()["session"])


async def _current(city: Town, session: str) -> httpx.Response:
    return await _stranger(city).call("GET", "/sessions/current", headers={"x-zf-session": session})


async def _caller(city: Town, session: str) -> Caller:
    token = (await _current(city, session)).json()["tokens"]["liaison"]
    caller = _stranger(city)
    caller.http.headers["authorization"] = f"Bearer {token}"
    return caller


async def _manager(city: Town) -> Caller:
    return await _caller(city, await _signed_in(city, "police.admin"))


async def _account(caller: Caller, username: str) -> Mapping[str, object]:
    items = (await caller.get("/accounts", params={"q": username})).json()["items"]
    found: Mapping[str, object] = items[0]
    return found


async def _flood(city: Town, *, count: int) -> None:
    for number in range(count):
        await _sign_in(city, "police.handler", "wrong", forwarded=f"10.7.0.{number}")
