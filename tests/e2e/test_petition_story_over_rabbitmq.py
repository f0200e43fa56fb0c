"""The petition of several agencies over RabbitMQ, told by `zf demo story joint-petition`; in-process: test_city_stories.py."""

from pathlib import Path

import pytest
from sqlalchemy import text

from tests.e2e.whole_city import agencies, town_of, whole_city
from tests.standing_broker import StandingBroker
from zf_node.demo.matter import Matter
from zf_node.demo.petition_story import PETITION_STORIES
from zf_node.wiring import SERVICES

pytestmark = [pytest.mark.slow, pytest.mark.rabbitmq, pytest.mark.timeout(600)]


@pytest.mark.parametrize("name", sorted(PETITION_STORIES))
async def test_a_petition_story_runs_over_the_broker(
    admin_url: str, standing_broker: StandingBroker, tmp_path: Path, name: str
) -> None:
    """Registered in the hall, handled in the node of each agency, answered once; afterwards nothing is parked or refused."""
    async with (
        standing_broker.bus(agencies(), SERVICES) as bus,
        whole_city(admin_url, tmp_path, bus=bus, name="rab") as city,
        town_of(city) as town,
    ):
        matter = Matter(town)
        await PETITION_STORIES[name](matter)
        assert len(matter.log) > 12
        for service in city.services.values():
            async with service.parts.database.session() as session:
                stuck = await session.execute(text("SELECT type, error_code FROM inbox WHERE state = 'parked'"))
                assert stuck.all() == [], f"{service.address} has parked messages"
                refused = await session.execute(text("SELECT code FROM quarantine"))
                assert refused.all() == [], f"{service.address} has quarantined messages"
