"""`make bench`: ours, the raw limit and two peers, round by round in one run, so that a busy minute hits them alike.

Prints hand-overs per second, CPU seconds per 1,000 by part, latency at 50/s and memory, then every contestant's throughput
and CPU as a ratio to ours (lowest, middle, highest of the rounds), then how fast ours drains a backlog. Everything goes to
benchmarks/results.json too.
"""

import argparse
import asyncio
import json
import os
import platform
import statistics
import sys
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import asdict, dataclass, field
from pathlib import Path

from benchmarks.contest import Turn, turn
from benchmarks.measure import ServerCpu
from benchmarks.ours import Ours
from benchmarks.prepare import (
    PREFIX,
    NothingToMeasureOn,
    Servers,
    plain_database,
    plain_vhost,
    raw_databases,
    servers,
    two_agencies,
)
from tests.fleet.processes import fleet
from tests.fleet.sites import Site
from zf_platform.clock import SystemClock

CONTESTANTS = ("ours", "raw", "faststream", "celery")
PACED = 50.0
_RESULTS = Path(__file__).with_name("results.json")
_PARTS = ("python", "postgres", "broker")


@dataclass(frozen=True, slots=True)
class Ground:
    found: Servers
    spent: ServerCpu
    ours: Ours | None


@dataclass(slots=True)
class Round:
    """One contestant's turn at full speed and at 50/s. `load`: the machine's load average before it."""

    full: Turn
    paced: Turn
    load: float


@dataclass(slots=True)
class Results:
    at: str
    machine: str
    private_broker: bool
    rounds: dict[str, list[Round]] = field(default_factory=dict)
    drain: Turn | None = None


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run", description=__doc__)
    parser.add_argument("--seconds", type=float, default=15, help="length of each turn")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", default="", help=f"some of {', '.join(CONTESTANTS)}, comma-separated")
    parser.add_argument("--backlog", type=int, default=5000, help="hand-overs to drain at the end; 0: none")
    options = parser.parse_args()
    chosen = [name for name in options.only.split(",") if name] or list(CONTESTANTS)
    if unknown := set(chosen) - set(CONTESTANTS):
        parser.error(f"no contestant {', '.join(sorted(unknown))}; there are {', '.join(CONTESTANTS)}")
    try:
        with servers() as found, ServerCpu(prefix=PREFIX, broker_port=found.broker.port) as spent:
            results = asyncio.run(_measure(found, spent, options, chosen))
    except NothingToMeasureOn as reason:
        sys.exit(f"Nothing was measured: {reason}")
    _print(results)
    _RESULTS.write_text(json.dumps(asdict(results), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"\nwritten to {_RESULTS}")


def with_ours(action: Callable[[Ours, Site, Servers], Awaitable[None]]) -> None:
    """Run `action` with our services up and warm; for the other programs of this folder."""

    async def work(found: Servers, spent: ServerCpu) -> None:
        async with AsyncExitStack() as stack:
            ours, site = await _start_ours(stack, found, spent)
            await action(ours, site, found)

    try:
        with servers() as found, ServerCpu(prefix=PREFIX, broker_port=found.broker.port) as spent:
            asyncio.run(work(found, spent))
    except NothingToMeasureOn as reason:
        sys.exit(f"Nothing was measured: {reason}")


async def _measure(found: Servers, spent: ServerCpu, options: argparse.Namespace, chosen: Sequence[str]) -> Results:
    results = Results(SystemClock().now().isoformat(timespec="minutes"), _machine(), found.private)
    async with AsyncExitStack() as stack:
        ours = (await _start_ours(stack, found, spent))[0] if "ours" in chosen else None
        ground = Ground(found, spent, ours)
        for number in range(options.rounds):
            for name in (*chosen[number % len(chosen) :], *chosen[: number % len(chosen)]):
                load = os.getloadavg()[0]
                full = await _turn(ground, name, seconds=options.seconds, rate=0)
                paced = await _turn(ground, name, seconds=options.seconds, rate=PACED)
                results.rounds.setdefault(name, []).append(Round(full, paced, load))
                print(f"round {number + 1} {name:<11} {_line(full, paced)}   load {load:.1f}", flush=True)
        if ours is not None and options.backlog:
            results.drain = await ours.drain(options.backlog)
    return results


async def _start_ours(stack: AsyncExitStack, found: Servers, spent: ServerCpu) -> tuple[Ours, Site]:
    keys, logs = (Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="zf-bench-"))) for _ in range(2))
    site = await stack.enter_async_context(two_agencies(found, keys))
    ours = Ours(site, await stack.enter_async_context(fleet(logs)), spent)
    await ours.start()
    return ours, site


