"""One database for the tests of the HTTP edge; a fresh service and empty tables for each test."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from tests.integration.emptying import empty_tables
from tests.integration.http.desk import desk, desk_database
from zf_platform.provision import AgencyDatabase
from zf_platform.testing import ServiceUnderTest


@pytest_asyncio.fixture(scope="session")
async def database(admin_url: str) -> AsyncIterator[AgencyDatabase]:
    async with desk_database(admin_url, prefix=f"zft_http_{os.getpid()}_") as made:
        yield made


@pytest_asyncio.fixture
async def service(database: AgencyDatabase, tmp_path: Path) -> AsyncIterator[ServiceUnderTest]:
    await empty_tables(database, "oversight")
    async with desk(database, blob_dir=tmp_path) as running:
        yield running
