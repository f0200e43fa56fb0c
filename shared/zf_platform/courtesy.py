"""People first: while requests of this process wait for their turn, the loops put their work off instead of sharing the core.

A city runs twenty services in one process. A surge of registrations is over in a minute; what follows from them (messages,
clocks, watching) is in the database and loses nothing by being done a little later, while a person at a window stands there.
"""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice

SHORT_SECONDS = 0.25
"""Who waits less is served in passing: requests that meet for a moment are no surge, and may wait for what the loops do."""
CALM_SECONDS = 0.5
"""Nobody has waited longer than that for so long: the surge is over, or never was one."""
LONGEST_SECONDS = 10.0
"""A loop goes on after that whoever waits, so that a surge without end stops nothing. Far below the first evidence alarm."""
LOOK_SECONDS = 0.25

_waiting: dict[object, float] = {}
"""Since when each request waits, the oldest first."""
_waited_last = float("-inf")


@contextmanager
def waiting() -> Iterator[None]:
    """A request waits for its turn."""
    global _waited_last
    mark, begin = object(), time.monotonic()
    _waiting[mark] = begin
    try:
        yield
    finally:
        del _waiting[mark]
        now = time.monotonic()
        if now - begin > SHORT_SECONDS:
            _waited_last = now


def people_wait() -> bool:
    """Somebody waits, and not just for a moment."""
    return any(time.monotonic() - begin > SHORT_SECONDS for begin in islice(_waiting.values(), 1))


async def let_people_pass() -> None:
    """Returns when nobody waits nor did a moment ago, at the latest after LONGEST_SECONDS."""
    latest = time.monotonic() + LONGEST_SECONDS
    while _surge() and time.monotonic() < latest:  # noqa: ASYNC110 - calm is a span of time, not an event
        await asyncio.sleep(LOOK_SECONDS)


def _surge() -> bool:
    return people_wait() or time.monotonic() - _waited_last < CALM_SECONDS
