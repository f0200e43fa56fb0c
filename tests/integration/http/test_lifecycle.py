"""A service starts only when it is safe, and stops without breaking what runs."""

import asyncio
import socket
from collections.abc import AsyncIterator, Mapping
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
import uvicorn
from pydantic import SecretStr
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from tests.integration.http.desk import ADDRESS, ROLES, SPEC, desk, value
from tests.integration.messaging.node import eventually
from zf_platform.bus.embedded import EmbeddedBus
from zf_platform.clock import OffsetClock, SystemClock
from zf_platform.database import other_database
from zf_platform.provision import AgencyDatabase
from zf_platform.service import build_service
from zf_platform.settings import ServiceSettings
from zf_platform.startup_guard import StartRefused, examine, require_good
from zf_platform.testing import CityKeys, ServiceUnderTest


def settings_for(database: AgencyDatabase, tmp_path: Path, **changes: object) -> ServiceSettings:
    plain = ServiceSettings(
        agency="police",
        service="oversight",
        database_url=SecretStr(database.service_urls["oversight"].replace("+asyncpg", "")),
        blob_dir=tmp_path,
        trace_sink="none",
    )
    return plain.model_copy(update=changes)


@pytest.fixture
async def engine(database: AgencyDatabase) -> AsyncIterator[AsyncEngine]:
    made = create_async_engine(database.service_urls["oversight"])
    yield made
    await made.dispose()


async def levels(settings: ServiceSettings, engine: AsyncEngine, *, ahead: float = 0) -> Mapping[str, str]:
    clock = OffsetClock(timedelta(seconds=ahead))
    return {found.code: found.level for found in await examine(settings, engine=engine, clock=clock)}


async def test_a_good_node_passes_and_names_every_point(
    database: AgencyDatabase, engine: AsyncEngine, tmp_path: Path
) -> None:
    findings = await require_good(settings_for(database, tmp_path), engine=engine, clock=SystemClock())
    assert {found.code for found in findings if found.level == "good"} >= {
        "database.fsync", "database.full_page_writes", "database.synchronous_commit", "database.schema",
        "database.superuser", "clock.skew", "settings.debug", "database.password",
    }  # fmt: skip
    assert all(found.zh and found.en for found in findings)


async def test_each_danger_is_refused(database: AgencyDatabase, engine: AsyncEngine, tmp_path: Path) -> None:
    good = settings_for(database, tmp_path)
    assert (await levels(good, engine, ahead=6))["clock.skew"] == "refuse"
    assert (await levels(good, engine, ahead=-6))["clock.skew"] == "refuse"
    assert (await levels(good, engine, ahead=3))["clock.skew"] == "good"
    assert (await levels(settings_for(database, tmp_path, debug=True), engine))["settings.debug"] == "refuse"
    weak = SecretStr("postgresql://police_oversight:postgres@db/zf_police")
    assert (await levels(settings_for(database, tmp_path, database_url=weak), engine))["database.password"] == "refuse"
    keys = tmp_path / "keys.json"
    assert (await levels(settings_for(database, tmp_path, key_file=keys), engine))["keys.file"] == "refuse"
    keys.write_text("{}")
    keys.chmod(0o644)
    assert (await levels(settings_for(database, tmp_path, key_file=keys), engine))["keys.file"] == "refuse"
    keys.chmod(0o600)
    assert (await levels(settings_for(database, tmp_path, key_file=keys), engine))["keys.file"] == "good"


@pytest.mark.parametrize("value", ["off", "local"])
async def test_lost_durability_is_refused(database: AgencyDatabase, admin_url: str, tmp_path: Path, value: str) -> None:
    admin = create_async_engine(admin_url, isolation_level="AUTOCOMMIT")
    role = f"{database.database}_oversight"
    async with admin.connect() as connection:
        await connection.execute(text(f"ALTER ROLE {role} SET synchronous_commit = {value}"))
        engine = create_async_engine(database.service_urls["oversight"])
        try:
            found = await levels(settings_for(database, tmp_path), engine)
            with pytest.raises(StartRefused, match="synchronous_commit"):
                await require_good(settings_for(database, tmp_path), engine=engine, clock=SystemClock())
        finally:
            await engine.dispose()
            await connection.execute(text(f"ALTER ROLE {role} RESET synchronous_commit"))
    await admin.dispose()
    assert found["database.synchronous_commit"] == "refuse"


