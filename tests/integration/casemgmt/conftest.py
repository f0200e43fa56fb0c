"""Databases once per run, an empty city for each test."""

import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest
import pytest_asyncio

from tests.integration.casemgmt.city import AGENCIES, City, start_city
from tests.integration.emptying import empty_files, empty_tables
from zf_platform.provision import AgencyDatabase
from zf_platform.testing import agency_database


@pytest_asyncio.fixture(scope="session")
async def databases(admin_url: str) -> AsyncIterator[dict[str, AgencyDatabase]]:
    async with AsyncExitStack() as stack:
        yield {
            agency: await stack.enter_async_context(
                agency_database(admin_url, agency=agency, services=["casemgmt"], prefix=f"zft_casemgmt_{os.getpid()}_")
            )
            for agency in AGENCIES
        }


@pytest_asyncio.fixture(scope="session")
async def standing(
    databases: dict[str, AgencyDatabase], tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[City]:
    """The city, wired once for the run: services keep nothing in memory from one message to the next."""
    async with start_city(databases, tmp_path_factory.mktemp("casemgmt")) as started:
        yield started


@pytest_asyncio.fixture
async def city(standing: City, databases: dict[str, AgencyDatabase]) -> City:
    for database in databases.values():
        await empty_tables(database, "casemgmt")
    empty_files(standing.services.values())
    standing.renew()
    return standing
