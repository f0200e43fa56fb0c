"""Databases of four agencies, once; the city over each of the two buses for each test."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from itertools import permutations
from pathlib import Path

import pytest
import pytest_asyncio

from tests.broker_server import Broker, broker, installation
from tests.integration.joint.city import KINDS, QUIET, SERVICES, JointCity, joint_city
from tests.integration.messaging.behaviour.conftest import OneBusEach
from zf_contracts.envelope import Address
from zf_platform.bus.rabbitmq import RabbitBus
from zf_platform.provision import AgencyDatabase
from zf_platform.testing import agency_database

__all__ = ["broker"]


@pytest_asyncio.fixture(scope="session")
async def databases(admin_url: str) -> AsyncIterator[dict[str, AgencyDatabase]]:
    async with AsyncExitStack() as stack:
        yield {
            agency: await stack.enter_async_context(
                agency_database(admin_url, agency=agency, services=SERVICES, prefix="zft_joint_")
            )
            for agency in KINDS
        }


@pytest_asyncio.fixture
async def embedded_city(databases: dict[str, AgencyDatabase], tmp_path: Path) -> AsyncIterator[JointCity]:
    async with joint_city(databases, tmp_path=tmp_path) as made:
        yield made


@pytest_asyncio.fixture
async def rabbit_city(broker: Broker, databases: dict[str, AgencyDatabase], tmp_path: Path) -> AsyncIterator[JointCity]:
    pairs = list(permutations(KINDS, 2))
    async with installation(broker, agencies=list(KINDS), pairs=pairs) as installed:
        addresses = [Address(agency, service) for agency in KINDS for service in (*SERVICES, *QUIET)]
        bus = OneBusEach({address: RabbitBus(address, urls=installed.urls(address)) for address in addresses})
        async with joint_city(databases, tmp_path=tmp_path, bus=bus) as made:
            yield made
        await bus.close()


@pytest.fixture(params=["embedded_city", pytest.param("rabbit_city", marks=pytest.mark.rabbitmq)])
def city(request: pytest.FixtureRequest) -> JointCity:
    """Behaviour is written once and run over both buses."""
    found: JointCity = request.getfixturevalue(str(request.param))
    return found
