"""What earlier tests left behind. Deleting a few rows costs milliseconds, truncating a hundred tables a second."""

import shutil
from collections.abc import Iterable

import asyncpg

from zf_platform.provision import AgencyDatabase
from zf_platform.testing import ServiceUnderTest

KEPT = ("schema_version", "node_state")
"""What migrations and provisioning have put there."""

_TABLES = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = $1 AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND NOT c.relname = ANY($2)
"""
_REFERENCES = """
SELECT child.relname, parent.relname FROM pg_constraint
JOIN pg_class child ON child.oid = conrelid JOIN pg_class parent ON parent.oid = confrelid
JOIN pg_namespace n ON n.oid = connamespace
WHERE contype = 'f' AND n.nspname = $1 AND conrelid <> confrelid
"""


async def empty_tables(database: AgencyDatabase, *schemas: str) -> None:
    """Every table of these schemas, in one transaction."""
    connection = await asyncpg.connect(database.owner_url.replace("+asyncpg", ""))
    try:
        for schema in schemas:
            await connection.execute(await _statement(connection, schema))
    finally:
        await connection.close()


def empty_files(services: Iterable[ServiceUnderTest]) -> None:
    """The stores make their folders anew when they write; a file that is there already would not be fetched."""
    for service in services:
        shutil.rmtree(service.service.parts.settings.blob_dir, ignore_errors=True)


_statements: dict[tuple[str, str], str] = {}
"""What empties this schema of this database: its tables do not change during a run."""


async def _statement(connection: asyncpg.Connection, schema: str) -> str:
    database = await connection.fetchval("SELECT current_database()")
    if (database, schema) not in _statements:
        tables = {str(row[0]) for row in await connection.fetch(_TABLES, schema, list(KEPT))}
        references = {(str(row[0]), str(row[1])) for row in await connection.fetch(_REFERENCES, schema)}
        deletes = [f'DELETE FROM "{schema}"."{table}";' for table in _referring_first(tables, references)]
        _statements[database, schema] = f"BEGIN; {' '.join(deletes)} COMMIT;"
    return _statements[database, schema]


def _referring_first(tables: set[str], references: set[tuple[str, str]]) -> list[str]:
    """A row can go when nothing refers to it any more."""
    ordered: list[str] = []
    left = set(tables)
    while left:
        free = sorted(
            table for table in left if not any(parent == table and child in left for child, parent in references)
        )
        assert free, f"tables refer to each other in a circle: {sorted(left)}"
        ordered += free
        left -= set(free)
    return ordered
