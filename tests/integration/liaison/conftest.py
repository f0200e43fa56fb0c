"""Databases of three agencies, once; empty tables and a standing clock for each test."""

import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

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


@pytest_asyncio.fixture
async def city(databases: dict[str, AgencyDatabase], tmp_path: Path) -> AsyncIterator[Town]:
    async with town(databases, tmp_path=tmp_path) as made:
        yield made
