"""Bring a service's schema to the newest version: the platform's tables and the service's own, two branches of scripts."""

import asyncio
from importlib.resources import files
from pathlib import Path

from alembic import command, op
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from zf_platform.failpoints import failpoint

_ONE_AT_A_TIME = asyncio.Lock()
_PLATFORM = Path(str(files("zf_platform") / "migrations"))


def service_versions(service: str) -> Path:
    """Migration scripts of a service lie beside its package: services/<x>/migrations/versions."""
    return Path(str(files(f"zf_{service}"))).parent / "migrations" / "versions"


async def upgrade(owner_url: str, *, schema: str, service: str) -> None:
    """Run every missing migration as the owner of the schema, all in one transaction."""
    engine = create_async_engine(owner_url, connect_args={"server_settings": {"search_path": schema}})
    try:
        async with engine.connect() as connection:
            await upgrade_connection(connection, schema=schema, service=service)
    finally:
        await engine.dispose()


async def upgrade_connection(connection: AsyncConnection, *, schema: str, service: str | None) -> bool:
    """The same on an open connection; True when something was done. Quick when nothing is missing.

    Without a service only the platform's tables are made.
    """
    async with connection.begin():
        await connection.execute(text(f'SET LOCAL search_path TO "{schema}"'))
        # Alembic keeps its state in the process: two migrations at a time would mix up their connections.
        async with _ONE_AT_A_TIME:
            done = await connection.run_sync(_upgrade, service)
        failpoint("migrate.before_commit")
        return done


def new_revision(service: str, message: str) -> Path:
    """Write an empty migration at the end of the service's own branch; returns its file."""
    scripts = service_versions(service)
    command.revision(_config(service), message=message, head=f"{service}@head", version_path=str(scripts))
    return max(scripts.glob("*.py"), key=lambda path: path.stat().st_mtime)


def run_script(path: Path) -> None:
    """Inside a migration: all statements of an SQL file in one round trip, in the migration's transaction."""
    connection = op.get_bind().connection.dbapi_connection
    assert connection is not None
    script = path.read_text(encoding="utf-8")
    connection.run_async(lambda driver: driver.execute(script))


def heads(service: str | None) -> frozenset[str]:
    """Newest version of each branch as this release knows them."""
    return frozenset(ScriptDirectory.from_config(_config(service)).get_heads())


async def current(engine: AsyncEngine, *, schema: str) -> frozenset[str]:
    """Versions the database stands at; empty for a schema that was never migrated."""
    async with engine.connect() as connection:
        await connection.execute(text(f'SET LOCAL search_path TO "{schema}"'))
        return await connection.run_sync(_current)


def _upgrade(connection: Connection, service: str | None) -> bool:
    if _current(connection) == heads(service):
        return False
    config = _config(service)
    config.attributes["connection"] = connection
    command.upgrade(config, "heads")
    return True


def _current(connection: Connection) -> frozenset[str]:
    context = MigrationContext.configure(connection, opts={"version_table": "schema_version"})
    return frozenset(context.get_current_heads())


def _config(service: str | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_PLATFORM))
    locations = [str(_PLATFORM / "versions")]
    if service is not None:
        locations.append(str(service_versions(service)))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", "\n".join(locations))
    return config
