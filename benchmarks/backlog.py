"""How a great backlog drains: `python -m benchmarks.backlog [--messages 100000]`.

The sender's casemgmt is away while packages are handed over, so that everything waits in its outbox: two messages for each
hand-over, the package for liaison and the progress of the case for oversight. Then it comes back, and time runs from its start
until the sender's record holds the signed *delivered* of each package and nothing is open, waiting or unnumbered anywhere.
The whole drain moves more than what waited: six further messages follow from each hand-over.

Ends with 5 when anything was lost, sent twice, parked or quarantined, or the books of the two agencies differ.
"""

import argparse
import asyncio
import json
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import asyncpg

from benchmarks.backlog_alike import added, differences, rows_of
from benchmarks.backlog_fill import Filling
from benchmarks.backlog_watch import Watch
from benchmarks.ours import Ours
from benchmarks.prepare import SERVICES, Servers
from benchmarks.run import with_ours
from tests.fleet.checker import Checker
from tests.fleet.sites import PAIR, POLICE, Site
from zf_contracts.envelope import Address

_SENDER = Address(POLICE, "casemgmt")
_EACH = 2
"""Messages that one hand-over leaves in the sender's outbox; counted before the drain, not believed."""
_FILLERS = 2
_WAITING = "SELECT type, receiver, count(*) FROM casemgmt.outbox WHERE state = 'open' GROUP BY 1, 2 ORDER BY 1"
_ALL_MESSAGES = "SELECT " + " + ".join(f"(SELECT count(*) FROM {service}.outbox)" for service in SERVICES)
_SUBMITTED = "SELECT id FROM casemgmt.transfer WHERE state = 'submitted'"
_LIMIT = 3600.0


@dataclass(slots=True)
class Drained:
    """`delivered_s`: until the last package was receipted; `seconds`: until all was at rest. CPU in seconds."""

    waiting: Mapping[str, int]
    hand_overs: int
    moved: int
    prepared_s: float
    delivered_s: float
    seconds: float
    cpu: Mapping[str, float]
    receipted_by_quarter: Sequence[float]
    acted_by_quarter: Sequence[float]
    memory_mib: Mapping[str, float]
    faults: list[str] = field(default_factory=list)


async def drain(ours: Ours, site: Site, *, messages: int) -> Drained:
    await _check_alike(ours, site)
    hand_overs = messages // _EACH
    started = time.perf_counter()
    drafts = await ours.take_drafts(hand_overs)
    await ours.away(_SENDER)
    await fill(site, drafts)
    prepared = time.perf_counter() - started
    waiting = await _waiting(ours)
    print(f"{sum(waiting.values())} messages wait ({dict(waiting)}), made in {prepared:.0f} s", flush=True)
    before = await _all_messages(ours)
    begin, started = ours.spent(), time.perf_counter()
    async with Watch(ours, hand_overs=hand_overs) as watch:
        await ours.back(_SENDER)
        await watch.delivered(limit=_LIMIT)
        delivered = time.perf_counter() - started
        await ours.at_rest(limit=_LIMIT)
    seconds, end = time.perf_counter() - started, ours.spent()
    return Drained(
        waiting=waiting,
        hand_overs=hand_overs,
        moved=sum(waiting.values()) + await _all_messages(ours) - before,
        prepared_s=prepared,
        delivered_s=delivered,
        seconds=seconds,
        cpu={part: end[part] - begin[part] for part in end},
        receipted_by_quarter=watch.receipted_by_quarter(),
        acted_by_quarter=watch.acted_by_quarter(),
        memory_mib=watch.peaks,
        faults=await _faults(ours, site),
    )


async def fill(site: Site, drafts: Sequence[str]) -> None:
    """Hand them over past HTTP, in as many processes as there are cores here."""
    personal = site.shared_environment(POLICE)["ZF_PERSONAL_KEY"]
    url, blobs = site.databases[POLICE].service_urls["casemgmt"], str(site.folder.blobs(POLICE))
    shares = [list(drafts[number::_FILLERS]) for number in range(_FILLERS)]
    await asyncio.gather(*(_filler(Filling(url, personal, blobs, share)) for share in shares if share))


async def _filler(task: Filling) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.backlog_fill", stdin=asyncio.subprocess.PIPE
    )
    await process.communicate(json.dumps(asdict(task)).encode())
    if process.returncode:
        raise RuntimeError(f"a filler ended with {process.returncode}")


