"""The whole city in one process: five nodes, twenty services, the front end; the scripted stories through the public API."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from sqlalchemy import text

from zf_law.loader import load_law
from zf_node.city import City, CityPlan, running_city
from zf_node.demo.desk import Town
from zf_node.demo.ledger import reconcile
from zf_node.demo.matter import Matter
from zf_node.demo.people import DEMO_PASSWORD
from zf_node.demo.petition_story import PETITION_STORIES
from zf_node.demo.seed_people import seed_people
from zf_node.demo.stories import STORIES, tell
from zf_node.keys_setup import node_agencies, set_up_keys
from zf_node.layout import CityFolder
from zf_node.up import provision_all
from zf_node.wiring import SERVICES
from zf_platform.audit import verify
from zf_platform.bus.embedded import EmbeddedBus
from zf_platform.clock import SystemClock
from zf_platform.provision import drop_agency

PREFIX = f"zfe2e{os.getpid()}_"


@pytest.fixture(scope="module")
async def city(admin_url: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[City]:
    law, clock = load_law(), SystemClock()
    folder = CityFolder(Path(tmp_path_factory.mktemp("city")))
    agencies = [agency.code for agency in node_agencies(law)]
    set_up_keys(folder, law=law, now=clock.now(), urls={code: f"http://city/api/{code}/liaison" for code in agencies})
    for code in agencies:
        # A run that was killed leaves its databases behind; they may be of an older schema.
        await drop_agency(admin_url, agency=code, services=SERVICES, prefix=PREFIX)
    databases = await provision_all(admin_url, law=law, prefix=PREFIX)
    plan = CityPlan(
        folder=folder,
        law=law,
        clock=clock,
        bus=EmbeddedBus(),
        databases=databases,
        base_url="http://city",
        overrides={"poll_seconds": 0.5, "trace_sink": "none", "pool_size": 1, "pool_overflow": 2},
    )
    async with running_city(plan) as running:
        await seed_people(running.services, law=law)
        yield running
    for code in agencies:
        await drop_agency(admin_url, agency=code, services=SERVICES, prefix=PREFIX)


@pytest.fixture(scope="module")
async def town(city: City) -> AsyncIterator[Town]:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=city.app), timeout=60) as http:
        yield Town(http, base="http://city", password=DEMO_PASSWORD)


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", sorted(STORIES))
async def test_a_story_runs_through_all_agencies(town: Town, name: str) -> None:
    """Over the in-process bus; over RabbitMQ the same is asked in tests/distributed."""
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
    for service in city.services.values():
        while await service.sequencer.step():
            pass
        async with service.parts.database.session() as session:
            stuck = await session.execute(text("SELECT count(*) FROM inbox WHERE state = 'parked'"))
            assert stuck.scalar_one() == 0, f"{service.address} has parked messages"
            refused = await session.execute(text("SELECT count(*) FROM quarantine"))
            assert refused.scalar_one() == 0, f"{service.address} has quarantined messages"
            assert (await verify(session)).ok, f"{service.address}: the audit log does not verify"


async def test_the_front_end_answers_and_unknown_places_are_not_found(city: City) -> None:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=city.app), base_url="http://city") as http:
        page = await http.get("/login")
        assert page.status_code == 200
        assert "政法协同" in page.text
        assert (await http.get("/api/police/nothing/x")).status_code == 404
        assert (await http.get("/api/nowhere/intake/health/live")).status_code == 404
        assert (await http.get("/api/court/casemgmt/health/ready")).json()["status"] == "ready"
