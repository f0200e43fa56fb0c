"""Fixtures every test may use: the servers, once per run."""

from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack

import pytest

from tests.broker_server import Broker, broker, private_broker
from tests.database_server import postgres_server
from tests.fleet.doses import dose
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
    "tests/abuse/test_access_matrix.py",
    "tests/faults/test_broker_dies.py",
    "tests/faults/test_database_dies.py",
    "tests/faults/test_every_failpoint.py",
    "tests/faults/test_frozen_processes.py",
    "tests/faults/test_graceful_stop.py",
    "tests/faults/test_kills.py",
    "tests/faults/test_poison.py",
    "tests/web/test_ui_axe.py",
)


# Whatever makes and removes vhosts on the broker stays with one worker: RabbitMQ 3.10 came to a stand when two did so at the
# same time.
ON_THE_BROKER = (
    "tests/integration/joint",
    "tests/integration/rabbitmq",
    "tests/integration/liaison",
    "tests/integration/meetings",
    "tests/integration/supervision",
    "tests/integration/messaging",
    "tests/integration/reception",
    "tests/distributed",
    "tests/faults",
)
# Folders whose tests share databases, services or a browser: one worker takes a folder whole.
TOGETHER = (
    "tests/e2e",
    "tests/integration/intake",
    "tests/integration/casemgmt",
    "tests/abuse/",
    "tests/web/test_ui_",
    "tests/integration/oversight",
    "tests/integration/http",
    "tests/integration/audit",
)


# First, because pytest-xdist reads the groups in its own hook of this name.
@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what belongs to the nightly run (`-m "not nightly"` stands in the project's settings), and who runs together."""
    order: dict[pytest.Item, int] = {}
    for item in items:
        place = item.path.relative_to(config.rootpath).as_posix()
        if place.startswith(NIGHTLY):
            item.add_marker("nightly")
        order[item], group = _group(place)
        item.add_marker(pytest.mark.xdist_group(group))
    items.sort(key=order.__getitem__)


def _group(place: str) -> tuple[int, str]:
    """When this file's turn comes, and what it runs together with; the long ones come first."""
    if place.startswith(ON_THE_BROKER):
        return 0, "broker"
    for rank, folder in enumerate(TOGETHER, start=1):
        if place.startswith(folder):
            return rank, folder
    return len(TOGETHER) + 1, place
