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
