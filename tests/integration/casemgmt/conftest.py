"""Databases once per run, an empty city for each test."""

import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest_asyncio
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from tests.integration.casemgmt.city import AGENCIES, City, start_city
from tests.integration.schema import table_names
from zf_casemgmt.tables import Base
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


@pytest_asyncio.fixture
async def city(databases: dict[str, AgencyDatabase], tmp_path: Path) -> AsyncIterator[City]:
    for database in databases.values():
        await _empty(database)
    async with start_city(databases, tmp_path) as started:
        yield started


async def _empty(database: AgencyDatabase) -> None:
    own = table_names(Base.metadata)
    names = ", ".join([*own, "idempotency_key", "audit_entry", "inbox", "outbox", "outbox_sequence", "inbox_cursor"])
    engine = create_async_engine(database.owner_url)
    async with engine.begin() as connection:
        await connection.execute(text("SET LOCAL search_path TO casemgmt"))
        await connection.execute(text(f"TRUNCATE {names}"))
    await engine.dispose()
