"""Liaisons of four agencies around one table, over each of the two buses."""

import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from itertools import permutations
from pathlib import Path

import pytest
import pytest_asyncio

from tests.broker_server import Broker, broker, installation
from tests.integration.liaison.town import Town, town
from tests.integration.meetings.table import KINDS, Table
from tests.integration.messaging.behaviour.conftest import OneBusEach
from zf_contracts.envelope import Address
from zf_platform.bus.rabbitmq import RabbitBus
from zf_platform.provision import AgencyDatabase
from zf_platform.testing import agency_database

__all__ = ["broker"]

SERVICES = ("liaison", "casemgmt", "intake", "oversight")


@pytest_asyncio.fixture(scope="session")
async def databases(admin_url: str) -> AsyncIterator[dict[str, AgencyDatabase]]:
    async with AsyncExitStack() as stack:
        yield {
            agency: await stack.enter_async_context(
                agency_database(admin_url, agency=agency, services=["liaison"], prefix=f"zft_meeting_{os.getpid()}_")
            )
            for agency in KINDS
        }


@pytest_asyncio.fixture
async def embedded_town(databases: dict[str, AgencyDatabase], tmp_path: Path) -> AsyncIterator[Town]:
    async with town(databases, tmp_path=tmp_path, kinds=KINDS) as made:
        yield made


@pytest_asyncio.fixture
async def rabbit_town(broker: Broker, databases: dict[str, AgencyDatabase], tmp_path: Path) -> AsyncIterator[Town]:
    pairs = list(permutations(KINDS, 2))
    async with installation(broker, agencies=list(KINDS), pairs=pairs) as installed:
        addresses = [Address(agency, service) for agency in KINDS for service in SERVICES]
        bus = OneBusEach({address: RabbitBus(address, urls=installed.urls(address)) for address in addresses})
        async with town(databases, tmp_path=tmp_path, bus=bus, kinds=KINDS) as made:
            yield made
        await bus.close()


@pytest.fixture(params=["embedded_town", pytest.param("rabbit_town", marks=pytest.mark.rabbitmq)])
def table(request: pytest.FixtureRequest) -> Table:
    """Behaviour is written once and run over both buses."""
    found: Town = request.getfixturevalue(str(request.param))
    return Table(found)


@pytest.fixture
def quick(embedded_town: Town) -> Table:
    """In one process only: for what does not depend on the bus."""
    return Table(embedded_town)
