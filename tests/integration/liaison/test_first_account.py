"""`zf accounts first`: a new node gets its account administrator once, by the command; nobody else gets in that way."""

import asyncio
from collections.abc import Mapping

from typer.testing import CliRunner, Result

from tests.integration.liaison.town import Town
from zf_node.cli import app
from zf_platform.provision import AgencyDatabase

PASSWORD = "three-unlikely-words-9"


async def _first(databases: Mapping[str, AgencyDatabase], *, username: str = "police.admin", **changed: str) -> Result:
    given = {"--username": username, "--name": "吕建章", "--unit": "information", **changed}
    environment = {
        "ZF_AGENCY": "police",
        "ZF_DATABASE_URL": databases["police"].service_urls["liaison"],
        "ZF_PASSWORD": PASSWORD,
        "ZF_LANG": "zh",
    }
    argv = ["accounts", "first", *(word for pair in given.items() for word in pair)]
    return await asyncio.to_thread(lambda: CliRunner().invoke(app, argv, env=environment))


async def test_the_first_administrator_signs_in_and_is_the_only_one_opened_this_way(
    city: Town, databases: dict[str, AgencyDatabase]
) -> None:
    made = await _first(databases)
    assert made.exit_code == 0, made.output
    stranger = city.nodes["police"].caller("nobody", roles=[], unit="")
    body = {"username": "police.admin", "password": PASSWORD}
    session = (await stranger.call("POST", "/sessions", json=body)).json()["session"]
    view = (await stranger.call("GET", "/sessions/current", headers={"x-zf-session": session})).json()
    assert "account.manage" in view["permissions"]
    opened = "SELECT account_id FROM audit_entry WHERE act = 'account.create'"
    assert await city.rows("police", opened) == [("urn:zf:police:liaison",)]
    second = await _first(databases, username="police.other")
    assert (second.exit_code, "本节点已有账号管理员 police.admin" in second.output) == (5, True)
    assert await city.value("police", "SELECT count(*) FROM account") == 1


async def test_a_disabled_administrator_leaves_the_way_open(city: Town, databases: dict[str, AgencyDatabase]) -> None:
    assert (await _first(databases)).exit_code == 0
    await city.run("police", "UPDATE account SET disabled = true")
    assert (await _first(databases, username="police.next")).exit_code == 0


async def test_what_is_wrong_is_said_and_nothing_is_opened(city: Town, databases: dict[str, AgencyDatabase]) -> None:
    unit = await _first(databases, **{"--unit": "nowhere"})
    assert (unit.exit_code, "nowhere" in unit.output) == (5, True)
    name = await _first(databases, **{"--name": ""})
    assert (name.exit_code, "name" in name.output) == (5, True)
    outside = await asyncio.to_thread(
        CliRunner().invoke,
        app,
        ["accounts", "first", "--username", "x", "--name", "y", "--unit", "z"],
        env={"ZF_AGENCY": "", "ZF_DATABASE_URL": "", "ZF_PASSWORD": PASSWORD},
    )
    assert outside.exit_code == 2
    assert await city.value("police", "SELECT count(*) FROM account") == 0
