"""Looks on while a backlog drains: how many packages are receipted, where the others are, how much memory is held.

It asks seldom, because whoever counts fifty thousand rows each moment measures himself.
"""

import asyncio
import time
from itertools import pairwise
from types import TracebackType

import asyncpg
import psutil

from benchmarks.ours import Ours
from benchmarks.prepare import SERVICES
from tests.fleet.sites import PAIR, POLICE

_MEMORY_SECONDS = 1.0
_LOOK_SECONDS = 5.0
_LEFT = "SELECT count(*) FROM casemgmt.transfer WHERE state = 'submitted' AND evidence_step <> 'delivered'"
_STAGE = """
    SELECT (SELECT count(*) FROM {s}.outbox WHERE state = 'open') AS open,
           (SELECT count(*) FROM {s}.outbox WHERE state = 'awaiting_receipt') AS sent,
           (SELECT count(*) FROM {s}.outbox WHERE state IN ('open', 'awaiting_receipt') AND sends > 1) AS again,
           (SELECT count(*) FROM {s}.inbox WHERE state = 'taken') AS taken,
           (SELECT count(*) FROM {s}.audit_entry WHERE seq IS NULL) AS unnumbered
"""


class Watch:
    """`peaks`: largest resident memory in MiB by process, `broker` included; `all services` is the largest sum at one time."""

    def __init__(self, ours: Ours, *, hand_overs: int) -> None:
        self._ours = ours
        self._hand_overs = hand_overs
        self._begun = time.perf_counter()
        self._seen: list[tuple[float, int]] = [(0.0, 0)]
        self._connections: dict[str, asyncpg.Connection] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self._none_left = asyncio.Event()
        self.peaks: dict[str, float] = {}

    async def __aenter__(self) -> "Watch":
        for agency in PAIR:
            self._connections[agency] = await asyncpg.connect(self._ours.dsn(agency))
        self._begun = time.perf_counter()
        self._tasks = [asyncio.create_task(work()) for work in (self._weigh, self._look)]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for connection in self._connections.values():
            await connection.close()

    async def delivered(self, *, limit: float) -> None:
        """Returns when the last package is receipted; raises TimeoutError after `limit` seconds."""
        async with asyncio.timeout(limit):
            await self._none_left.wait()

    def quarters(self) -> list[float]:
        """Hand-overs a second, from the first to the last quarter of the backlog."""
        marks = [self._when(self._hand_overs * share / 4) for share in range(5)]
        return [self._hand_overs / 4 / (end - begin) for begin, end in pairwise(marks)]

    def _when(self, done: float) -> float:
        """Second at which so many were receipted, taken as even between two looks."""
        for (began, had), (ended, has) in pairwise(self._seen):
            if has >= done and has > had:
                return began + (ended - began) * max(0.0, done - had) / (has - had)
        return self._seen[-1][0]

    async def _look(self) -> None:
        """Often near the end, so that the end is not missed by seconds."""
        while True:
            left = await self._connections[POLICE].fetchval(_LEFT)
            self._seen.append((time.perf_counter() - self._begun, self._hand_overs - left))
            (before, had), (now, has) = self._seen[-2:]
            print(
                f"{now:6.1f} s {has:7} receipted, {(has - had) / (now - before):6.1f}/s  {await self._stages()}",
                flush=True,
            )
            if not left:
                self._none_left.set()
                return
            near = left < self._hand_overs / 20
            await asyncio.sleep(_LOOK_SECONDS / 10 if near else min(_LOOK_SECONDS, self._hand_overs / 4000))

    async def _stages(self) -> str:
        """Where what is not at its end stands: only what is not nought."""
        found = []
        for agency, connection in self._connections.items():
            for service in SERVICES:
                row = await connection.fetchrow(_STAGE.format(s=service))
                counts = " ".join(f"{name} {count}" for name, count in row.items() if count)
                if counts:
                    found.append(f"{agency[:4]}.{service[:4]}: {counts}")
        return "; ".join(found)

    async def _weigh(self) -> None:
        while True:
            sizes = {name: _resident(pid) for name, pid in self._ours.pids.items()}
            sizes["all services"] = sum(sizes.values())
            if (broker := self._ours.broker_pid) is not None:
                sizes["broker"] = _resident(broker)
            for name, size in sizes.items():
                self.peaks[name] = max(self.peaks.get(name, 0.0), size)
            await asyncio.sleep(_MEMORY_SECONDS)


def _resident(pid: int) -> float:
    try:
        return float(psutil.Process(pid).memory_info().rss) / (1 << 20)
    except psutil.NoSuchProcess:
        return 0.0
