"""S1–S9: what SQLAlchemy and asyncpg leave open, and that our database module decides it."""

from __future__ import annotations

import ast
import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from tests.integration.rabbitmq.wire import Proxy, eventually
from zf_contracts.envelope import Address
from zf_platform import wake
from zf_platform.clock import SystemClock
from zf_platform.database import Database
from zf_platform.ids import new_secret
from zf_platform.tasks import TaskKeeper
from zf_platform.transaction import TransactionFactory, Wakeups
from zf_platform.wake import LocalWakeup, NotifyWakeup

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
async def schema(admin_url: str) -> AsyncIterator[str]:
    name = f"pitfalls_{new_secret(4).lower().replace('-', 'x')}"
    owner = Database(admin_url, schema="public", pool_size=1)
    async with owner.engine.begin() as connection:
        await connection.execute(text(f'CREATE SCHEMA "{name}"'))
        await connection.execute(text(f'CREATE TABLE "{name}".note (id text PRIMARY KEY, words text)'))
    yield name
    async with owner.engine.begin() as connection:
        await connection.execute(text(f'DROP SCHEMA "{name}" CASCADE'))
    await owner.close()


@pytest.fixture
async def database(admin_url: str, schema: str) -> AsyncIterator[Database]:
    found = Database(admin_url, schema=schema, pool_size=3, overflow=2, application_name=f"zf {schema} {new_secret(4)}")
    yield found
    await found.close()


async def backends(database: Database) -> list[str]:
    """States of this database object's connections, as the server sees them."""
    async with database.engine.connect() as connection:
        own = (await connection.execute(text("SHOW application_name"))).scalar_one()
        rows = await connection.execute(
            text("SELECT state FROM pg_stat_activity WHERE application_name = :own AND pid <> pg_backend_pid()"),
            {"own": own},
        )
        return [str(row.state) for row in rows]


async def test_s1_cancelled_tasks_leak_no_connection_and_no_lock(database: Database) -> None:
    async def work(number: int) -> None:
        async with database.session() as session:
            await session.execute(text("INSERT INTO note VALUES ('locked', :n)"), {"n": str(number)})
            await session.execute(text("SELECT pg_sleep(0.02)"))
            await session.rollback()

    for round_number in range(12):
        tasks = [asyncio.create_task(work(number)) for number in range(10)]
        await asyncio.sleep(0.004 * round_number)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def calm() -> bool:
        states = await backends(database)
        return len(states) < 5 and set(states) <= {"idle"}

    await eventually(calm, seconds=10)
    async with database.session() as session:
        await session.execute(text("INSERT INTO note VALUES ('locked', 'free')"))
        await session.rollback()


async def test_s2_a_commit_once_asked_for_is_finished_though_the_asker_is_cancelled(database: Database) -> None:
    factory = make_factory(database)
    finished = 0
    for number in range(60):
        asked = asyncio.Event()

        async def act(key: str = f"s2-{number}", asked: asyncio.Event = asked) -> None:
            async with factory.begin() as transaction:
                await transaction.session.execute(text("INSERT INTO note VALUES (:key, '')"), {"key": key})
                asked.set()
                await transaction.commit()

        task = asyncio.create_task(act())
        await asked.wait()
        for _ in range(number % 6):
            await asyncio.sleep(0)
        begun = number % 6 > 0
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        stored = await count(database, f"s2-{number}")
        assert stored == 1 or not begun, "the commit had begun and must not be half-known"
        finished += stored
    assert finished >= 50


async def test_s3_after_cancellations_the_pool_hands_out_good_connections(database: Database) -> None:
    for number in range(30):
        task = asyncio.create_task(slow_query(database))
        await asyncio.sleep(0.002 * (number % 7))
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        async with database.session() as session:
            assert (await session.execute(text("SELECT 40 + 2"))).scalar_one() == 42


async def test_s3_a_killed_backend_trips_one_request_at_most(database: Database, admin_url: str) -> None:
    """Between the server's last word and the closed socket a request may still get the dying connection; no second one."""
    async with database.session() as session:
        pid = (await session.execute(text("SELECT pg_backend_pid()"))).scalar_one()
    await terminate(admin_url, pid)
    failures = 0
    for _ in range(5):
        try:
            async with database.session() as session:
                assert (await session.execute(text("SELECT 1"))).scalar_one() == 1
        except DBAPIError:
            failures += 1
    assert failures <= 1


async def test_s4_tasks_do_not_share_a_session(database: Database) -> None:
    factory = make_factory(database)
    sessions: list[AsyncSession] = []

    async def act() -> int:
        async with factory.begin() as transaction:
            sessions.append(transaction.session)
            await transaction.session.execute(text("SELECT pg_sleep(0.05)"))
            return int((await transaction.session.execute(text("SELECT pg_backend_pid()"))).scalar_one())

    pids = await asyncio.gather(*(act() for _ in range(4)))
    assert len(set(pids)) == 4
    assert len({id(session) for session in sessions}) == 4


def test_s5_no_session_lives_in_a_streamed_body() -> None:
    """A body that is sent slowly, or never, must not hold a connection: generators that feed a response know no session."""
    streaming = [path for path in sources() if "StreamingResponse(" in path.read_text()]
    assert streaming, "the rule needs its subject"
    for path in streaming:
        for generator in generators(path):
            names = {node.id for node in ast.walk(generator) if isinstance(node, ast.Name)}
            attributes = {node.attr for node in ast.walk(generator) if isinstance(node, ast.Attribute)}
            assert not {"session", "scope", "transaction"} & (names | attributes), f"{path}: {generator.name}"


