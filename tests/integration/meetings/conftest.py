"""Liaisons of four agencies around one table, over each of the two buses."""

import pytest

from tests.integration.liaison.fixtures import both, towns
from tests.integration.liaison.town import Town
from tests.integration.meetings.table import KINDS, Table

databases, standing, embedded_town, rabbit_town = towns("meeting", KINDS)


@pytest.fixture(params=both("town"))
def table(request: pytest.FixtureRequest) -> Table:
    found: Town = request.getfixturevalue(str(request.param))
    return Table(found)


@pytest.fixture
def quick(embedded_town: Town) -> Table:
    """In one process only: for what does not depend on the bus."""
    return Table(embedded_town)