async def _turn(ground: Ground, name: str, *, seconds: float, rate: float) -> Turn:
    if name == "ours":
        assert ground.ours is not None
        return await ground.ours.run(seconds=seconds, rate=rate)
    times = ["--seconds", str(seconds), "--rate", str(rate)]
    async with plain_vhost(ground.found, name) as amqp:
        if name == "raw":
            async with raw_databases(ground.found) as urls:
                return await turn(ground.spent, ["benchmarks.raw_loop", *urls, amqp, *times])
        async with plain_database(ground.found, name) as url:
            if name == "celery":
                environment = {"BENCH_CELERY_URL": url, "BENCH_CELERY_AMQP": amqp}
                return await turn(ground.spent, ["benchmarks.peers.celery_peer", *times], environment=environment)
            address = url.replace("postgresql://", "postgresql+asyncpg://", 1)
            arguments = ["benchmarks.peers.faststream_peer", "--url", address, "--amqp", amqp, *times]
            return await turn(ground.spent, arguments)


def _machine() -> str:
    return f"{os.cpu_count()} cores, {platform.system()} {platform.release()}, Python {platform.python_version()}"


def _line(full: Turn, paced: Turn) -> str:
    parts = " + ".join(f"{full.per_thousand(part):5.2f}" for part in _PARTS)
    return (
        f"{full.report.rate:7.1f}/s   {parts} = {full.cpu_per_thousand:6.2f} CPU s/1,000   "
        f"p50 {paced.report.p50_ms:7.1f} p99 {paced.report.p99_ms:7.1f} ms   {full.report.memory_mib:5.0f} MiB"
    )


def _print(results: Results) -> None:
    print(f"\n{results.at}, {results.machine}; load before the turns {_loads(results)}")
    print(f"broker {'of our own' if results.private_broker else 'shared with others'}; median of the rounds:\n")
    print("| contestant | W/s | python + postgres + broker = CPU s per 1,000 | p50 / p99 ms at 50/s | memory MiB |")
    print("|---|---|---|---|---|")
    for name, rounds in results.rounds.items():
        print(f"| {name} | {_row(rounds)} |")
    if "ours" in results.rounds:
        print("\n| against ours, lowest / middle / highest | throughput | CPU per 1,000 |\n|---|---|---|")
        for name in results.rounds:
            if name != "ours":
                print(f"| {name} | {_ratio(results, name, _speed)} | {_ratio(results, name, _cpu)} |")
    if results.drain is not None:
        drain = results.drain
        print(
            f"\nbacklog of {drain.total}: drained in {drain.report.seconds:.1f} s, {drain.report.rate:.1f}/s, "
            f"{drain.cpu_per_thousand:.2f} CPU s per 1,000"
        )


def _row(rounds: Sequence[Round]) -> str:
    parts = " + ".join(f"{statistics.median(one.full.per_thousand(part) for one in rounds):.2f}" for part in _PARTS)
    p50 = statistics.median(one.paced.report.p50_ms for one in rounds)
    p99 = statistics.median(one.paced.report.p99_ms for one in rounds)
    memory = statistics.median(one.full.report.memory_mib for one in rounds)
    cpu, speed = statistics.median(map(_cpu, rounds)), statistics.median(map(_speed, rounds))
    return f"{speed:.1f} | {parts} = {cpu:.2f} | {p50:.1f} / {p99:.1f} | {memory:.0f}"


def _ratio(results: Results, name: str, value: Callable[[Round], float]) -> str:
    """Round against the same round of ours, because those were neighbours in time."""
    pairs = zip(results.rounds[name], results.rounds["ours"], strict=False)
    ratios = sorted(value(theirs) / value(own) for theirs, own in pairs)
    return f"{ratios[0]:.2f} / {statistics.median(ratios):.2f} / {ratios[-1]:.2f}"


def _speed(one: Round) -> float:
    return one.full.report.rate


def _cpu(one: Round) -> float:
    return one.full.cpu_per_thousand


def _loads(results: Results) -> str:
    loads = sorted(one.load for rounds in results.rounds.values() for one in rounds)
    return f"{loads[0]:.1f}–{loads[-1]:.1f}" if loads else "?"


if __name__ == "__main__":
    main()
