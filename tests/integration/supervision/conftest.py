"""Three liaisons with real databases, over each of the two buses."""

import pytest

from tests.integration.liaison.fixtures import both, towns
from tests.integration.liaison.town import AGENCIES, Town

databases, standing, embedded_city, rabbit_city = towns("superv", AGENCIES)


@pytest.fixture(params=both("city"))
def city(request: pytest.FixtureRequest) -> Town:
    found: Town = request.getfixturevalue(str(request.param))
    return found
