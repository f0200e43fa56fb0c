"""Liaisons of five agencies that ask each other for help, over each of the two buses."""

import pytest

from tests.integration.cooperation.asking import KINDS
from tests.integration.liaison.fixtures import both, towns
from tests.integration.liaison.town import Town

databases, standing, embedded_town, rabbit_town = towns("coop", KINDS)


@pytest.fixture(params=both("town"))
def city(request: pytest.FixtureRequest) -> Town:
    found: Town = request.getfixturevalue(str(request.param))
    return found
