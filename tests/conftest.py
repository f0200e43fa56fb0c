"""Fixtures every test may use: the servers, once per run."""

from collections.abc import Iterator

import pytest

from tests.database_server import postgres_server


@pytest.fixture(scope="session")
def admin_url() -> Iterator[str]:
    """Superuser's URL of a real PostgreSQL server."""
    with postgres_server() as url:
        yield url
