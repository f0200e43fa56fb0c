"""The intake service of the committee, which runs the joint hall; empty tables and a clock that stands still."""

import os
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest
import pytest_asyncio
from pydantic import SecretStr

from tests.integration.emptying import empty_tables
from tests.integration.reception.floor import Floor
from zf_intake.main import spec
from zf_law.loader import Law, load_law
from zf_platform.clock import ZONE, FixedClock
from zf_platform.personal import new_personal_key
from zf_platform.provision import AgencyDatabase
from zf_platform.testing import CityKeys, ServiceUnderTest, agency_database, start_test_service

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=ZONE)


@pytest.fixture(scope="session")
def law() -> Law:
    return load_law()


@pytest_asyncio.fixture(scope="session")
async def database(admin_url: str) -> AsyncIterator[AgencyDatabase]:
    async with agency_database(
        admin_url, agency="committee", services=["intake"], prefix=f"zft_reception_{os.getpid()}_"
    ) as made:
        yield made


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest_asyncio.fixture
async def intake(
    database: AgencyDatabase, law: Law, clock: FixedClock, tmp_path: Path
) -> AsyncIterator[ServiceUnderTest]:
    await empty_tables(database, "intake")
    roles = {role.id: {name: reach.value for name, reach in role.permissions.items()} for role in law.roles.all()}
    async with start_test_service(
        spec(law=law),
        database=database,
        keys=CityKeys.make(["committee", "police", "procuratorate"], clock=clock),
        roles=roles,
        blob_dir=tmp_path,
        settings={"personal_key": SecretStr(new_personal_key())},
    ) as service:
        yield service


@pytest.fixture
def floor(intake: ServiceUnderTest, clock: FixedClock) -> Floor:
    return Floor(intake, clock)
