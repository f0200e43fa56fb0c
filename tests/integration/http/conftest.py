"""One database for the tests of the HTTP edge; a fresh service and empty tables for each test."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from tests.integration.http.desk import desk, desk_database
from zf_platform.provision import AgencyDatabase
from zf_platform.testing import ServiceUnderTest

_EMPTIED = "note, late, idempotency_key, audit_entry, audit_chain, inbox, outbox, quarantine, skip_request, job_run"


@pytest_asyncio.fixture(scope="session")
async def database(admin_url: str) -> AsyncIterator[AgencyDatabase]:
    async with desk_database(admin_url, prefix=f"zft_http_{os.getpid()}_") as made:
        yield made


@pytest_asyncio.fixture
async def service(database: AgencyDatabase, tmp_path: Path) -> AsyncIterator[ServiceUnderTest]:
    engine = create_async_engine(database.owner_url)
    async with engine.begin() as connection:
        await connection.execute(text("SET LOCAL search_path TO oversight"))
        await connection.execute(text(f"TRUNCATE {_EMPTIED}"))
    await engine.dispose()
    async with desk(database, blob_dir=tmp_path) as running:
        yield running
