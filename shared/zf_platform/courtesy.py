"""People first: while requests of this process wait for their turn, the loops put their work off instead of sharing the core.

A city runs twenty services in one process. A surge of registrations is over in a minute; what follows from them (messages,
clocks, watching) is in the database and loses nothing by being done a little later, while a person at a window stands there.
"""

import asyncio
import time

CALM_SECONDS = 0.5
"""Nobody has waited for so long: the surge is over, or never was one."""
LONGEST_SECONDS = 10.0
"""A loop goes on after that whoever waits, so that a surge without end stops nothing. Far below the first evidence alarm."""
LOOK_SECONDS = 0.25

_waiting = 0
_waited_last = float("-inf")


def begin_waiting() -> None:
    global _waiting
    _waiting += 1


def end_waiting() -> None:
    global _waiting, _waited_last
    _waiting -= 1
    _waited_last = time.monotonic()


def people_wait() -> bool:
    return _waiting > 0


async def let_people_pass() -> None:
    """Returns when nobody waits nor did a moment ago, at the latest after LONGEST_SECONDS."""
    latest = time.monotonic() + LONGEST_SECONDS
    while _surge() and time.monotonic() < latest:  # noqa: ASYNC110 - calm is a span of time, not an event
        await asyncio.sleep(LOOK_SECONDS)


def _surge() -> bool:
    return people_wait() or time.monotonic() - _waited_last < CALM_SECONDS