async def _check_alike(ours: Ours, site: Site) -> None:
    """One hand-over through the API against one made in the process, both gone all the way."""
    empty = await _everything(ours)
    await ours.run(seconds=60, count=1)
    by_api = await _everything(ours)
    await fill(site, await ours.take_drafts(1))
    await _until_delivered(ours)
    await ours.at_rest()
    unlike = differences(added(empty, by_api), added(by_api, await _everything(ours)))
    if unlike:
        raise SystemExit(
            "A hand-over made here is not like one of the API:\n" + "\n".join(one[:1000] for one in unlike[:10])
        )
    print("a hand-over made in the process leaves the rows of one through the API, in both agencies", flush=True)


async def _everything(ours: Ours) -> dict[str, Counter[str]]:
    return {
        f"{agency}.{name}": rows
        for agency in PAIR
        for name, rows in (await rows_of(ours.dsn(agency), SERVICES)).items()
    }


async def _until_delivered(ours: Ours) -> None:
    connection = await asyncpg.connect(ours.dsn(POLICE))
    try:
        async with asyncio.timeout(60):
            while await connection.fetchval(_SUBMITTED + " AND evidence_step <> 'delivered' LIMIT 1"):  # noqa: ASYNC110
                await asyncio.sleep(0.2)
    finally:
        await connection.close()


async def _waiting(ours: Ours) -> dict[str, int]:
    connection = await asyncpg.connect(ours.dsn(POLICE))
    found = {f"{kind} → {receiver}": count for kind, receiver, count in await connection.fetch(_WAITING)}
    await connection.close()
    return found


async def _all_messages(ours: Ours) -> int:
    total = 0
    for agency in PAIR:
        connection = await asyncpg.connect(ours.dsn(agency))
        total += await connection.fetchval(_ALL_MESSAGES)
        await connection.close()
    return total


async def _faults(ours: Ours, site: Site) -> list[str]:
    """As after a fault scenario: lost, double, order, ledgers, audit chains; and here nothing may be sent again either."""
    connection = await asyncpg.connect(ours.dsn(POLICE))
    submitted = [row["id"] for row in await connection.fetch(_SUBMITTED)]
    await connection.close()
    async with Checker(site) as checker:
        verdict = await checker.verdict(submitted)
    print(f"judged: {verdict}", flush=True)
    again = {"sent again": verdict.resent, "duplicates absorbed": verdict.duplicates}
    return verdict.faults + [f"{count} messages {name}" for name, count in again.items() if count]


def _print(found: Drained) -> None:
    waited, total = sum(found.waiting.values()), sum(found.cpu.values())
    parts = " + ".join(f"{found.cpu[part] / found.hand_overs * 1000:.1f}" for part in ("python", "postgres", "broker"))
    print(f"\n{waited} messages waited; {found.moved} were moved until all was at rest")
    print(f"last package receipted after {found.delivered_s:.0f} s, all at rest after {found.seconds:.0f} s")
    print(
        f"{found.hand_overs / found.delivered_s:.1f} hand-overs/s, {waited / found.seconds:.0f} of the waiting and "
        f"{found.moved / found.seconds:.0f} of all messages/s"
    )
    print(f"CPU s per 1,000 hand-overs: {parts} = {total / found.hand_overs * 1000:.1f} (python + postgres + broker)")
    print(f"CPU s per 1,000 messages moved: {total / found.moved * 1000:.2f}")
    print(f"packages receipted/s by quarter: {_listed(found.receipted_by_quarter)}")
    print(f"messages acted on/s by quarter: {_listed(found.acted_by_quarter)}")
    print("peak memory, MiB: " + ", ".join(f"{name} {size:.0f}" for name, size in found.memory_mib.items()))
    for fault in found.faults:
        print(f"FAULT {fault}")


def _listed(rates: Sequence[float]) -> str:
    return ", ".join(f"{rate:.0f}" for rate in rates)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--messages", type=int, default=100_000, help="how many wait in the outbox when it begins")
    parser.add_argument("--keep", type=Path, help="write the figures to this file as JSON")
    given = parser.parse_args()
    results: list[Drained] = []

    async def measure(ours: Ours, site: Site, _found: Servers) -> None:
        results.append(await drain(ours, site, messages=given.messages))

    with_ours(measure)
    _print(results[0])
    if given.keep:
        given.keep.write_text(json.dumps(asdict(results[0]), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    sys.exit(5 if results[0].faults else 0)


if __name__ == "__main__":
    main()
