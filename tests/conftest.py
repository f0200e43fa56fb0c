"""Fixtures every test may use: the servers, once per run."""

from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack

import pytest

from tests.broker_server import Broker, broker, private_broker
from tests.database_server import postgres_server
from tests.fleet.doses import dose
from tests.schedule import ByPlace, group_of
from tests.standing_broker import StandingBroker

__all__ = ["broker", "dose", "private_broker"]


@pytest.fixture(scope="session")
def admin_url() -> Iterator[str]:
    """Superuser's URL of a real PostgreSQL server."""
    with postgres_server() as url:
        yield url


@pytest.fixture(scope="session")
async def standing_broker(broker: Broker) -> AsyncIterator[StandingBroker]:
    """Installations that stay for the whole run."""
    async with AsyncExitStack() as stack:
        yield StandingBroker(broker, stack)


def pytest_addoption(parser: pytest.Parser) -> None:
    """How much of each fault and abuse the tests give: `ci` fits every run, `nightly` takes hours."""
    parser.addoption("--dose", choices=("ci", "nightly"), default="ci", help="dose of faults and abuse")


# What the ordinary run leaves out, by name: with these it would take longer than the 25 minutes it may. `make faults` gives
# them in their ordinary dose, `make nightly` in the long one.
NIGHTLY = (
    "tests/faults/test_database_dies.py",
    "tests/faults/test_every_failpoint.py",
    "tests/faults/test_kills.py",
    "tests/faults/test_poison.py",
    "tests/faults/test_table_disorder.py",
    "tests/faults/test_table_members_die.py",
    "tests/web/test_ui_axe.py",
)


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> ByPlace:
    return ByPlace(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what belongs to the nightly run (`-m "not nightly"` stands in the project's settings); the long ones come first."""
    places = {item: item.path.relative_to(config.rootpath).as_posix() for item in items}
    for item, place in places.items():
        if place.startswith(NIGHTLY):
            item.add_marker("nightly")
    items.sort(key=lambda item: group_of(places[item])[0])
