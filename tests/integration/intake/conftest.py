"""The intake service of a police agency over a real database; empty tables and a standing clock for each test."""

import os
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest
import pytest_asyncio
from pydantic import SecretStr
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from tests.integration.intake.petition_forms import Staff
from tests.integration.schema import table_names
from zf_intake.main import spec
from zf_intake.tables import Base
from zf_law.loader import Law, load_law
from zf_law.templates import FOLDER
from zf_platform.clock import ZONE, FixedClock
from zf_platform.personal import new_personal_key
from zf_platform.provision import AgencyDatabase
from zf_platform.testing import Caller, CityKeys, ServiceUnderTest, agency_database, start_test_service
from zf_platform.typeset import Typesetter

HALL_KEY = "key-of-the-front-end-in-these-tests"
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZONE)


@pytest.fixture(scope="session")
def law() -> Law:
    return load_law()


@pytest_asyncio.fixture(scope="session")
async def database(admin_url: str) -> AsyncIterator[AgencyDatabase]:
    async with agency_database(
        admin_url, agency="police", services=["intake"], prefix=f"zft_intake_{os.getpid()}_"
    ) as made:
        yield made


@pytest_asyncio.fixture(scope="session")
async def typesetter() -> AsyncIterator[Typesetter]:
    made = Typesetter(FOLDER)
    yield made
    await made.close()


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest_asyncio.fixture
async def intake(
    database: AgencyDatabase, law: Law, clock: FixedClock, tmp_path: Path, typesetter: Typesetter
) -> AsyncIterator[ServiceUnderTest]:
    await _empty(database)
    roles = {role.id: {name: reach.value for name, reach in role.permissions.items()} for role in law.roles.all()}
    async with start_test_service(
        spec(law=law, typesetter=typesetter),
        database=database,
        keys=CityKeys.make(["police", "procuratorate"], clock=clock),
        roles=roles,
        blob_dir=tmp_path,
        settings={"personal_key": SecretStr(new_personal_key()), "hall_key": SecretStr(HALL_KEY)},
    ) as service:
        yield service


@pytest.fixture
def officer(intake: ServiceUnderTest) -> Caller:
    """A duty officer of the station; reads the reports of the station."""
    return intake.caller("police.duty", roles=["duty_officer"], unit="yunling_station", name="值班民警")


@pytest.fixture
def staff(intake: ServiceUnderTest) -> Staff:
    """The petition section and those beside it."""
    return Staff(intake)


async def _empty(database: AgencyDatabase) -> None:
    names = ", ".join([*table_names(Base.metadata), "idempotency_key", "audit_entry", "inbox", "outbox"])
    engine = create_async_engine(database.owner_url)
    async with engine.begin() as connection:
        await connection.execute(text("SET LOCAL search_path TO intake"))
        await connection.execute(text(f"TRUNCATE {names}"))
    await engine.dispose()
