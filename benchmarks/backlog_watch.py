"""Looks on while a backlog drains: how many packages are receipted, where the others are, how much memory is held.

It asks seldom, because whoever counts fifty thousand rows each moment measures himself.
"""

import asyncio
import time
from collections.abc import Sequence
from itertools import pairwise
from types import TracebackType

import asyncpg
import psutil

from benchmarks.ours import Ours
from benchmarks.prepare import SERVICES
from tests.fleet.sites import PAIR, POLICE

_MEMORY_SECONDS = 1.0
_LOOK_SECONDS = 10.0
_LEFT = "SELECT count(*) FROM casemgmt.transfer WHERE state = 'submitted' AND evidence_step <> 'delivered'"
# A message is changed twice in an inbox: when it is claimed and when it has ended. The server counts; no table is read.
_ACTED = "SELECT coalesce(sum(n_tup_upd), 0)::float / 2 FROM pg_stat_user_tables WHERE relname = 'inbox'"
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
        self._seen: list[tuple[float, float]] = [(0.0, 0.0)]
        self._acted: list[tuple[float, float]] = []
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

    def receipted_by_quarter(self) -> list[float]:
        """Packages receipted a second, from the first to the last quarter of the backlog."""
        return _quarters(self._seen)

    def acted_by_quarter(self) -> list[float]:
        """Messages acted on a second in all services: the work, of which receipts are the last piece."""
        return _quarters(self._acted)

    async def _look(self) -> None:
        """Often near the end, so that the end is not missed by seconds."""
        while True:
            left = await self._connections[POLICE].fetchval(_LEFT)
            acted = [await connection.fetchval(_ACTED) for connection in self._connections.values()]
            now = time.perf_counter() - self._begun
            self._seen.append((now, float(self._hand_overs - left)))
            self._acted.append((now, sum(acted)))
            self._tell(await self._stages())
            if not left:
                self._none_left.set()
                return
            near = left < self._hand_overs / 20
            await asyncio.sleep(_LOOK_SECONDS / 20 if near else min(_LOOK_SECONDS, self._hand_overs / 4000))

    def _tell(self, stages: str) -> None:
        rates = [_rate(series) for series in (self._seen, self._acted)]
        now, done = self._seen[-1]
        print(f"{now:6.1f} s {done:7.0f} receipted, {rates[0]:6.1f}/s, acted {rates[1]:6.1f}/s  {stages}", flush=True)

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


def _rate(series: Sequence[tuple[float, float]]) -> float:
    if len(series) < 2:
        return 0.0
    (before, had), (now, has) = series[-2:]
    return (has - had) / (now - before)


def _quarters(series: Sequence[tuple[float, float]]) -> list[float]:
    """How fast it grew in each quarter of what was added in all."""
    first, last = series[0][1], series[-1][1]
    marks = [_when(series, first + (last - first) * share / 4) for share in range(5)]
    return [(last - first) / 4 / (end - begin) if end > begin else 0.0 for begin, end in pairwise(marks)]


def _when(series: Sequence[tuple[float, float]], amount: float) -> float:
    """Second at which so much was reached, taken as even between two looks."""
    for (began, had), (ended, has) in pairwise(series):
        if has >= amount and has > had:
            return began + (ended - began) * max(0.0, amount - had) / (has - had)
    return series[-1][0]


def _resident(pid: int) -> float:
    try:
        return float(psutil.Process(pid).memory_info().rss) / (1 << 20)
    except psutil.NoSuchProcess:
        return 0.0
