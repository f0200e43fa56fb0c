"""Fixtures every test may use: the servers, once per run."""

from collections.abc import Iterator

import pytest

from tests.database_server import postgres_server
from tests.fleet.doses import dose

__all__ = ["dose"]


@pytest.fixture(scope="session")
def admin_url() -> Iterator[str]:
    """Superuser's URL of a real PostgreSQL server."""
    with postgres_server() as url:
        yield url


def pytest_addoption(parser: pytest.Parser) -> None:
    """How much of each fault and abuse the tests give: `ci` fits every run, `nightly` takes hours."""
    parser.addoption("--dose", choices=("ci", "nightly"), default="ci", help="dose of faults and abuse")


# What the ordinary run leaves out, by name; `make nightly` has it.
NIGHTLY = ("tests/web/test_ui_axe.py",)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what belongs to the nightly run; `-m "not nightly"` stands in the project's settings."""
    for item in items:
        place = item.path.relative_to(config.rootpath).as_posix()
        if place.startswith(NIGHTLY):
            item.add_marker("nightly")
