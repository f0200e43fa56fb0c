"""What every contestant reports, and the CPU the servers spent meanwhile."""

import json
import statistics
import time
from dataclasses import asdict, dataclass

import psutil


@dataclass(frozen=True, slots=True)
class Report:
    """One run. CPU in seconds; latencies in milliseconds; memory in MiB."""

    name: str
    done: int
    seconds: float
    python_cpu: float
    p50_ms: float
    p99_ms: float
    memory_mib: float

    @property
    def rate(self) -> float:
        return self.done / self.seconds if self.seconds else 0.0

    def print(self) -> None:
        print("REPORT " + json.dumps(asdict(self)), flush=True)


def own_cpu(*, children: bool = True) -> float:
    """User and system time of this process and, when asked, of its living and finished children."""
    process = psutil.Process()
    times = process.cpu_times()
    total: float = times.user + times.system
    if children:
        total += times.children_user + times.children_system
        for child in process.children(recursive=True):
            try:
                spent = child.cpu_times()
            except psutil.NoSuchProcess:
                continue
            total += spent.user + spent.system
    return total


def server_cpu() -> dict[str, float]:
    """CPU seconds so far of PostgreSQL (with its finished backends) and of the broker."""
    spent = {"postgres": 0.0, "broker": 0.0}
    for process in psutil.process_iter(["name"]):
        kind = {"postgres": "postgres", "beam.smp": "broker"}.get(str(process.info["name"]))
        if kind is None:
            continue
        try:
            times = process.cpu_times()
        except psutil.NoSuchProcess:
            continue
        spent[kind] += times.user + times.system + times.children_user + times.children_system
    return spent


def memory_mib() -> float:
    """Resident memory of this process and its children."""
    process = psutil.Process()
    total = process.memory_info().rss
    for child in process.children(recursive=True):
        try:
            total += child.memory_info().rss
        except psutil.NoSuchProcess:
            continue
    return float(total) / (1 << 20)


def percentile(values: list[float], share: float) -> float:
    if not values:
        return float("nan")
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


class Pace:
    """Starts work at a fixed rate, or as fast as the window of unfinished work allows (`rate` 0)."""

    def __init__(self, *, rate: float, window: int) -> None:
        self.rate = rate
        self.window = window
        self.started: dict[str, float] = {}
        self.latencies: list[float] = []
        self._begun = time.perf_counter()
        self._count = 0

    def allowed(self) -> int:
        """How many more may start now."""
        room = self.window - len(self.started)
        if self.rate:
            due = int((time.perf_counter() - self._begun) * self.rate) - self._count
            room = min(room, due)
        return max(0, room)

    def start(self, key: str) -> None:
        self._count += 1
        self.started[key] = time.perf_counter()

    def finish(self, key: str) -> None:
        begun = self.started.pop(key, None)
        if begun is not None:
            self.latencies.append((time.perf_counter() - begun) * 1000)

    def report(self, name: str, *, seconds: float, cpu: float) -> Report:
        return Report(
            name=name,
            done=len(self.latencies),
            seconds=seconds,
            python_cpu=cpu,
            p50_ms=statistics.median(self.latencies) if self.latencies else float("nan"),
            p99_ms=percentile(self.latencies, 0.99),
            memory_mib=memory_mib(),
        )
