"""Our contestant: casemgmt, liaison and oversight of two agencies, each a process of its own, as `zf service` runs them.

Signing, encryption, receipts, audit chain and stored traces are on; leases and pools are those of the deployment. A hand-over
begins with POST /transfers/{id}/submission and is complete when the sender's transfer holds the peer's *delivered*; CPU is
counted until everything that follows from it (oversight, audit chain) is at rest too.
"""

import asyncio
import time
from dataclasses import asdict, replace

import asyncpg

from benchmarks.contest import Conversation, Turn, converse
from benchmarks.measure import ServerCpu, cpu_of, resident_mib
from benchmarks.ours_client import Task
from benchmarks.prepare import drafts
from tests.fleet.processes import Fleet
from tests.fleet.sites import POLICE, Site
from zf_contracts.envelope import Address

_WARM_UP = 100
_PLENTY = 260.0
"""More per second than a round can need, so that no round ends for want of cases."""
_UNREST = (
    "SELECT (SELECT count(*) FROM {s}.outbox WHERE state IN ('open', 'awaiting_receipt'))"
    " + (SELECT count(*) FROM {s}.inbox WHERE state = 'taken')"
    " + (SELECT count(*) FROM {s}.audit_entry WHERE seq IS NULL)"
)
_STUCK = (
    "SELECT (SELECT count(*) FROM {s}.inbox WHERE state = 'parked') + (SELECT count(*) FROM {s}.quarantine)"
    " + (SELECT coalesce(sum(sends - 1), 0) FROM {s}.outbox WHERE sends > 1)"
)


class Ours:
    """`start`, then `run` as often as wanted. The processes end with the fleet."""

    def __init__(self, site: Site, fleet: Fleet, servers: ServerCpu) -> None:
        self._site = site
        self._fleet = fleet
        self._servers = servers
        self._drafts: list[str] = []
        self._loaded = 0

    @property
    def pids(self) -> dict[str, int]:
        """Process of each service, by `agency.service`."""
        return {name: self._fleet.pid(name) for name in self._fleet.names}

    @property
    def broker_pid(self) -> int | None:
        """None when the broker runs on another machine."""
        return self._servers.broker_pid

    async def start(self) -> None:
        for address in self._site.addresses:
            argv = ["zf", "service", address.service, "--agency", address.agency, "--single"]
            environment, port = self._site.environment(address), self._site.ports[address]
            self._fleet.add(_name(address), argv, environment=environment, port=port)
        await self._fleet.start()
        await self.run(seconds=60, count=_WARM_UP)

    async def run(self, *, seconds: float, rate: float = 0.0, count: int = 0) -> Turn:
        """`count`: stop after so many instead of after the time."""
        wanted = count or int(seconds * (rate or _PLENTY)) + 50
        await self._stock(wanted)
        offered = self._drafts[:wanted]
        task = self._task(offered, seconds=seconds, rate=rate)
        begin: dict[str, float] = {}
        conversation = Conversation(begin=lambda: begin.update(self.spent()), end=lambda: None)
        report = await converse(conversation, ["benchmarks.ours_client"], say=asdict(task))
        received, answered, _ = conversation.finished
        self._drafts = self._drafts[int(answered) :]
        await self.at_rest()
        end = self.spent()
        assert received == answered, f"{answered:.0f} handed over, {received:.0f} receipted"
        cpu = {part: end[part] - begin[part] for part in end} | {"client": report.python_cpu}
        memory = resident_mib(self.pids.values())
        assert not self._fleet.deaths, self._fleet.deaths
        return Turn(replace(report, name="ours", memory_mib=memory, python_cpu=cpu["python"]), int(answered), cpu)

    async def drain(self, backlog: int) -> Turn:
        """The sender's liaison is away while `backlog` packages are handed over; how fast it all drains when it is back."""
        liaison = Address(POLICE, "liaison")
        await self.away(liaison)
        offered = await self.take_drafts(backlog)
        task = self._task(offered, seconds=3600, wait=0)
        await converse(Conversation(begin=lambda: None, end=lambda: None), ["benchmarks.ours_client"], say=asdict(task))
        await self.back(liaison)
        begin, started = self.spent(), time.perf_counter()
        connection = await asyncpg.connect(self.dsn(POLICE))
        left = "SELECT count(*) FROM casemgmt.transfer WHERE state = 'submitted' AND evidence_step <> 'delivered'"
        while await connection.fetchval(left):  # noqa: ASYNC110 - other processes change it
            await asyncio.sleep(0.25)
        await connection.close()
        seconds = time.perf_counter() - started
        await self.at_rest()
        end = self.spent()
        cpu = {part: end[part] - begin[part] for part in end}
        base = (await self.run(seconds=5, count=20)).report
        return Turn(replace(base, name="drain", done=backlog, seconds=seconds, python_cpu=cpu["python"]), backlog, cpu)

    async def away(self, address: Address) -> None:
        """Stopped on purpose; it stays away until it is called back."""
        await self._fleet.terminate(_name(address))
        self._fleet.deaths.clear()

    async def back(self, address: Address) -> None:
        """Started again; returns when it is ready."""
        await self._fleet.start(_name(address))

    async def at_rest(self, *, limit: float = 600.0) -> None:
        """Nothing open, nothing waiting, every audit entry numbered; and nothing was sent twice, parked or refused."""
        end = time.monotonic() + limit
        for agency in self._site.databases:
            connection = await asyncpg.connect(self.dsn(agency))
            try:
                for address in self._site.addresses:
                    if address.agency != agency:
                        continue
                    while left := await connection.fetchval(_UNREST.format(s=address.service)):
                        assert time.monotonic() < end, f"{address}: {left} rows still open"
                        await asyncio.sleep(0.1)
                    stuck = await connection.fetchval(_STUCK.format(s=address.service))
                    if stuck:
                        print(f"   | {address}: {stuck} rows sent again, parked or quarantined")
            finally:
                await connection.close()

    def spent(self) -> dict[str, float]:
        """CPU seconds of services, database and broker so far."""
        return {"python": cpu_of(self.pids.values()), **self._servers.spent()}

    def _task(self, offered: list[str], *, seconds: float, rate: float = 0.0, wait: float = 300.0) -> Task:
        return Task(
            port=self._site.ports[Address(POLICE, "casemgmt")],
            dsn=self.dsn(POLICE),
            key_file=str(self._site.folder.key_file(POLICE)),
            drafts=offered,
            seconds=seconds,
            rate=rate,
            wait=wait,
        )

    def dsn(self, agency: str) -> str:
        return self._site.databases[agency].owner_url.replace("+asyncpg", "")

    async def take_drafts(self, wanted: int) -> list[str]:
        """Packages ready to be handed over, which are then the caller's."""
        await self._stock(wanted)
        offered, self._drafts = self._drafts[:wanted], self._drafts[wanted:]
        return offered

    async def _stock(self, wanted: int) -> None:
        missing = wanted - len(self._drafts)
        if missing > 0:
            loaded = await drafts(self._site, missing, first=self._loaded)
            self._loaded += missing
            self._drafts += [draft.transfer_id for draft in loaded]


def _name(address: Address) -> str:
    return f"{address.agency}.{address.service}"
