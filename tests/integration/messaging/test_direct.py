"""Statements through the driver: they join the session's transaction, and a cut one leaves nothing behind."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text

from zf_platform.database import Database
from zf_platform.direct import Direct, driver_of
from zf_platform.ids import new_secret


@pytest.fixture
async def database(admin_url: str) -> AsyncIterator[Database]:
    name = f"direct_{new_secret(4).lower().replace('-', 'x')}"
    owner = Database(admin_url, schema="public", pool_size=1)
    async with owner.engine.begin() as connection:
        await connection.execute(text(f'CREATE SCHEMA "{name}"'))
        await connection.execute(text(f'CREATE TABLE "{name}".note (id text PRIMARY KEY, words text)'))
    found = Database(admin_url, schema=name, pool_size=3, overflow=2)
    yield found
    await found.close()
    async with owner.engine.begin() as connection:
        await connection.execute(text(f'DROP SCHEMA "{name}" CASCADE'))
    await owner.close()


async def stored(database: Database, key: str) -> int:
    async with database.immediate() as driver:
        return int(await driver.fetchval("SELECT count(*) FROM note WHERE id = $1", key))


_NOTE = Direct("INSERT INTO note VALUES (:key, :words) ON CONFLICT (id) DO UPDATE SET words = :words")


async def test_a_statement_through_the_driver_joins_the_transaction_of_its_session(database: Database) -> None:
    async with database.session() as session:
        await _NOTE.rows(session, key="gone", words="first of the transaction")
        await session.execute(text("INSERT INTO note VALUES ('gone-too', '')"))
        await session.rollback()
    assert await stored(database, "gone") == await stored(database, "gone-too") == 0
    async with database.session() as session:
        await session.execute(text("INSERT INTO note VALUES ('kept-too', '')"))
        await _NOTE.rows(session, key="kept", words="")
        assert (await driver_of(session)).is_in_transaction()
        await session.commit()
        await _NOTE.rows(session, key="next", words="a transaction of its own")
    assert await stored(database, "kept") == await stored(database, "kept-too") == 1
    assert await stored(database, "next") == 0, "nobody committed it"


async def test_cancelled_at_any_moment_it_leaves_no_transaction_behind(database: Database) -> None:
    async def work(number: int) -> None:
        async with database.session() as session:
            await _NOTE.rows(session, key="cut", words=str(number))
            await asyncio.sleep(0)
            await session.commit()

    for number in range(120):
        task = asyncio.create_task(work(number))
        for _ in range(number % 24):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        async with database.immediate() as driver:
            assert not driver.is_in_transaction()
        async with asyncio.timeout(5), database.session() as session:
            await _NOTE.rows(session, key="free", words=str(number))
            await session.commit()
        async with database.immediate() as driver:
            words = await driver.fetchval("SELECT words FROM note WHERE id = 'free'")
        assert words == str(number), "what was committed is committed"
