"""Databases of four agencies, once; the city over each of the two buses for each test."""

import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
import pytest_asyncio

from tests.integration.joint.city import KINDS, QUIET, SERVICES, JointCity, joint_city
from tests.standing_broker import StandingBroker
from zf_platform.provision import AgencyDatabase
from zf_platform.testing import agency_database


@pytest_asyncio.fixture(scope="package")
async def databases(admin_url: str) -> AsyncIterator[dict[str, AgencyDatabase]]:
    async with AsyncExitStack() as stack:
        yield {
            agency: await stack.enter_async_context(
                agency_database(admin_url, agency=agency, services=SERVICES, prefix=f"zft_joint_{os.getpid()}_")
            )
            for agency in KINDS
        }


@pytest_asyncio.fixture(scope="package")
async def standing(
    databases: dict[str, AgencyDatabase], tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[JointCity]:
    """The city on the in-process bus, wired once for this folder: services keep nothing in memory between messages."""
    async with joint_city(databases, tmp_path=tmp_path_factory.mktemp("joint")) as made:
        yield made


@pytest_asyncio.fixture
async def embedded_city(standing: JointCity) -> JointCity:
    await standing.renew()
    return standing


@pytest_asyncio.fixture
async def rabbit_city(
    standing_broker: StandingBroker, databases: dict[str, AgencyDatabase], tmp_path: Path
) -> AsyncIterator[JointCity]:
    async with (
        standing_broker.bus(list(KINDS), (*SERVICES, *QUIET)) as bus,
        joint_city(databases, tmp_path=tmp_path, bus=bus) as made,
    ):
        yield made


@pytest.fixture(params=["embedded_city", pytest.param("rabbit_city", marks=pytest.mark.rabbitmq)])
def city(request: pytest.FixtureRequest) -> JointCity:
    """Behaviour is written once and run over both buses."""
    found: JointCity = request.getfixturevalue(str(request.param))
    return found
