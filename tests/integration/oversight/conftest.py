"""The oversight service of a police agency over a real database; empty tables and a movable clock for each test."""

import os
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from tests.integration.schema import table_names
from zf_law.loader import Law, load_law
from zf_oversight.main import spec
from zf_oversight.tables import Base
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


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest_asyncio.fixture
async def oversight(
    database: AgencyDatabase, law: Law, clock: FixedClock, tmp_path: Path
) -> AsyncIterator[ServiceUnderTest]:
    await _empty(database)
    roles = {role.id: {name: reach.value for name, reach in role.permissions.items()} for role in law.roles.all()}
    async with start_test_service(
        spec(law=law),
        database=database,
        keys=CityKeys.make(["police", "procuratorate"], clock=clock),
        roles=roles,
        blob_dir=tmp_path,
    ) as service:
        yield service


@pytest.fixture
def leader(oversight: ServiceUnderTest) -> Caller:
    """Sees every clock of the agency."""
    return oversight.caller("police.leader", roles=["bureau_leader"], unit="leadership")


async def _empty(database: AgencyDatabase) -> None:
    names = ", ".join([*table_names(Base.metadata), "idempotency_key", "audit_entry", "inbox", "outbox", "job_run"])
    engine = create_async_engine(database.owner_url)
    async with engine.begin() as connection:
        await connection.execute(text("SET LOCAL search_path TO oversight"))
        await connection.execute(text(f"TRUNCATE {names}"))
    await engine.dispose()
