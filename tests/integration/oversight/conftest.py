"""The oversight service of a police agency over a real database; empty tables and a movable clock for each test."""

import os
from collections.abc import AsyncIterator
from datetime import datetime

import pytest
import pytest_asyncio

from tests.integration.emptying import empty_files, empty_tables
from zf_law.loader import Law, load_law
from zf_oversight.main import spec
from zf_platform.clock import ZONE, FixedClock
from zf_platform.provision import AgencyDatabase
from zf_platform.testing import Caller, CityKeys, ServiceUnderTest, agency_database, start_test_service

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZONE)


@pytest.fixture(scope="session")
def law() -> Law:
    return load_law()


@pytest_asyncio.fixture(scope="session")
async def database(admin_url: str) -> AsyncIterator[AgencyDatabase]:
    async with agency_database(
        admin_url, agency="police", services=["oversight"], prefix=f"zft_oversight_{os.getpid()}_"
    ) as made:
        yield made


@pytest_asyncio.fixture(scope="session")
async def standing(
    database: AgencyDatabase, law: Law, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[tuple[ServiceUnderTest, FixedClock]]:
    """The service and its clock, wired once for the run: it keeps nothing in memory from one request to the next."""
    clock = FixedClock(NOW)
    roles = {role.id: {name: reach.value for name, reach in role.permissions.items()} for role in law.roles.all()}
    async with start_test_service(
        spec(law=law),
        database=database,
        keys=CityKeys.make(["police", "procuratorate"], clock=clock),
        roles=roles,
        blob_dir=tmp_path_factory.mktemp("blobs"),
    ) as service:
        yield service, clock


@pytest.fixture
def clock(standing: tuple[ServiceUnderTest, FixedClock]) -> FixedClock:
    standing[1].at = NOW
    return standing[1]


@pytest_asyncio.fixture
async def oversight(
    standing: tuple[ServiceUnderTest, FixedClock], clock: FixedClock, database: AgencyDatabase
) -> ServiceUnderTest:
    del clock
    await empty_tables(database, "oversight")
    empty_files([standing[0]])
    return standing[0]


@pytest.fixture
def leader(oversight: ServiceUnderTest) -> Caller:
    """Sees every clock of the agency."""
    return oversight.caller("police.leader", roles=["bureau_leader"], unit="leadership")
