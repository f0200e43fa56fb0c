"""Liaisons of five agencies that ask each other for help, over each of the two buses."""

import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
import pytest_asyncio

from tests.integration.cooperation.asking import KINDS
from tests.integration.liaison.town import Town, town
from tests.standing_broker import StandingBroker
from zf_platform.provision import AgencyDatabase
from zf_platform.testing import agency_database

SERVICES = ("liaison", "casemgmt", "intake", "oversight")


@pytest_asyncio.fixture(scope="package")
async def databases(admin_url: str) -> AsyncIterator[dict[str, AgencyDatabase]]:
    async with AsyncExitStack() as stack:
        yield {
            agency: await stack.enter_async_context(
                agency_database(admin_url, agency=agency, services=["liaison"], prefix=f"zft_coop_{os.getpid()}_")
            )
            for agency in KINDS
        }


@pytest_asyncio.fixture(scope="package")
async def standing(
    databases: dict[str, AgencyDatabase], tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Town]:
    """The town, wired once for this folder: services keep nothing in memory from one message to the next."""
    async with town(databases, tmp_path=tmp_path_factory.mktemp("cooperation"), kinds=KINDS) as made:
        yield made


@pytest_asyncio.fixture
async def embedded_town(standing: Town) -> Town:
    await standing.renew()
    return standing


@pytest_asyncio.fixture
async def rabbit_town(
    standing_broker: StandingBroker, databases: dict[str, AgencyDatabase], tmp_path: Path
) -> AsyncIterator[Town]:
    async with (
        standing_broker.bus(list(KINDS), SERVICES) as bus,
        town(databases, tmp_path=tmp_path, bus=bus, kinds=KINDS) as made,
    ):
        yield made


@pytest.fixture(params=["embedded_town", pytest.param("rabbit_town", marks=pytest.mark.rabbitmq)])
def city(request: pytest.FixtureRequest) -> Town:
    """Behaviour is written once and run over both buses."""
    found: Town = request.getfixturevalue(str(request.param))
    return found
