"""One connection to one vhost: made on first use, kept alive by aio-pika, dropped and made anew when it is beyond repair.

Publishing and consuming use separate lines, because an alarm of the broker blocks whole connections that publish.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager

import aio_pika
from aio_pika.abc import AbstractRobustConnection
from aio_pika.connection import make_url
from aio_pika.exceptions import CONNECTION_EXCEPTIONS
from aiormq.abc import AbstractConnection
from pamqp.common import FieldTable
from yarl import URL

from zf_contracts.envelope import Address
from zf_platform.telemetry import count
from zf_platform.telemetry_names import LogEvent, MetricName

_log = logging.getLogger("zf.bus")

HEARTBEAT = 10
"""Seconds. A dead peer is noticed after three of them; the library's 60 would take three minutes."""
RECONNECT_SECONDS = 1
_BLOCKED_PROBE = 0.001


class LineDown(Exception):
    """There is no usable connection right now; the text names the error, never the address with its password."""


@contextmanager
def uncancelled() -> Iterator[None]:
    """Turn a cancellation that nobody asked of this task into LineDown.

    The library passes on the fall of a connection as CancelledError to whoever awaits something on it. Left alone it would
    end a relay or a consumer without a word, because a cancelled task is one that was stopped on purpose.
    """
    try:
        yield
    except asyncio.CancelledError:
        task = asyncio.current_task()
        if task is None or task.cancelling():
            raise
        raise LineDown("the connection fell") from None


class Line:
    """A named connection. All methods may be called at any time; `close` ends it."""

    def __init__(self, url: str, *, name: str, identity: Address, timeout: float) -> None:
        self._url = URL(url)
        self.name = name
        self._identity = identity
        self._timeout = timeout
        self._connection: AbstractRobustConnection | None = None
        self._connecting = asyncio.Lock()
        self._blocked_since: float | None = None
        self._blocked_total = 0.0
        self.generation = 0
        """Rises with every connection made from scratch."""

    @property
    def user(self) -> str:
        return self._url.user or "guest"

    @property
    def connected(self) -> bool:
        """A live transport stands, as the library's own callbacks tell it; `is_closed` is blind to a lost one."""
        return self._connection is not None and self._connection.connected.is_set()

    @property
    def blocked_seconds(self) -> float:
        running = 0.0 if self._blocked_since is None else time.monotonic() - self._blocked_since
        return self._blocked_total + running

    async def connection(self) -> AbstractRobustConnection:
        """The connection, made if there is none. Raises LineDown at once while a lost one is being restored."""
        async with self._connecting:
            if self._connection is None:
                self._connection = await self._connect()
                self.generation += 1
            if not self._connection.connected.is_set():
                raise LineDown(f"{self.name}: connection lost, being restored")
            return self._connection

    async def transport(self) -> AbstractConnection:
        """The AMQP connection beneath, for channels that must end with it."""
        connection = await self.connection()
        if connection.transport is None:
            raise LineDown(f"{self.name}: connection lost, being restored")
        return connection.transport.connection

    async def blocked(self) -> bool:
        """Has the broker told us to send nothing (memory or disk alarm)? That counts as an outage."""
        transport = await self.transport()
        try:
            with uncancelled():
                async with asyncio.timeout(_BLOCKED_PROBE):
                    await transport.ready()
        except TimeoutError:
            if self._blocked_since is None:
                self._blocked_since = time.monotonic()
            return True
        self._note_unblocked()
        return False

    async def drop(self, *, reason: str) -> None:
        """Throw the connection away; the next use makes a new one."""
        connection, self._connection = self._connection, None
        self._note_unblocked()
        if connection is None:
            return
        _log.warning(LogEvent.BUS_DOWN, extra={"line": self.name, "reason": reason})
        await _close_quietly(connection)

    async def close(self) -> None:
        connection, self._connection = self._connection, None
        self._note_unblocked()
        if connection is not None:
            await _close_quietly(connection)

    async def _connect(self) -> AbstractRobustConnection:
        url = make_url(self._url, heartbeat=HEARTBEAT, reconnect_interval=RECONNECT_SECONDS)
        properties: FieldTable = {"connection_name": self.name}
        connection = aio_pika.RobustConnection(url, client_properties=properties)
        try:
            with uncancelled():
                await connection.connect(timeout=self._timeout)
        except (*CONNECTION_EXCEPTIONS, TimeoutError, LineDown) as error:
            # The half-made connection keeps a task; left to the garbage collector it would outlive the loop.
            await _close_quietly(connection)
            raise LineDown(f"{self.name}: {type(error).__name__}") from None
        connection.close_callbacks.add(self._on_close)
        connection.reconnect_callbacks.add(self._on_reconnect)
        _log.info(LogEvent.BUS_UP, extra={"line": self.name})
        return connection

    def _on_close(self, _sender: object, error: BaseException | None) -> None:
        if self._connection is not None:
            reason = type(error).__name__ if error else "closed"
            _log.warning(LogEvent.BUS_DOWN, extra={"line": self.name, "reason": reason})

    def _on_reconnect(self, _sender: object) -> None:
        self._note_unblocked()
        _log.info(LogEvent.BUS_UP, extra={"line": self.name})

    def _note_unblocked(self) -> None:
        if self._blocked_since is not None:
            seconds = time.monotonic() - self._blocked_since
            self._blocked_since = None
            self._blocked_total += seconds
            count(MetricName.BUS_BLOCKED_SECONDS, max(1, round(seconds)), address=self._identity)


async def _close_quietly(connection: AbstractRobustConnection) -> None:
    """A broken connection may fail to say goodbye; that is no news."""
    try:
        with uncancelled():
            async with asyncio.timeout(5.0):
                await connection.close()
    except (*CONNECTION_EXCEPTIONS, TimeoutError, LineDown) as error:
        _log.debug(LogEvent.BUS_DOWN, extra={"line": "closing", "reason": type(error).__name__})
