"""Liaisons of several agencies over one bus and real databases, with ears where their casemgmt and intake would be."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import permutations
from pathlib import Path

import httpx
from sqlalchemy import text

from tests.integration.emptying import empty_files, empty_tables
from tests.integration.letters import letter
from zf_contracts.envelope import Address, Envelope, Payload, decode
from zf_contracts.internal.transfers import TransferSubmitted
from zf_contracts.values import BlobRef, ManifestItem, Package, Party, TransferKind
from zf_law.loader import Law, load_law
from zf_liaison.main import spec
from zf_node.city_app import CityApp
from zf_platform.bus.base import Bus
from zf_platform.bus.embedded import EmbeddedBus, Vices
from zf_platform.clock import ZONE, FixedClock
from zf_platform.directory import Directory, FixedDirectory, agency_entry, make_directory
from zf_platform.keys import KeyUse, generate_key, generate_keys
from zf_platform.provision import AgencyDatabase
from zf_platform.service import RunningService
from zf_platform.testing import CityKeys, ServiceUnderTest, drain, start_test_service

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZONE)
AGENCIES = {"police": "police", "procuratorate": "procuratorate", "committee": "plc"}
COLLAB_NO = "XT3299002026112300012"


@dataclass
class Ear:
    """Takes internal messages as casemgmt's inbox would, and keeps them."""

    heard: list[Envelope] = field(default_factory=list)

    async def take(self, bodies: Sequence[bytes]) -> None:
        self.heard.extend(decode(body) for body in bodies)

    def of(self, contract: type[Payload]) -> list[dict[str, object]]:
        return [envelope.data for envelope in self.heard if envelope.type == contract.TYPE]


@dataclass
class Town:
    """All nodes of a test.

    `clock` is everybody's. `ears` listen for casemgmt, `windows` for intake, `watchers` for oversight.
    """

    clock: FixedClock
    law: Law
    keys: CityKeys
    bus: Bus
    nodes: dict[str, ServiceUnderTest]
    ears: dict[str, Ear]
    windows: dict[str, Ear]
    watchers: dict[str, Ear]
    city: CityApp
    databases: Mapping[str, AgencyDatabase]

    async def renew(self) -> None:
        """Nothing of an earlier test in tables, files and memory; on the in-process bus."""
        for database in self.databases.values():
            await empty_tables(database, "liaison", "telemetry")
        empty_files(self.nodes.values())
        self.city.mount({(agency, "liaison"): node.service.app for agency, node in self.nodes.items()})
        self.clock.at = NOW
        self.give(Vices(seed=7))
        for ear in (*self.ears.values(), *self.windows.values(), *self.watchers.values()):
            ear.heard.clear()

    @property
    def vices(self) -> Vices:
        """Vices of the in-process bus; replace them with `give`."""
        assert isinstance(self.bus, EmbeddedBus)
        assert self.bus.vices is not None
        return self.bus.vices

    def give(self, vices: Vices) -> None:
        assert isinstance(self.bus, EmbeddedBus)
        self.bus.vices = vices

    def service(self, agency: str) -> RunningService:
        return self.nodes[agency].service

    async def tell(self, agency: str, *payloads: Payload, sender: str = "casemgmt") -> None:
        """Internal messages from another service of the agency reach its liaison's inbox."""
        service = self.service(agency)
        source = Address(agency, sender)
        letters = [letter(one, sender=source, receiver=service.address, at=self.clock.now()) for one in payloads]
        await service.takers["internal"].take(letters)

    async def drain(self, *agencies: str) -> None:
        await drain(*(self.service(agency) for agency in agencies or self.nodes))

    async def settle(self, check: Callable[[], Awaitable[bool]], *, seconds: float = 15.0) -> None:
        """Keep everybody working until `check` holds: resends and file pulls need a little real time."""
        end = asyncio.get_running_loop().time() + seconds
        while True:
            await self.drain()
            if await check():
                return
            assert asyncio.get_running_loop().time() < end, "it did not happen in time"
            await asyncio.sleep(0.05)

    async def job(self, agency: str, name: str) -> None:
        assert await self.service(agency).scheduler.run_now(name)

    async def rows(self, agency: str, sql: str, **values: object) -> list[tuple[object, ...]]:
        async with self.service(agency).parts.database.session() as session:
            return [tuple(row) for row in await session.execute(text(sql), values)]

    async def value(self, agency: str, sql: str, **values: object) -> object:
        rows = await self.rows(agency, sql, **values)
        return rows[0][0] if rows else None

    async def run(self, agency: str, sql: str, **values: object) -> None:
        async with self.service(agency).parts.database.session() as session:
            await session.execute(text(sql), values)
            await session.commit()

    async def due_now(self, agency: str) -> None:
        """The relay's resend times are the database's; pretend that they have come."""
        await self.run(agency, "UPDATE outbox SET next_at = now() WHERE state IN ('open', 'awaiting_receipt')")