async def test_s6_a_dead_listener_is_replaced_and_meanwhile_polled(
    admin_url: str, schema: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wake, "_PING_SECONDS", 0.2)
    server = make_url(admin_url)
    proxy = Proxy(str(server.host), server.port or 5432)
    await proxy.start()
    through = server.set(host="127.0.0.1", port=proxy.port).render_as_string(hide_password=False)
    wakeup = NotifyWakeup(through, schema=schema, purpose="pitfall")
    keeper = TaskKeeper()
    keeper.start("listen", wakeup.loop(keeper))
    database = Database(admin_url, schema=schema, pool_size=1)
    try:
        await heard(wakeup, database)
        proxy.refusing = True
        assert proxy.cut() > 0
        while await wakeup.wait(0.05):
            pass
        async with database.session() as session:
            await wakeup.announce(session)
            await session.commit()
        assert await wakeup.wait(0.2) is False, "nobody listens; the poll behind it has to do"
        proxy.refusing = False
        await heard(wakeup, database)
    finally:
        await keeper.stop(grace=1)
        await database.close()
        await proxy.close()


async def test_s7_a_migration_under_running_services_heals_and_a_restart_is_clean(
    database: Database, admin_url: str, schema: str
) -> None:
    question = text("SELECT * FROM note WHERE id = :id")
    for _ in range(8):
        async with database.session() as session:
            await session.execute(question, {"id": "s7"})
    async with database.engine.begin() as connection:
        await connection.execute(text("ALTER TABLE note ADD COLUMN IF NOT EXISTS more text"))
    failures = 0
    for _ in range(10):
        try:
            async with database.session() as session:
                await session.execute(question, {"id": "s7"})
        except DBAPIError:
            failures += 1
    assert failures <= 5, "each connection of the pool may stumble once over its cache, not for ever"
    fresh = Database(admin_url, schema=schema, pool_size=1)
    async with fresh.session() as session:
        await session.execute(question, {"id": "s7"})
    await fresh.close()


def test_s8_no_middleware_of_the_kind_that_cancels_handlers() -> None:
    for path in sources():
        tree = ast.parse(path.read_text())
        imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert not imported & {"starlette.middleware.base", "fastapi.middleware.base"}, path
        assert not re.search(r"\.middleware\(\s*[\"']http", path.read_text()), path


async def test_s9_every_connection_gives_up_in_time(database: Database) -> None:
    expected = {
        "lock_timeout": "5s",
        "statement_timeout": "30s",
        "idle_in_transaction_session_timeout": "1min",
        "tcp_keepalives_idle": "30",
    }
    async with database.session() as session:
        for name, value in expected.items():
            found = (await session.execute(text(f"SHOW {name}"))).scalar_one()
            # A socket of the local machine has no keepalive; PostgreSQL then shows 0.
            assert found == value or (name.startswith("tcp") and found == "0")


async def test_what_rests_is_closed_by_the_server_and_nobody_notices(admin_url: str, schema: str) -> None:
    name = f"zf {schema} {new_secret(4)}"
    found = Database(admin_url, schema=schema, pool_size=3, application_name=name, idle_seconds=1)
    await asyncio.gather(*(slow_query(found) for _ in range(3)))
    await asyncio.sleep(2.5)
    watcher = Database(admin_url, schema=schema, pool_size=1, application_name=f"{name} watcher")
    async with watcher.session() as session:
        counted = text(f"SELECT count(*) FROM pg_stat_activity WHERE application_name = '{name}'")
        assert (await session.execute(counted)).scalar_one() == 0
    await asyncio.gather(*(slow_query(found) for _ in range(3)))
    await watcher.close()
    await found.close()


def make_factory(database: Database) -> TransactionFactory:
    return TransactionFactory(
        database=database,
        identity=Address("police", "casemgmt"),
        clock=SystemClock(),
        wakeups=Wakeups(outbox=LocalWakeup(), inbox=LocalWakeup()),
    )


async def slow_query(database: Database) -> None:
    async with database.session() as session:
        await session.execute(text("SELECT pg_sleep(0.01)"))
        await session.commit()


async def count(database: Database, key: str) -> int:
    async with database.session() as session:
        return int(
            (await session.execute(text("SELECT count(*) FROM note WHERE id = :key"), {"key": key})).scalar_one()
        )


async def terminate(admin_url: str, pid: int) -> None:
    owner = Database(admin_url, schema="public", pool_size=1)
    async with owner.engine.connect() as connection:
        assert (await connection.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": pid})).scalar_one() is True
    await owner.close()


async def heard(wakeup: NotifyWakeup, database: Database) -> None:
    """A notification gets through (the listener may still be connecting)."""

    async def once() -> bool:
        async with database.session() as session:
            await wakeup.announce(session)
            await session.commit()
        return await wakeup.wait(0.2)

    await eventually(once)


def sources() -> list[Path]:
    return [*ROOT.glob("shared/**/*.py"), *ROOT.glob("services/**/*.py")]


def generators(path: Path) -> list[ast.AsyncFunctionDef | ast.FunctionDef]:
    functions = [
        node
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.AsyncFunctionDef | ast.FunctionDef)
    ]
    return [node for node in functions if any(isinstance(part, ast.Yield | ast.YieldFrom) for part in ast.walk(node))]
