"""Wire names, span names, log events, problem codes and permissions: used ones are registered, registered ones used."""

import tomllib
from enum import StrEnum

import pytest

from tests.architecture import registries
from tests.architecture.source_tree import ROOT, SERVICES
from zf_contracts.catalogue import CATALOGUE
from zf_contracts.reserved import RESERVED_INTERAGENCY, RESERVED_INTERNAL
from zf_platform import telemetry_names

DATA = ROOT / "shared" / "zf_law" / "data"
MESSAGES = {name: entry.payload.__name__ for name, entry in CATALOGUE.items()}


@pytest.fixture(scope="module")
def finished() -> None:
    """A name can only be missed once all services stand."""
    missing = [name for name in SERVICES if not (ROOT / "services" / name / f"zf_{name}" / "main.py").exists()]
    if missing:
        pytest.skip(f"not written yet: {', '.join(missing)}")


@pytest.mark.usefixtures("finished")
def test_every_message_is_registered_and_used() -> None:
    none_of(registries.message_violations(ROOT, registered=MESSAGES, reserved=RESERVED_INTERAGENCY | RESERVED_INTERNAL))


def test_the_stage_table_tells_only_known_messages() -> None:
    path = DATA / "stages.toml"
    if not path.exists():
        pytest.skip("stages.toml is not written yet")
    none_of(registries.told_message_violations(tomllib.loads(path.read_text(encoding="utf-8")), registered=MESSAGES))


@pytest.mark.usefixtures("finished")
@pytest.mark.parametrize(
    "enum",
    [telemetry_names.SpanName, telemetry_names.LogEvent, telemetry_names.MetricName],
    ids=lambda enum: enum.__name__,
)
def test_every_telemetry_name_is_registered_and_used(enum: type[StrEnum]) -> None:
    none_of(registries.member_violations(ROOT, enum=enum.__name__, members=frozenset(enum.__members__)))


def test_no_span_is_named_by_a_text() -> None:
    none_of(registries.literal_step_violations(ROOT))


@pytest.mark.usefixtures("finished")
def test_every_problem_code_has_a_text_and_occurs() -> None:
    from zf_law.loader import load_law

    none_of(registries.problem_violations(ROOT, registered=frozenset(load_law().problems.codes())))


def test_every_permission_of_a_route_is_declared() -> None:
    path = DATA / "roles.toml"
    if not path.exists():
        pytest.skip("roles.toml is not written yet")
    declared = tomllib.loads(path.read_text(encoding="utf-8"))["permissions"]
    none_of(registries.permission_violations(ROOT, registered=frozenset(declared)))


def none_of(violations: list[str]) -> None:
    assert not violations, "\n" + "\n".join(violations)
