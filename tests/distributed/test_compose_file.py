"""docker-compose.yml against the code: no container engine is needed to see a wrong command, variable, port or path."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import yaml
from typer._click.core import Command, Context
from typer._click.exceptions import ClickException
from typer.core import TyperGroup
from typer.main import get_command

from tests.architecture.source_tree import ROOT
from zf_law.loader import load_law
from zf_liaison.settings import LiaisonSettings
from zf_node.cli import app
from zf_node.compose import HALL_PORT, SERVICE_PORT, agency_env, compose
from zf_node.keys_setup import node_agencies
from zf_node.layout import CityFolder
from zf_node.serve_hall import read_places
from zf_node.wiring import SERVICES
from zf_platform.settings import PREFIX, ServiceSettings
from zf_platform.topology import describe

Json = Mapping[str, object]
_FILE = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
_PLACES: Mapping[str, Json] = _FILE["services"]
_OWN = {name: place for name, place in _PLACES.items() if str(place.get("image", "")).startswith("zhengfa")}
_LAW = load_law()
_AGENCIES = [agency.code for agency in node_agencies(_LAW)]


def test_the_file_is_the_one_the_code_makes() -> None:
    assert compose(_LAW) == _FILE


def test_every_agency_has_its_services_database_and_migration() -> None:
    for agency in _AGENCIES:
        for part in (*SERVICES, "migrate"):
            assert f"{agency}-{part}" in _PLACES
        assert f"postgres-{agency}" in _PLACES


@pytest.mark.parametrize("name", _OWN)
def test_every_command_exists_with_its_options(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the variables of its place, so that an option without a value there is noticed."""
    for variable, value in environment(_OWN[name]).items():
        monkeypatch.setenv(variable, fill(value))
    command = _OWN[name]["command"]
    assert isinstance(command, list)
    assert command[0] == "zf"
    parse([str(word) for word in command[1:]])


def test_a_wrong_command_or_option_would_be_noticed() -> None:
    """The check above can fail."""
    for wrong in (
        ["serve", "intake"],
        ["service", "intake", "--agencies", "x"],
        ["db", "provide"],
        ["hall", "--port", "x"],
    ):
        with pytest.raises(ClickException):
            parse(wrong)


@pytest.mark.parametrize("name", _OWN)
def test_every_variable_is_known(name: str) -> None:
    unknown = [one for one in environment(_OWN[name]) if one.startswith(PREFIX) and one not in known_variables()]
    assert not unknown


@pytest.mark.parametrize("agency", _AGENCIES)
def test_the_settings_of_every_service_are_complete(agency: str) -> None:
    """Filled in as compose would, the variables make settings, and they point into the mounted volumes."""
    for service in SERVICES:
        filled = {one: fill(value) for one, value in environment(_PLACES[f"{agency}-{service}"]).items()}
        fields = {one.removeprefix(PREFIX).lower(): value for one, value in filled.items() if one.startswith(PREFIX)}
        settings = ServiceSettings.model_validate(fields)
        assert (settings.agency, settings.service, settings.bus) == (agency, service, "rabbitmq")
        assert settings.amqp_url is not None
        assert (settings.amqp_interagency_url is not None) == (service == "liaison")
        assert settings.personal_key is not None
        volumes = _PLACES[f"{agency}-{service}"]["volumes"]
        assert isinstance(volumes, list)
        mounted = {str(one).split(":")[1] for one in volumes}
        made = CityFolder(Path("/keys"))
        assert settings.directory_file == made.directory_file
        assert settings.directory_operator_key_file == made.operator_public_key
        assert settings.key_file == made.key_file(agency)
        assert {"/keys", str(settings.blob_dir)} <= mounted


def test_ports_and_addresses_agree() -> None:
    for agency in _AGENCIES:
        for service in SERVICES:
            place = _PLACES[f"{agency}-{service}"]
            assert environment(place)["ZF_PORT"] == str(SERVICE_PORT)
            assert environment(place)["ZF_PUBLIC_URL"] == f"http://{agency}-{service}:{SERVICE_PORT}"
            assert f":{SERVICE_PORT}/" in str(place["healthcheck"])
    hall = _PLACES["hall"]
    places = read_places(environment(hall)["ZF_HALL_URLS"])
    assert places == {(a, s): f"http://{a}-{s}:{SERVICE_PORT}" for a in _AGENCIES for s in SERVICES}
    assert hall["ports"] == [f"127.0.0.1:{HALL_PORT}:{HALL_PORT}"]
    assert str(HALL_PORT) in str(hall["command"])