async def test_another_schema_is_refused(database: AgencyDatabase, engine: AsyncEngine, tmp_path: Path) -> None:
    owner = create_async_engine(database.owner_url)
    change = "UPDATE oversight.schema_version SET version_num = version_num || :mark"
    back = "UPDATE oversight.schema_version SET version_num = replace(version_num, :mark, '')"
    async with owner.begin() as connection:
        await connection.execute(text(change), {"mark": "_x"})
    try:
        assert (await levels(settings_for(database, tmp_path), engine))["database.schema"] == "refuse"
    finally:
        async with owner.begin() as connection:
            await connection.execute(text(back), {"mark": "_x"})
        await owner.dispose()


async def test_a_superuser_is_warned_of(admin_url: str, database: AgencyDatabase, tmp_path: Path) -> None:
    engine = create_async_engine(other_database(admin_url, database.database))
    assert (await levels(settings_for(database, tmp_path), engine))["database.superuser"] == "warn"
    await engine.dispose()


async def test_a_database_that_is_away_is_one_finding(database: AgencyDatabase, tmp_path: Path) -> None:
    engine = create_async_engine("postgresql+asyncpg://nobody@127.0.0.1:1/none")
    assert (await levels(settings_for(database, tmp_path), engine))["database.away"] == "refuse"
    await engine.dispose()


async def test_a_refused_service_does_not_start(database: AgencyDatabase, tmp_path: Path) -> None:
    keys = CityKeys.make(["police"])
    service = build_service(
        SPEC,
        settings_for(database, tmp_path, debug=True),
        bus=EmbeddedBus(),
        clock=SystemClock(),
        verifier=keys.verifier(ADDRESS),
        roles=ROLES,
    )
    with pytest.raises(StartRefused, match="debug"):
        await service.start()
    assert service.subscriptions == []
    await service.stop()


async def test_loops_run_and_stop_and_leave_no_connection(
    database: AgencyDatabase, admin_url: str, tmp_path: Path
) -> None:
    async with desk(database, blob_dir=tmp_path, loops=True) as running:
        clerk = running.caller("police.clerk", roles=["clerk"])
        await clerk.post("/notes", json={"title": "numbered by itself"})

        async def numbered_and_scheduled() -> bool:
            waiting = await value(running, "SELECT count(*) FROM audit_entry WHERE seq IS NULL")
            return waiting == 0 and await value(running, "SELECT count(*) FROM job_run") == 2

        await eventually(numbered_and_scheduled)
        before = asyncio.get_running_loop().time()
    assert asyncio.get_running_loop().time() - before < 6
    admin = create_async_engine(admin_url)
    async with admin.connect() as connection:
        left = await connection.execute(
            text(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = :name AND application_name = 'police.oversight'"
            ),
            {"name": database.database},
        )
        assert left.scalar_one() == 0
    await admin.dispose()


async def test_a_stop_lets_the_running_request_finish(service: ServiceUnderTest) -> None:
    """A lock keeps a request busy while the server is told to stop; it still gets its 201, a new one is turned away."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(
        uvicorn.Config(service.service.app, port=port, log_config=None, access_log=False, lifespan="off")
    )
    serving = asyncio.create_task(server.serve())

    async def started() -> bool:
        return server.started

    await eventually(started)
    token = service.caller("police.clerk", roles=["clerk"]).http.headers["authorization"]
    async with (
        service.service.parts.database.session() as blocker,
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", headers={"authorization": token}) as client,
    ):
        await blocker.execute(text("LOCK TABLE note IN ACCESS EXCLUSIVE MODE"))
        running = asyncio.create_task(
            client.post("/notes", json={"title": "still running"}, headers={"idempotency-key": "stop-00001"})
        )
        await asyncio.sleep(0.3)
        server.should_exit = True
        await asyncio.sleep(0.3)
        assert not running.done()
        with pytest.raises(httpx.TransportError):
            async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as late:
                await late.get("/health/live")
        await blocker.rollback()
        assert (await running).status_code == 201
    await serving
    assert await value(service, "SELECT title FROM note") == "still running"
