"""What every contestant reports, and the CPU the servers spent meanwhile."""

import json
import statistics
import threading
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass

import psutil


@dataclass(frozen=True, slots=True)
class Report:
    """One run. CPU in seconds; latencies in milliseconds; memory in MiB (proportional share of shared pages)."""

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


def begin() -> None:
    """Tells whoever reads our output that the measured time starts now; set-up lies behind us."""
    print("BEGIN", flush=True)


def own_cpu() -> float:
    """User and system time of this process and of its living and finished children."""
    process = psutil.Process()
    times = process.cpu_times()
    total: float = times.user + times.system + times.children_user + times.children_system
    return total + cpu_of(child.pid for child in process.children(recursive=True))


def cpu_of(pids: Iterable[int]) -> float:
    total = 0.0
    for pid in pids:
        try:
            times = psutil.Process(pid).cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += times.user + times.system
    return total


def memory_mib(pids: Iterable[int] | None = None) -> float:
    """Of these processes, or of this one and its children."""
    own = psutil.Process()
    chosen = pids if pids is not None else [own.pid, *(child.pid for child in own.children(recursive=True))]
    total = 0
    for pid in chosen:
        try:
            total += psutil.Process(pid).memory_full_info().pss
        except psutil.NoSuchProcess:
            continue
    return total / (1 << 20)


def resident_mib(pids: Iterable[int]) -> float:
    """As much as these processes would take on machines of their own, shared pages counted for each."""
    return sum(psutil.Process(pid).memory_info().rss for pid in pids) / (1 << 20)


class ServerCpu:
    """CPU seconds of the broker and of the PostgreSQL backends that work on databases with our prefix.

    Only these, so that others who use the same server do not count. A backend may end between two looks; what it had
    spent at the last one is kept. The server's own writers (checkpointer, WAL writer) are nobody's and not counted.
    """

    def __init__(self, *, prefix: str, broker_port: int, every: float = 0.5) -> None:
        self._prefix = prefix
        self._broker = _listener(broker_port)
        self._every = every
        self._spent: dict[tuple[int, float], float] = {}
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> "ServerCpu":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    @property
    def broker_pid(self) -> int | None:
        return self._broker

    def spent(self) -> dict[str, float]:
        """So far, as of now."""
        self._look()
        with self._lock:
            postgres = sum(self._spent.values())
        return {"postgres": postgres, "broker": cpu_of([self._broker]) if self._broker else float("nan")}

    def _run(self) -> None:
        while not self._stop.wait(self._every):
            self._look()

    def _look(self) -> None:
        for process in psutil.process_iter(["name", "create_time"]):
            if process.info["name"] != "postgres":
                continue
            try:
                if self._prefix not in " ".join(process.cmdline()):
                    continue
                times = process.cpu_times()
            except psutil.NoSuchProcess:
                continue
            with self._lock:
                self._spent[process.pid, process.info["create_time"]] = times.user + times.system


def _listener(port: int) -> int | None:
    """The process that listens on this port, when it runs on this machine."""
    for connection in psutil.net_connections(kind="tcp"):
        if connection.status == psutil.CONN_LISTEN and connection.laddr.port == port:
            return connection.pid
    return None


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

    def begin(self) -> None:
        """The set-up is over; what was due meanwhile is not."""
        self._begun = time.perf_counter()
        begin()

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

    def report(self, name: str, *, seconds: float, cpu: float, done: int | None = None) -> Report:
        return Report(
            name=name,
            done=len(self.latencies) if done is None else done,
            seconds=seconds,
            python_cpu=cpu,
            p50_ms=statistics.median(self.latencies) if self.latencies else float("nan"),
            p99_ms=percentile(self.latencies, 0.99),
            memory_mib=memory_mib(),
        )
