"""Fixtures every test may use: the servers, once per run."""

from collections.abc import Iterator

import pytest

from tests.database_server import postgres_server


@pytest.fixture(scope="session")
def admin_url() -> Iterator[str]:
    """Superuser's URL of a real PostgreSQL server."""
    with postgres_server() as url:
        yield url


def pytest_addoption(parser: pytest.Parser) -> None:
    """How much of each fault the tests in tests/faults give: `ci` fits every run, `nightly` takes hours."""
    parser.addoption("--dose", choices=("ci", "nightly"), default="ci", help="dose of the fault tests")


# Suites that need a quiet machine and many minutes: `make nightly` runs them, the ordinary run leaves them out by name.
NIGHTLY = (
    "tests/faults/test_broker_dies.py",
    "tests/faults/test_client_disconnects.py",
    "tests/faults/test_database_dies.py",
    "tests/faults/test_every_failpoint.py",
    "tests/faults/test_frozen_processes.py",
    "tests/faults/test_graceful_stop.py",
    "tests/faults/test_kills.py",
    "tests/faults/test_poison.py",
    "tests/abuse/",
    "tests/distributed/test_one_process_per_service.py",
    "tests/web/test_ui_axe.py",
)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what belongs to the nightly run; `-m "not nightly"` stands in the project's settings."""
    for item in items:
        place = item.path.relative_to(config.rootpath).as_posix()
        if place.startswith(NIGHTLY):
            item.add_marker("nightly")
