"""Create what an agency needs in a PostgreSQL server: its database, an owner, one schema and one role per service.

The owner runs migrations and never serves; a service's role reads and writes only its own schema, may append to the
audit log but not change it, and may add spans that only liaison reads.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from zf_platform.migrate import upgrade_connection
from zf_platform.span_store import telemetry_ddl

_NAME = re.compile(r"^[a-z][a-z0-9_]{0,62}$")


@dataclass(frozen=True, slots=True)
class AgencyDatabase:
    """Where the agency's services connect. URLs are SQLAlchemy URLs with the asyncpg driver."""

    agency: str
    database: str
    owner_url: str
    service_urls: Mapping[str, str]


async def provision_agency(
    admin_url: str, *, agency: str, services: Sequence[str], password: str = "", prefix: str = "zf_"
) -> AgencyDatabase:
    """Idempotent. `password` is set for all roles of the agency (empty: the server trusts its local socket)."""
    database, owner = f"{prefix}{agency}", f"{prefix}{agency}_owner"
    roles = {service: f"{prefix}{agency}_{service}" for service in services}
    for name in (database, owner, *roles.values()):
        _checked(name)
    await _create_roles_and_database(admin_url, database=database, owner=owner, roles=roles, password=password)
    engine = create_async_engine(make_url(admin_url).set(database=database))
    try:
        async with engine.begin() as connection:
            await _create_schemas(connection, database=database, owner=owner, roles=roles)
        await _migrate(engine, owner=owner, roles=roles)
    finally:
        await engine.dispose()
    return AgencyDatabase(
        agency=agency,
        database=database,
        owner_url=_url(admin_url, database, owner, password),
        service_urls={service: _url(admin_url, database, role, password) for service, role in roles.items()},
    )


async def drop_agency(admin_url: str, *, agency: str, services: Sequence[str], prefix: str = "zf_") -> None:
    """Remove database and roles; for tests."""
    database = _checked(f"{prefix}{agency}")
    engine = create_async_engine(admin_url, isolation_level="AUTOCOMMIT")
    try:
        async with engine.connect() as connection:
            await connection.execute(text(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)'))
            for role in (*(f"{prefix}{agency}_{service}" for service in services), f"{prefix}{agency}_owner"):
                await connection.execute(text(f'DROP ROLE IF EXISTS "{_checked(role)}"'))
    finally:
        await engine.dispose()


async def _create_roles_and_database(
    admin_url: str, *, database: str, owner: str, roles: Mapping[str, str], password: str
) -> None:
    engine = create_async_engine(admin_url, isolation_level="AUTOCOMMIT")
    try:
        async with engine.connect() as connection:
            have = set((await connection.execute(text("SELECT rolname FROM pg_roles"))).scalars())
            for role in (owner, *roles.values()):
                if role not in have:
                    await connection.execute(text(f'CREATE ROLE "{role}" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE'))
                if password:
                    quoted = password.replace("'", "''")
                    await connection.execute(text(f"ALTER ROLE \"{role}\" PASSWORD '{quoted}'"))
            known = await connection.execute(text("SELECT 1 FROM pg_database WHERE datname = :n"), {"n": database})
            if known.first() is None:
                await connection.execute(text(f'CREATE DATABASE "{database}" OWNER "{owner}" TEMPLATE template0'))
    finally:
        await engine.dispose()


async def _create_schemas(connection: AsyncConnection, *, database: str, owner: str, roles: Mapping[str, str]) -> None:
    statements = [
        "REVOKE ALL ON SCHEMA public FROM PUBLIC",
        f'REVOKE ALL ON DATABASE "{database}" FROM PUBLIC',
        f'CREATE SCHEMA IF NOT EXISTS telemetry AUTHORIZATION "{owner}"',
    ]
    for service, role in roles.items():
        tables = f'ALTER DEFAULT PRIVILEGES FOR ROLE "{owner}" IN SCHEMA "{service}" GRANT'
        statements += [
            f'GRANT CONNECT ON DATABASE "{database}" TO "{role}"',
            f'CREATE SCHEMA IF NOT EXISTS "{service}" AUTHORIZATION "{owner}"',
            f'GRANT USAGE ON SCHEMA "{service}" TO "{role}"',
            f'{tables} SELECT, INSERT, UPDATE, DELETE ON TABLES TO "{role}"',
            f'{tables} USAGE, SELECT ON SEQUENCES TO "{role}"',
            f'GRANT USAGE ON SCHEMA telemetry TO "{role}"',
        ]
    for statement in statements:
        await connection.execute(text(statement))
    await connection.execute(text(f'SET LOCAL ROLE "{owner}"'))
    for statement in telemetry_ddl().split(";\n"):
        if statement.strip():
            await connection.execute(text(statement))
    for service, role in roles.items():
        rights = "SELECT, INSERT, DELETE" if service == "liaison" else "INSERT"
        await connection.execute(text(f'GRANT {rights} ON ALL TABLES IN SCHEMA telemetry TO "{role}"'))


async def _migrate(engine: AsyncEngine, *, owner: str, roles: Mapping[str, str]) -> None:
    for service, role in roles.items():
        async with engine.connect() as connection:
            await connection.execute(text(f'SET ROLE "{owner}"'))
            await connection.commit()
            await upgrade_connection(connection, schema=service, service=service)
            await _protect_audit(connection, schema=service, role=role)
            await connection.execute(text("RESET ROLE"))
            await connection.commit()


async def _protect_audit(connection: AsyncConnection, *, schema: str, role: str) -> None:
    """Append only: a service may add entries and number them, never change or remove what was said."""
    for statement in (
        f'REVOKE UPDATE, DELETE ON "{schema}".audit_entry FROM "{role}"',
        f'GRANT UPDATE (seq, hash) ON "{schema}".audit_entry TO "{role}"',
    ):
        await connection.execute(text(statement))
    await connection.commit()


def _url(admin_url: str, database: str, role: str, password: str) -> str:
    url = make_url(admin_url).set(database=database, username=role, password=password or None)
    return url.render_as_string(hide_password=False)


def _checked(name: str) -> str:
    if not _NAME.match(name):
        raise ValueError(f"not a database name: {name!r}")
    return name
