"""The intake service of a police agency over a real database; empty tables and a standing clock for each test."""

import os
from collections.abc import AsyncIterator
from datetime import datetime

import pytest
import pytest_asyncio
from pydantic import SecretStr

from tests.integration.emptying import empty_files, empty_tables
from tests.integration.intake.front_end import HALL_KEY, front_end
from tests.integration.intake.petition_forms import Staff
from zf_intake.main import spec
from zf_law.loader import Law, load_law
from zf_law.templates import FOLDER
from zf_platform.clock import ZONE, FixedClock
from zf_platform.personal import new_personal_key
from zf_platform.provision import AgencyDatabase
from zf_platform.testing import Caller, CityKeys, ServiceUnderTest, agency_database, start_test_service
from zf_platform.typeset import Typesetter

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


@pytest_asyncio.fixture(scope="session")
async def standing(
    database: AgencyDatabase, law: Law, tmp_path_factory: pytest.TempPathFactory, typesetter: Typesetter
) -> AsyncIterator[tuple[ServiceUnderTest, FixedClock]]:
    """The service and its clock, wired once for the run: it keeps nothing in memory from one request to the next."""
    clock = FixedClock(NOW)
    roles = {role.id: {name: reach.value for name, reach in role.permissions.items()} for role in law.roles.all()}
    async with start_test_service(
        spec(law=law, typesetter=typesetter),
        database=database,
        keys=CityKeys.make(["police", "procuratorate"], clock=clock),
        roles=roles,
        blob_dir=tmp_path_factory.mktemp("blobs"),
        settings={"personal_key": SecretStr(new_personal_key()), "hall_key": SecretStr(HALL_KEY)},
    ) as service:
        yield service, clock


@pytest.fixture
def clock(standing: tuple[ServiceUnderTest, FixedClock]) -> FixedClock:
    standing[1].at = NOW
    return standing[1]


@pytest_asyncio.fixture
async def intake(
    standing: tuple[ServiceUnderTest, FixedClock], clock: FixedClock, database: AgencyDatabase
) -> ServiceUnderTest:
    del clock
    await empty_tables(database, "intake")
    empty_files([standing[0]])
    return standing[0]


@pytest.fixture
def officer(intake: ServiceUnderTest) -> Caller:
    """A duty officer of the station; reads the reports of the station."""
    return intake.caller("police.duty", roles=["duty_officer"], unit="yunling_station", name="值班民警")


@pytest.fixture
def staff(intake: ServiceUnderTest) -> Staff:
    """The petition section and those beside it."""
    return Staff(intake)


@pytest_asyncio.fixture
async def hall(intake: ServiceUnderTest) -> AsyncIterator[Caller]:
    """The front end, from one browser's address."""
    async with front_end(intake, address="10.0.0.1") as client:
        yield Caller(client)
