"""A PostgreSQL server for tests: the configured one, else a local one, else the embedded wheel."""

import asyncio
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg

LOCAL = "postgresql+asyncpg://postgres@127.0.0.1:5432/postgres"


@contextmanager
def postgres_server() -> Iterator[str]:
    """Yields the superuser's SQLAlchemy URL."""
    configured = os.environ.get("ZF_TEST_DATABASE_URL")
    if configured:
        yield configured
        return
    if asyncio.run(_answers(LOCAL)):
        yield LOCAL
        return
    from zf_node.embedded_postgres import start_embedded_postgres

    with tempfile.TemporaryDirectory(prefix="zf-test-pg-") as folder:
        Path(folder).chmod(0o755)
        server = start_embedded_postgres(Path(folder) / "data")
        yield server.admin_url


async def _answers(url: str) -> bool:
    try:
        connection = await asyncpg.connect(url.replace("+asyncpg", ""), timeout=3)
    except (OSError, asyncpg.exceptions.PostgresError, TimeoutError):
        return False
    allowed = await connection.fetchval("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
    await connection.close()
    return bool(allowed)
