"""Wake a sleeping relay or worker at once; a slow poll behind it covers every lost signal."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Protocol

import asyncpg
from sqlalchemy.ext.asyncio import AsyncSession

from zf_platform.database import dsn
from zf_platform.direct import Direct
from zf_platform.tasks import TaskKeeper, rest

_log = logging.getLogger("zf.wake")
_PING_SECONDS = 15.0
_NOTIFY = Direct("SELECT pg_notify(:channel, '')")


class Wakeup(Protocol):
    @property
    def channel(self) -> str:
        """Told by a transaction that makes work: the name for NOTIFY, empty when nobody listens elsewhere."""

    async def announce(self, session: AsyncSession) -> None:
        """Inside the transaction that made the work, when no statement of it tells `channel` anyway."""

    def signal(self) -> None:
        """After its commit."""

    async def wait(self, timeout: float) -> bool:
        """Sleep until signalled or until `timeout` seconds passed; True when signalled."""


class LocalWakeup:
    """Producer and sleeper live in one process."""

    channel = ""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    async def announce(self, session: AsyncSession) -> None:
        return None

    def signal(self) -> None:
        self._event.set()

    async def wait(self, timeout: float) -> bool:
        try:
            await asyncio.wait_for(self._event.wait(), timeout=timeout)
        except TimeoutError:
            return False
        self._event.clear()
        return True


class NotifyWakeup(LocalWakeup):
    """Also across processes, by LISTEN/NOTIFY on a connection of its own.

    A half-open connection is not noticed by itself, so it is pinged every 15 s; a lost one is opened anew.
    """

    def __init__(self, url: str, *, schema: str, purpose: str) -> None:
        super().__init__()
        self._dsn = dsn(url)
        self.channel = f"zf_{schema}_{purpose}"

    async def announce(self, session: AsyncSession) -> None:
        await _NOTIFY.rows(session, channel=self.channel)

    def loop(self, keeper: TaskKeeper) -> Callable[[], Awaitable[None]]:
        async def listen() -> None:
            await self._listen(keeper)

        return listen

    async def _listen(self, keeper: TaskKeeper) -> None:
        named = {"application_name": self.channel[:60]}
        connection = await asyncpg.connect(self._dsn, timeout=10, server_settings=named)
        try:
            await connection.add_listener(self.channel, self._heard)
            self.signal()  # What was announced while nobody listened is looked for once.
            pinged = 0.0
            while not keeper.stopping.is_set():
                if connection.is_closed():
                    raise ConnectionError("the listening connection was closed")
                if (now := asyncio.get_running_loop().time()) - pinged > _PING_SECONDS:
                    await connection.execute("SELECT 1", timeout=5)
                    pinged = now
                await rest(keeper.stopping, 1.0)
        finally:
            await connection.close(timeout=2)

    def _heard(self, *_arguments: object) -> None:
        self.signal()
