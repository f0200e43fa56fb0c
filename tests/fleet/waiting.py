"""Waiting on conditions. Limits are generous: a busy machine makes a run slow, not red."""

import asyncio
import time
from collections.abc import Awaitable, Callable

LONG = 120.0


async def until(check: Callable[[], Awaitable[bool]], *, what: str, seconds: float = LONG) -> float:
    """Wait until it holds; returns how long that took."""
    begin = time.monotonic()
    while not await check():
        took = time.monotonic() - begin
        assert took < seconds, f"after {took:.0f} s still not: {what}"
        await asyncio.sleep(0.1)
    return time.monotonic() - begin
