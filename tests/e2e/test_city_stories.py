"""The whole city in one process: five nodes, twenty services, the front end; the scripted stories through the public API."""

import httpx
import pytest

from tests.e2e.books import nothing_stuck
from zf_node.city import City
from zf_node.demo.desk import Town
from zf_node.demo.ledger import reconcile
from zf_node.demo.matter import Matter
from zf_node.demo.petition_story import PETITION_STORIES
from zf_node.demo.stories import STORIES, tell


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", sorted(STORIES))
async def test_a_story_runs_through_all_agencies(town: Town, name: str) -> None:
    """Over the in-process bus; over RabbitMQ in tests/distributed and test_stories_over_rabbitmq.py."""
    matter = Matter(town)
    await tell(matter, name)
    assert len(matter.log) > 20


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", sorted(PETITION_STORIES))
async def test_a_petition_story_runs_through_its_agencies(town: Town, name: str) -> None:
    """Registered in the hall, handled in the node of each agency, answered once."""
    matter = Matter(town)
    await PETITION_STORIES[name](matter)
    assert len(matter.log) > 12


@pytest.mark.slow
@pytest.mark.timeout(300)
async def test_afterwards_nothing_is_lost_stuck_or_unproven(city: City, town: Town) -> None:
    """Ledgers of both sides are equal, nothing is parked or quarantined, every audit log verifies."""
    assert await reconcile(town, ("police", "procuratorate", "court")) == 0
    await nothing_stuck(city)


async def test_the_front_end_answers_and_unknown_places_are_not_found(city: City) -> None:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=city.app), base_url="http://city") as http:
        page = await http.get("/login")
        assert page.status_code == 200
        assert "政法协同" in page.text
        assert (await http.get("/api/police/nothing/x")).status_code == 404
        assert (await http.get("/api/nowhere/intake/health/live")).status_code == 404
        assert (await http.get("/api/court/casemgmt/health/ready")).json()["status"] == "ready"