def test_accounts_of_broker_and_database_are_those_that_are_made() -> None:
    users = set(describe(_AGENCIES, pairs=[]).user_names())
    vhosts = set(describe(_AGENCIES, pairs=[]).vhost_names())
    for agency in _AGENCIES:
        for service in SERVICES:
            values = environment(_PLACES[f"{agency}-{service}"])
            for name in ("ZF_AMQP_URL", "ZF_AMQP_INTERAGENCY_URL"):
                found = re.fullmatch(
                    r"amqp://([^:]+):[^@]+@rabbitmq/(.+)", values.get(name, "amqp://police:x@rabbitmq/interagency")
                )
                assert found is not None
                assert found[1] in users
                assert found[2] in vhosts
            role, host, database = re.fullmatch(  # type: ignore[union-attr]
                r"postgresql\+asyncpg://([^:]+):[^@]+@([^/]+)/(.+)", values["ZF_DATABASE_URL"]
            ).groups()
            assert (role, host, database) == (f"zf_{agency}_{service}", f"postgres-{agency}", f"zf_{agency}")


def test_every_mounted_file_and_volume_exists() -> None:
    for name, place in _PLACES.items():
        volumes, files = place.get("volumes", []), place.get("env_file", [])
        assert isinstance(volumes, list)
        assert isinstance(files, list)
        for volume in volumes:
            source = str(volume).split(":")[0]
            there = (ROOT / source).exists() if source.startswith(".") else source in _FILE["volumes"]
            assert there, f"{name}: {source}"
        for file in files:
            assert (ROOT / str(file)).is_file(), f"{name}: {file}"
    build = _PLACES["setup"]["build"]
    assert isinstance(build, dict)
    assert (ROOT / str(build["dockerfile"])).is_file()


def test_every_dependency_is_there_and_can_be_met() -> None:
    for name, place in _PLACES.items():
        needs = place.get("depends_on", {})
        for need, condition in needs.items() if isinstance(needs, dict) else ((one, {}) for one in list(needs)):  # type: ignore[call-overload]
            assert need in _PLACES, f"{name} needs {need}"
            if condition.get("condition") == "service_healthy":
                assert "healthcheck" in _PLACES[need], f"{name} waits for the health of {need}, which has no check"


def test_the_shared_environment_of_each_agency_is_the_one_the_code_makes() -> None:
    for agency in node_agencies(_LAW):
        file = ROOT / "deploy" / "agencies" / f"{agency.code}.env"
        assert file.read_text(encoding="utf-8").endswith(agency_env(agency))


def test_what_compose_asks_for_stands_in_the_example() -> None:
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    asked = set(re.findall(r"\$\{(\w+)", text))
    offered = set(re.findall(r"^(\w+)=", (ROOT / "deploy" / ".env.example").read_text(encoding="utf-8"), re.MULTILINE))
    assert asked == offered


def parse(words: list[str]) -> None:
    """Walk down the commands and let the last one read its options, without running it."""
    command: Command = get_command(app)
    context = Context(command, info_name="zf")
    while isinstance(command, TyperGroup):
        name, found, words = command.resolve_command(context, words)
        assert found is not None
        command = found
        context = Context(command, info_name=name, parent=context)
    command.make_context(command.name or "", words)


def known_variables() -> frozenset[str]:
    """Fields of the settings, and what options of the commands read."""
    fields = {f"{PREFIX}{name.upper()}" for model in (ServiceSettings, LiaisonSettings) for name in model.model_fields}
    return frozenset({*fields, *option_variables(get_command(app)), *_READ_DIRECTLY})


_READ_DIRECTLY = frozenset({"ZF_BROKER_PASSWORD", "ZF_BROKER_ADMIN_USER", "ZF_BROKER_ADMIN_PASSWORD"})
"""`zf broker` takes secrets from the environment only, never as options."""


def test_variables_read_directly_are_read() -> None:
    source = (ROOT / "shared" / "zf_node" / "broker_commands.py").read_text(encoding="utf-8")
    assert [one for one in _READ_DIRECTLY if one not in source] == []


def option_variables(command: Command) -> Iterator[str]:
    for parameter in command.params:
        names = parameter.envvar or ()
        yield from (names,) if isinstance(names, str) else names
    for inner in command.commands.values() if isinstance(command, TyperGroup) else ():
        yield from option_variables(inner)


def environment(place: Json) -> dict[str, str]:
    """Its own variables over those of its files."""
    values: dict[str, str] = {}
    files, own = place.get("env_file", []), place.get("environment", {})
    assert isinstance(files, list)
    assert isinstance(own, dict)
    for file in files:
        lines = (ROOT / str(file)).read_text(encoding="utf-8").splitlines()
        values |= dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    return values | {str(name): str(value) for name, value in own.items()}


def fill(value: str) -> str:
    """What compose does with `${NAME:?…}` and `${NAME:-default}`."""
    return re.sub(
        r"\$\{(\w+)(?::-([^}]*))?(?::\?[^}]*)?\}",
        lambda found: found[2] or "c2VjcmV0LW9mLXRoZS10ZXN0LTMyLWNoYXJz",
        value,
    )
