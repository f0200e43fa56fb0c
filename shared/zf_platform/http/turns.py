"""So many requests of one service are at work at once; the others wait in their order and hold nothing meanwhile.

Without turns a surge takes every database connection: each act is slowed by all others, the loops that hand messages on get
none, and whoever waits longest is refused after his work was half done. With them a surge only makes a queue.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from zf_platform.courtesy import waiting

_FOR_THE_LOOPS = 2
"""Connections that requests leave to relay, workers and jobs."""


class Turns:
    """`patience`: seconds to wait for a turn; then TimeoutError, which answers 503 and says when to come again."""

    def __init__(self, *, connections: int, patience: float) -> None:
        self._free = asyncio.Semaphore(max(1, connections - _FOR_THE_LOOPS))
        self._patience = patience

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        await self._wait()
        try:
            yield
        finally:
            self._free.release()

    async def _wait(self) -> None:
        if not self._free.locked():
            await self._free.acquire()
            return
        with waiting():
            async with asyncio.timeout(self._patience):
                await self._free.acquire()
