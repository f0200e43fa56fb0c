"""Databases of three agencies, once; empty tables and a standing clock for each test."""

import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest
import pytest_asyncio

from tests.integration.liaison.town import AGENCIES, Town, town
from zf_platform.provision import AgencyDatabase
from zf_platform.testing import agency_database


@pytest_asyncio.fixture(scope="session")
async def databases(admin_url: str) -> AsyncIterator[dict[str, AgencyDatabase]]:
    async with AsyncExitStack() as stack:
        yield {
            agency: await stack.enter_async_context(
                agency_database(admin_url, agency=agency, services=["liaison"], prefix=f"zft_liaison_{os.getpid()}_")
            )
            for agency in AGENCIES
        }


@pytest_asyncio.fixture(scope="session")
async def standing(
    databases: dict[str, AgencyDatabase], tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Town]:
    """The town, wired once for the run: services keep nothing in memory from one message to the next."""
    async with town(databases, tmp_path=tmp_path_factory.mktemp("liaison")) as made:
        yield made


@pytest_asyncio.fixture
async def city(standing: Town) -> Town:
    await standing.renew()
    return standing
