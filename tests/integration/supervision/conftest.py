"""Three liaisons with real databases, over each of the two buses: behaviour is written once and run on both."""

import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from itertools import permutations
from pathlib import Path

import pytest
import pytest_asyncio

from tests.broker_server import Broker, broker, installation
from tests.integration.liaison.town import AGENCIES, Town, town
from tests.integration.messaging.behaviour.conftest import OneBusEach
from zf_contracts.envelope import Address
from zf_platform.bus.rabbitmq import RabbitBus
from zf_platform.provision import AgencyDatabase
from zf_platform.testing import agency_database

__all__ = ["broker"]
_SERVICES = ("liaison", "casemgmt", "intake", "oversight")


@pytest_asyncio.fixture(scope="session")
async def databases(admin_url: str) -> AsyncIterator[dict[str, AgencyDatabase]]:
    async with AsyncExitStack() as stack:
        yield {
            agency: await stack.enter_async_context(
                agency_database(admin_url, agency=agency, services=["liaison"], prefix=f"zft_superv_{os.getpid()}_")
            )
            for agency in AGENCIES
        }


@pytest_asyncio.fixture
async def embedded_city(databases: dict[str, AgencyDatabase], tmp_path: Path) -> AsyncIterator[Town]:
    async with town(databases, tmp_path=tmp_path) as made:
        yield made


@pytest_asyncio.fixture
async def rabbit_city(broker: Broker, databases: dict[str, AgencyDatabase], tmp_path: Path) -> AsyncIterator[Town]:
    pairs = list(permutations(AGENCIES, 2))
    async with installation(broker, agencies=list(AGENCIES), pairs=pairs) as installed:
        addresses = [Address(agency, service) for agency in AGENCIES for service in _SERVICES]
        bus = OneBusEach({address: RabbitBus(address, urls=installed.urls(address)) for address in addresses})
        async with town(databases, tmp_path=tmp_path, bus=bus) as made:
            yield made
        await bus.close()


@pytest.fixture(params=["embedded_city", pytest.param("rabbit_city", marks=pytest.mark.rabbitmq)])
def city(request: pytest.FixtureRequest) -> Town:
    """Behaviour is written once and run over both buses."""
    found: Town = request.getfixturevalue(str(request.param))
    return found
