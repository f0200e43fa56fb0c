"""The stories of agencies at one table, told by the same command as over the in-process bus, here over RabbitMQ.

The stories of cases run over RabbitMQ in tests/distributed, one process per service.
"""

from collections.abc import AsyncIterator

import pytest

from tests.e2e.books import nothing_stuck
from tests.e2e.whole_city import agencies, town_of, whole_city
from tests.standing_broker import StandingBroker
from zf_node.city import City
from zf_node.demo.desk import Town
from zf_node.demo.ledger import reconcile
from zf_node.demo.matter import Matter
from zf_node.demo.stories import tell
from zf_node.wiring import SERVICES

pytestmark = [pytest.mark.slow, pytest.mark.rabbitmq, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
async def city(
    admin_url: str, standing_broker: StandingBroker, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[City]:
    folder = tmp_path_factory.mktemp("city")
    async with (
        standing_broker.bus(agencies(), SERVICES) as bus,
        whole_city(admin_url, folder, name="rab2", bus=bus) as running,
    ):
        yield running


@pytest.fixture(scope="module")
async def town(city: City) -> AsyncIterator[Town]:
    async with town_of(city) as found:
        yield found


@pytest.mark.parametrize("name", ["joint-meeting", "correction-notice"])
async def test_a_story_runs_over_the_broker(town: Town, name: str) -> None:
    matter = Matter(town)
    await tell(matter, name)
    assert len(matter.log) > 20


async def test_afterwards_both_sides_have_the_same_books(city: City, town: Town) -> None:
    assert await reconcile(town, agencies()) == 0
    await nothing_stuck(city)
