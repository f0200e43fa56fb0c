"""An agency's database: quick to make, made twice without harm, and each role can do its own work only."""

import os
import time
from collections.abc import AsyncIterator

import asyncpg
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from tests.integration.schema import schema_differences
from zf_platform.database import Database, dsn
from zf_platform.migrate import current, heads
from zf_platform.provision import AgencyDatabase, drop_agency, provision_agency
from zf_platform.tables import platform_metadata

SERVICES = ("intake", "casemgmt", "oversight", "liaison")
PREFIX = f"zfprov{os.getpid()}_"


@pytest.fixture(scope="module")
async def agency(admin_url: str) -> AsyncIterator[AgencyDatabase]:
    await drop_agency(admin_url, agency="police", services=SERVICES, prefix=PREFIX)
    yield await provision_agency(admin_url, agency="police", services=SERVICES, prefix=PREFIX, password="it's one")
    await drop_agency(admin_url, agency="police", services=SERVICES, prefix=PREFIX)


@pytest.mark.slow
async def test_a_city_of_five_agencies_is_made_in_ten_seconds(admin_url: str) -> None:
    agencies = ("police", "procuratorate", "court", "justice", "committee")
    prefix = f"zfcity{os.getpid()}_"
    started = time.process_time()
    try:
        for name in agencies:
            await provision_agency(admin_url, agency=name, services=SERVICES, prefix=prefix)
        spent = time.process_time() - started
    finally:
        for name in agencies:
            await drop_agency(admin_url, agency=name, services=SERVICES, prefix=prefix)
    assert spent < 10, "CPU seconds of ours; the wall clock of a busy machine says nothing"


async def test_making_it_again_changes_nothing(admin_url: str, agency: AgencyDatabase) -> None:
    again = await provision_agency(admin_url, agency="police", services=SERVICES, prefix=PREFIX, password="it's one")
    assert again == agency


async def test_every_schema_stands_at_the_newest_version(agency: AgencyDatabase) -> None:
    engine = create_async_engine(agency.owner_url)
    for service in SERVICES:
        assert await current(engine, schema=service) == heads(service)
    assert await current(engine, schema="public") == frozenset()
    await engine.dispose()


async def test_the_migrations_make_the_tables_that_the_code_declares(agency: AgencyDatabase) -> None:
    assert await schema_differences(agency.owner_url, schema="intake", metadata=platform_metadata) == []


@pytest.mark.parametrize(
    "forbidden",
    [
        "CREATE TABLE intake.mine (n int)",
        "DROP TABLE intake.outbox",
        "ALTER TABLE intake.outbox ADD COLUMN n int",
        "SELECT * FROM casemgmt.outbox",
        "INSERT INTO casemgmt.inbox_cursor VALUES ('a', 'b', 1)",
        "UPDATE intake.audit_entry SET reason = 'another'",
        "DELETE FROM intake.audit_entry",
        "TRUNCATE intake.audit_entry",
        "SELECT * FROM telemetry.otel_span",
        "CREATE TABLE public.mine (n int)",
        "CREATE SCHEMA mine",
        "SET ROLE postgres",
    ],
)
async def test_a_service_cannot(agency: AgencyDatabase, forbidden: str) -> None:
    connection = await asyncpg.connect(dsn(agency.service_urls["intake"]))
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await connection.execute(forbidden)
    await connection.close()


async def test_a_service_can_do_its_work(agency: AgencyDatabase) -> None:
    connection = await asyncpg.connect(dsn(agency.service_urls["intake"]), server_settings={"search_path": "intake"})
    await connection.execute("INSERT INTO inbox_cursor VALUES ('a', 'b', 1)")
    await connection.execute("UPDATE inbox_cursor SET last = 2")
    await connection.execute("DELETE FROM inbox_cursor")
    await connection.execute("UPDATE audit_entry SET seq = 1, hash = 'x' WHERE false")
    await connection.close()


async def test_every_wait_in_the_database_has_an_end(agency: AgencyDatabase) -> None:
    database = Database(agency.service_urls["intake"], schema="intake")
    async with database.session() as session:
        wanted = {"lock_timeout": "5s", "statement_timeout": "30s", "idle_in_transaction_session_timeout": "1min"}
        for name, value in wanted.items():
            assert (await session.execute(text(f"SHOW {name}"))).scalar_one() == value
        assert (await session.execute(text("SELECT current_schema()"))).scalar_one() == "intake"
    await database.close()


def test_a_name_that_is_no_name_is_refused() -> None:
    with pytest.raises(ValueError, match="not a database name"):
        provision_names('x"; DROP')


def provision_names(agency: str) -> None:
    import asyncio

    asyncio.new_event_loop().run_until_complete(
        provision_agency("postgresql+asyncpg://nobody@127.0.0.1:1/x", agency=agency, services=())
    )
