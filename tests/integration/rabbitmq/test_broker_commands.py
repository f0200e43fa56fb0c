"""`zf broker`: sets up a fresh broker from the list of agencies, checks it, and tells in words what is wrong."""

from __future__ import annotations

import asyncio
import json
import shlex
from pathlib import Path

import aiormq
import pytest
from pydantic import SecretStr
from typer.testing import CliRunner, Result

from tests.broker_server import PrivateBroker
from zf_contracts.envelope import Address
from zf_node.cli import app
from zf_platform.bus.base import Outcome, Outgoing
from zf_platform.bus.rabbitmq import rabbit_bus
from zf_platform.settings import ServiceSettings
from zf_platform.topology import password_hash

pytestmark = pytest.mark.rabbitmq
TWO = ("--agencies", "police,court")


@pytest.fixture(autouse=True)
def no_passwords_around(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ZF_BROKER_PASSWORD", "ZF_BROKER_PASSWORDS_FILE", "ZF_BROKER_MANAGEMENT_URL", "ZF_BROKER_AMQP_URL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="module")
def ctl(private_broker: PrivateBroker) -> str:
    """The command line that administers the private broker."""
    environment = private_broker.ctl._environment or {}
    wanted = {name: value for name, value in environment.items() if name.startswith(("RABBITMQ_", "ERL_", "HOME"))}
    return shlex.join(["env", *(f"{name}={value}" for name, value in wanted.items()), *private_broker.ctl._command])


def zf(*arguments: str, **environment: str) -> Result:
    return CliRunner().invoke(app, ["broker", *arguments], env=dict(environment))


def test_definitions_carry_no_password_in_clear() -> None:
    result = zf("definitions", *TWO, ZF_BROKER_PASSWORD="streng-geheim", ZF_BROKER_PASSWORD_POLICE_INTAKE="own")
    assert result.exit_code == 0
    assert "streng-geheim" not in result.output
    users = {user["name"]: user for user in json.loads(result.output)["users"]}
    assert users["police"]["password_hash"] == password_hash("police", password="streng-geheim")
    assert users["police_intake"]["password_hash"] == password_hash("police_intake", password="own")
    assert set(users) == {
        f"{agency}{service}"
        for agency in ("police", "court")
        for service in ("", "_intake", "_casemgmt", "_oversight", "_liaison")
    }


def test_without_passwords_or_with_an_unknown_agency_nothing_begins(tmp_path: Path) -> None:
    missing = zf("setup", *TWO, "--rabbitmqctl", "/no/such/tool")
    assert missing.exit_code == 2
    assert "ZF_BROKER_PASSWORD" in missing.output
    partial = tmp_path / "passwords.json"
    partial.write_text('{"police": "x"}')
    assert zf("definitions", *TWO, "--passwords-file", str(partial)).exit_code == 2
    unknown = zf("setup", "--agencies", "mars")
    assert unknown.exit_code == 2
    assert "police" in unknown.output, "the choice is told"
    api = zf("setup", *TWO, "--management-url", "http://127.0.0.1:1", ZF_BROKER_PASSWORD="x")
    assert api.exit_code == 2
    assert "ZF_BROKER_ADMIN_USER" in api.output
    away = zf("check", *TWO, "--rabbitmqctl", "/no/such/tool")
    assert away.exit_code == 4
    assert "cannot be started" in away.output


@pytest.mark.faults
def test_set_up_check_spoil_and_mend(private_broker: PrivateBroker, ctl: str, tmp_path: Path) -> None:
    passwords = tmp_path / "passwords.json"
    accounts = json.loads(zf("definitions", *TWO, ZF_BROKER_PASSWORD="x").output)["users"]
    passwords.write_text(json.dumps({user["name"]: f"pw-{user['name']}" for user in accounts}))
    common = (*TWO, "--rabbitmqctl", ctl, "--passwords-file", str(passwords))

    dry = zf("setup", *common, "--dry-run")
    assert dry.exit_code == 0
    assert "vhost interagency is missing" in dry.output
    assert zf("check", *common, "--allow-guest").exit_code == 5, "the dry run changed nothing"

    assert zf("setup", *common).output == "代理与应有状态一致\n"
    assert zf("check", *common, "--allow-guest").exit_code == 0
    assert "user guest exists" in zf("check", *common).output
    url = private_broker.url("police", password="pw-police", vhost="interagency")
    assert zf("check", *TWO, "--amqp-url", url).exit_code == 0
    bad = private_broker.url("police", password="wrong", vhost="interagency")
    assert zf("check", *TWO, "--amqp-url", bad).exit_code == 4
    assert asyncio.run(publishes_as_a_service(private_broker)) == [Outcome.CONFIRMED, Outcome.CONFIRMED]

    asyncio.run(private_broker.ctl.run("delete_queue", "q.court.in.urgent", "--vhost", "interagency"))
    asyncio.run(private_broker.ctl.run("set_permissions", "-p", "interagency", "police", ".*", ".*", ".*"))
    spoilt = zf("check", *common, "--allow-guest")
    assert spoilt.exit_code == 5
    assert "queue interagency / q.court.in.urgent is missing" in spoilt.output
    assert "permission interagency / police: configure is '.*', should be '^$'" in spoilt.output
    seen = zf("check", *TWO, "--amqp-url", url)
    assert seen.exit_code == 5
    assert "q.court.in.urgent is missing" in seen.output

    assert zf("setup", *common).exit_code == 0
    assert zf("check", *common, "--allow-guest").exit_code == 0


async def publishes_as_a_service(private_broker: PrivateBroker) -> list[Outcome]:
    """A service with nothing but its settings, as `zf service` makes it."""
    settings = ServiceSettings(
        agency="police",
        service="liaison",
        database_url=SecretStr("postgresql://unused"),
        bus="rabbitmq",
        amqp_url=SecretStr(private_broker.url("police_liaison", password="pw-police_liaison", vhost="agency.police")),
        amqp_interagency_url=SecretStr(private_broker.url("police", password="pw-police", vhost="interagency")),
    )
    bus = rabbit_bus(settings)
    us = Address("police", "liaison")
    batch = [
        Outgoing("m1", "interagency", us, Address("court", "liaison"), "exchange.receipt", True, b"{}"),
        Outgoing("m2", "internal", us, Address("police", "casemgmt"), "transfer.arrived", False, b"{}"),
    ]
    try:
        return await bus.publish(batch)
    finally:
        await bus.close()


def test_a_service_without_a_broker_address_says_which_setting_is_missing() -> None:
    settings = ServiceSettings(
        agency="police", service="intake", database_url=SecretStr("postgresql://unused"), bus="rabbitmq"
    )
    with pytest.raises(ValueError, match="ZF_AMQP_URL"):
        rabbit_bus(settings)


def test_the_library_speaks_of_a_missing_vhost_as_we_expect(private_broker: PrivateBroker) -> None:
    """`zf broker check --amqp-url` maps this to one plain sentence."""

    async def enter() -> None:
        await aiormq.connect(private_broker.url("guest", password="guest", vhost="nowhere"))

    with pytest.raises((aiormq.exceptions.AMQPError, ConnectionError)):
        asyncio.run(enter())