@asynccontextmanager
async def town(
    databases: dict[str, AgencyDatabase],
    *,
    tmp_path: Path,
    bus: Bus | None = None,
    kinds: Mapping[str, str] = AGENCIES,
) -> AsyncIterator[Town]:
    clock, law = FixedClock(NOW), load_law()
    keys = town_keys(clock, kinds=kinds)
    bus = bus or EmbeddedBus(Vices(seed=7))
    city = CityApp({}, front=_nothing)
    roles = {role.id: {name: reach.value for name, reach in role.permissions.items()} for role in law.roles.all()}
    async with AsyncExitStack() as stack:
        http = await stack.enter_async_context(
            httpx.AsyncClient(transport=httpx.ASGITransport(city, raise_app_exceptions=False))
        )
        nodes: dict[str, ServiceUnderTest] = {}
        ears: dict[str, Ear] = {}
        windows: dict[str, Ear] = {}
        watchers: dict[str, Ear] = {}
        for agency, database in databases.items():
            await empty_tables(database, "liaison", "telemetry")
            node = spec(law=law, ring=keys.rings[agency], directory=keys.directory, http=http)
            nodes[agency] = await stack.enter_async_context(
                start_test_service(
                    node,
                    database=database,
                    keys=keys,
                    roles=roles,
                    blob_dir=tmp_path / agency,
                    bus=bus,
                    clock=clock,
                    settings={"resend_seconds": 0.3, "resend_max": 0.6},
                )
            )
            for service, heard in (("casemgmt", ears), ("intake", windows), ("oversight", watchers)):
                heard[agency] = Ear()
                await bus.subscribe("internal", Address(agency, service), heard[agency].take)
        city.mount({(agency, "liaison"): node.service.app for agency, node in nodes.items()})
        yield Town(clock, law, keys, bus, nodes, ears, windows, watchers, city, databases)


def package(number: int = 1, *, version: int = 1, files: Sequence[BlobRef] = (), **changes: object) -> Package:
    values: dict[str, object] = {
        "transfer_id": f"0192f000-0000-7000-8000-{number:012d}",
        "version": version,
        "kind": TransferKind.PROSECUTION,
        "sender": "police",
        "receiver": "procuratorate",
        "case_no": "A3299000000002026110001",
        "collab_no": f"{COLLAB_NO[:-4]}{number:04d}",
        "title": "测试案件",
        "parties": (Party(suspect_id="s1", name="测试人", state="detained"),),
        "items": tuple(
            ManifestItem(no=place, category="document", title=f"文书{place}", pages=2, blob=blob)
            for place, blob in enumerate(files, start=1)
        ),
        "submitted_at": NOW,
    }
    return Package.model_validate({**values, **changes})


def submitted(number: int = 1, **changes: object) -> TransferSubmitted:
    files = changes.pop("files", ())
    version = changes.pop("version", 1)
    assert isinstance(files, Sequence)
    assert isinstance(version, int)
    return TransferSubmitted(package=package(number, version=version, files=files, **changes))


def later(minutes: float) -> timedelta:
    return timedelta(minutes=minutes)


def town_keys(clock: FixedClock, *, kinds: Mapping[str, str] = AGENCIES) -> CityKeys:
    now = clock.now()
    operator = generate_key("operator", use=KeyUse.DIRECTORY, now=now)
    rings = {agency: generate_keys(agency, now=now) for agency in kinds}
    entries = [
        agency_entry(
            code,
            kind=kinds[code],
            name_zh=code,
            name_en=code,
            ring=ring,
            liaison_url=f"http://city/api/{code}/liaison",
        )
        for code, ring in rings.items()
    ]
    pairs = list(permutations(kinds, 2))
    raw = make_directory(entries, pairs=pairs, version=1, now=now, operator_key=operator)
    return CityKeys(rings, FixedDirectory(Directory.parse(raw, operator.entry.public)), clock)


async def _nothing(scope: object, receive: object, send: object) -> None:
    raise AssertionError("only the nodes are called here")
