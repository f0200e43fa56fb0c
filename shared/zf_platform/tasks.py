"""The only place that creates background tasks: kept by strong reference, restarted after a crash, stopped in order."""

import asyncio
import logging
import math
from collections.abc import Awaitable, Callable

from zf_platform.courtesy import let_people_pass
from zf_platform.ids import jitter
from zf_platform.telemetry import count
from zf_platform.telemetry_names import LogEvent, MetricName

_log = logging.getLogger("zf.tasks")

_HEALED_AFTER = 5.0
_LONGEST_PAUSE = 5.0
_TOLD_IN_FULL = 3
FEW_A_SECOND = 10.0
GOOD_BATCH = 16.0
LONGEST_GATHERING = 0.2
Loop = Callable[[], Awaitable[None]]


class TaskKeeper:
    """Runs endless loops. A loop that raises is logged and started again with a jittered pause of up to 5 s.

    That is short on purpose: when a database comes back, all loops of the node are at work again within seconds.
    """

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()
        self.stopping = asyncio.Event()

    def start(self, name: str, loop: Loop) -> None:
        task = asyncio.create_task(self._keep(name, loop), name=name)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def stop(self, grace: float = 10.0) -> None:
        """Ask every loop to end (they watch `stopping`), wait, then cancel what is left."""
        self.stopping.set()
        if not self._tasks:
            return
        _done, pending = await asyncio.wait(set(self._tasks), timeout=grace)
        for task in pending:
            task.cancel()
        if pending:
            await asyncio.wait(pending, timeout=5.0)

    async def _keep(self, name: str, loop: Loop) -> None:
        clock = asyncio.get_running_loop()
        failures = 0
        while not self.stopping.is_set():
            started = clock.time()
            try:
                await loop()
                return
            except asyncio.CancelledError:
                raise
            except Exception:  # noqa: BLE001 - a loop must outlive any fault; it is logged and counted
                failures = 1 if clock.time() - started > _HEALED_AFTER else failures + 1
                count(MetricName.LOOP_RESTARTED)
                in_full = failures <= _TOLD_IN_FULL
                _log.error(LogEvent.LOOP_CRASHED.value, extra={"loop": name, "failures": failures}, exc_info=in_full)
                await rest(self.stopping, 0.2 + jitter(min(_LONGEST_PAUSE, 0.5 * 2.0 ** min(failures, 6))))


async def rest(stopping: asyncio.Event, seconds: float) -> None:
    """Sleep, but not through a stop."""
    try:
        await asyncio.wait_for(stopping.wait(), timeout=seconds)
    except TimeoutError:
        return


class Pace:
    """Under load work gathers: what came to a loop within the last second tells how long it lets the next batch grow.

    Up to ten a second nobody waits for anybody (`gap` seconds at most, between two batches). Above that a loop waits for
    some sixteen to go together, `longest` seconds at most: a batch costs little more than a single message.
    While people wait for their turn it puts the next batch off (courtesy.py).
    """

    def __init__(self, *, gap: float = 0.01, longest: float = LONGEST_GATHERING) -> None:
        self._gap = gap
        self._longest = longest
        self._last = float("-inf")
        self._recent = 0.0
        self._counted_at = 0.0

    async def keep(self) -> None:
        """To be awaited before each batch."""
        await self.gather()
        await let_people_pass()
        self._last = asyncio.get_running_loop().time()

    async def gather(self) -> None:
        early = self._last + self._wait() - asyncio.get_running_loop().time()
        if early > 0:
            await asyncio.sleep(early)
        self._last = asyncio.get_running_loop().time()

    def did(self, amount: int, *, full: bool = False) -> None:
        """To be called after each batch. A full one shows that more is there: the next goes at once."""
        now = asyncio.get_running_loop().time()
        self._recent = amount + self._recent * math.exp(self._counted_at - now)
        self._counted_at = now
        if full:
            self._last = float("-inf")

    def _wait(self) -> float:
        if self._recent <= FEW_A_SECOND:
            return self._gap
        return min(self._longest, GOOD_BATCH / self._recent)
