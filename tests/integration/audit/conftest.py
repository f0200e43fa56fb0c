"""A database with one service's tables, and a factory to write audit entries with."""

import os
from collections.abc import AsyncIterator

import pytest_asyncio
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from zf_contracts.envelope import Address
from zf_platform.clock import SystemClock
from zf_platform.database import Database, other_database
from zf_platform.provision import AgencyDatabase
from zf_platform.testing import agency_database
from zf_platform.transaction import TransactionFactory, Wakeups
from zf_platform.wake import LocalWakeup

PREFIX = f"zft_audit_{os.getpid()}_"
"""Runs beside each other do not meet."""


@pytest_asyncio.fixture(scope="session")
async def audit_database(admin_url: str) -> AsyncIterator[AgencyDatabase]:
    async with agency_database(admin_url, agency="police", services=["oversight", "intake"], prefix=PREFIX) as made:
        yield made


@pytest_asyncio.fixture
async def factory(audit_database: AgencyDatabase) -> AsyncIterator[TransactionFactory]:
    engine = create_async_engine(audit_database.owner_url)
    async with engine.begin() as connection:
        await connection.execute(text("TRUNCATE oversight.audit_entry, oversight.audit_chain"))
    await engine.dispose()
    database = Database(audit_database.service_urls["oversight"], schema="oversight")
    yield TransactionFactory(
        database=database,
        identity=Address("police", "oversight"),
        clock=SystemClock(),
        wakeups=Wakeups(outbox=LocalWakeup(), inbox=LocalWakeup()),
    )
    await database.close()


@pytest_asyncio.fixture
async def superuser(audit_database: AgencyDatabase, admin_url: str) -> AsyncIterator[Database]:
    """The database administrator who turns against the log: no grant stops him."""
    name = audit_database.database
    database = Database(other_database(admin_url, name), schema="oversight")
    yield database
    await database.close()
