"""Police and procuratorate as processes, started: the usual ground of a scenario."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest_asyncio

from tests.broker_server import Broker
from tests.fleet.cases import Draft, load_cases
from tests.fleet.checker import Checker, Verdict
from tests.fleet.processes import Fleet, fleet
from tests.fleet.sender import Sender, Tally, acknowledged
from tests.fleet.sites import EXCHANGE, PAIR, POLICE, Site, site
from tests.fleet.small_city import VARIABLE
from tests.fleet.waiting import LONG
from zf_contracts.envelope import Address

CITY = "city"
OVERSIGHT = tuple(Address(agency, "oversight") for agency in PAIR)
"""casemgmt tells oversight of each step; where it does not run, those rows stay with the broker or in the outbox."""


@dataclass
class Town:
    """A site with its processes. `base`: where the sending casemgmt answers."""

    site: Site
    fleet: Fleet
    folder: Path
    base: str
    drafts: list[Draft]

    async def send(self, count: int, *, rate: float, give_up: float = 300.0) -> Tally:
        """Hand over the next `count` packages; asserts that none was refused."""
        chosen, self.drafts = self.drafts[:count], self.drafts[count:]
        assert len(chosen) == count, "the scenario loaded too few cases"
        tally = await Sender(self.site, self.log, base=self.base, give_up=give_up).send(chosen, rate=rate)
        assert not tally.refused, tally.refused[:3]
        return tally

    @property
    def log(self) -> Path:
        return self.folder / "acknowledged.jsonl"

    async def judge(
        self, *, seconds: float = LONG, unknown: Sequence[str] = (), explained: int = 0, beyond: Sequence[Address] = ()
    ) -> Verdict:
        """Wait until all is at rest, then check everything; raises with the faults."""
        async with Checker(self.site, beyond=beyond) as checker:
            took = await checker.drained(seconds=seconds)
            verdict = await checker.verdict(
                acknowledged(self.log), unknown=unknown, explained=explained, drained_in=took
            )
        assert not verdict.faults, "\n".join(verdict.faults)
        return verdict


@asynccontextmanager
async def processes(
    admin_url: str,
    folder: Path,
    *,
    broker: Broker,
    cases: int,
    settings: Mapping[str, str] | None = None,
    choices: Path | None = None,
    restart_after: float = 1.0,
) -> AsyncIterator[Town]:
    """One process per service, over RabbitMQ: casemgmt and liaison of both agencies.

    `choices`: folder in which `<agency>.<service>.failpoint` chooses where that process dies.
    """
    async with (
        site(admin_url, folder, broker=broker, settings=settings) as made,
        fleet(folder, restart_after=restart_after) as found,
    ):
        for address in made.addresses:
            add_service(found, made, address, choices=choices)
        drafts = await load_cases(made, cases)
        await found.start()
        yield Town(made, found, folder, made.url(Address(POLICE, "casemgmt")), drafts)


@asynccontextmanager
async def one_process(
    admin_url: str,
    folder: Path,
    *,
    cases: int,
    settings: Mapping[str, str] | None = None,
    restart_after: float = 1.0,
) -> AsyncIterator[Town]:
    """All services of both agencies in one process over the in-process bus; oversight runs too, or its rows would bounce."""
    services = (*EXCHANGE, "oversight")
    chosen = {"ZF_WAKE": "local", "ZF_POOL_SIZE": "1", "ZF_POOL_OVERFLOW": "4", **(settings or {})}
    async with (
        site(admin_url, folder, services=services, settings=chosen, one_port=True) as made,
        fleet(folder, restart_after=restart_after) as found,
    ):
        environments = [made.environment(address) for address in made.addresses]
        port = made.ports[made.addresses[0]]
        found.add(
            CITY, ["tests.fleet.small_city"], environment={**chosen, VARIABLE: json.dumps(environments)}, port=port
        )
        drafts = await load_cases(made, cases)
        await found.start()
        yield Town(made, found, folder, f"http://127.0.0.1:{port}/api/{POLICE}/casemgmt", drafts)


def add_service(
    found: Fleet, made: Site, address: Address, *, name: str = "", port: int = 0, choices: Path | None = None
) -> str:
    """The very command of the deployment, `zf service NAME --agency CODE`, but the fleet itself is its supervisor."""
    chosen = name or f"{address.agency}.{address.service}"
    environment = made.environment(address)
    if port:
        environment["ZF_PORT"] = str(port)
    if choices is not None:
        environment["ZF_FAILPOINT"] = f"@{choices / chosen}.failpoint"
    argv = ["zf", "service", address.service, "--agency", address.agency, "--single"]
    found.add(chosen, argv, environment=environment, port=port or made.ports[address])
    return chosen


@pytest_asyncio.fixture
async def rabbit_town(admin_url: str, broker: Broker, tmp_path: Path) -> AsyncIterator[Town]:
    async with processes(admin_url, tmp_path, broker=broker, cases=600) as made:
        yield made
