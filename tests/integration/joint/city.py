"""Four agencies with their real intake and liaison over one bus and real databases; the committee's node serves the hall."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import permutations
from pathlib import Path

import httpx
from pydantic import SecretStr
from sqlalchemy import text

from tests.integration.emptying import empty_files, empty_tables
from zf_contracts.envelope import Address, Envelope, decode
from zf_intake.main import spec as intake_spec
from zf_law.agencies import Agencies
from zf_law.loader import Law, load_law
from zf_liaison.main import spec as liaison_spec
from zf_node.city_app import CityApp
from zf_platform.bus.base import Bus, Outcome, Outgoing
from zf_platform.bus.embedded import EmbeddedBus, Vices
from zf_platform.clock import ZONE, FixedClock
from zf_platform.directory import Directory, FixedDirectory, agency_entry, make_directory
from zf_platform.keys import KeyUse, generate_key, generate_keys
from zf_platform.personal import new_personal_key
from zf_platform.provision import AgencyDatabase
from zf_platform.service import RunningService
from zf_platform.service_spec import ServiceSpec
from zf_platform.testing import Caller, CityKeys, ServiceUnderTest, drain, start_test_service

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZONE)
KINDS = {"police": "police", "procuratorate": "procuratorate", "court": "court", "committee": "plc"}
SERVICES = ("intake", "liaison")
QUIET = ("oversight", "casemgmt")
"""Services that only listen here."""


class RoughBus(EmbeddedBus):
    """Between agencies everything goes wrong. Inside a node nothing is lost after its confirm: nobody would send it again."""

    def _with_vices(self, messages: Sequence[Outgoing]) -> tuple[list[bytes], list[Outcome]]:
        vices = self.vices
        if vices is None or messages[0].channel != "internal":
            return super()._with_vices(messages)
        drop, vices.drop = vices.drop, 0.0
        try:
            return super()._with_vices(messages)
        finally:
            vices.drop = drop


@dataclass
class Ear:
    heard: list[Envelope] = field(default_factory=list)

    async def take(self, bodies: Sequence[bytes]) -> None:
        self.heard.extend(decode(body) for body in bodies)


@dataclass
class JointCity:
    """`clock` is everybody's. Nothing moves by itself: `settle` moves all, except who is offline; `again` resends at once."""

    clock: FixedClock
    law: Law
    bus: Bus
    running: dict[tuple[str, str], ServiceUnderTest]
    oversight: dict[str, Ear]
    databases: Mapping[str, AgencyDatabase]
    offline: set[str] = field(default_factory=set)

    async def renew(self) -> None:
        """Nothing of an earlier test in tables, files and memory; on the in-process bus."""
        assert isinstance(self.bus, EmbeddedBus)
        for database in self.databases.values():
            await empty_tables(database, *SERVICES)
        empty_files(self.running.values())
        self.clock.at, self.bus.vices = NOW, Vices(seed=7)
        self.offline.clear()
        for ear in self.oversight.values():
            ear.heard.clear()

    def service(self, agency: str, name: str = "intake") -> RunningService:
        return self.running[agency, name].service

    def person(self, agency: str, account: str, role: str, unit: str = "petition") -> Caller:
        """A person of this agency at its intake."""
        return self.running[agency, "intake"].caller(f"{agency}.{account}", roles=[role], unit=unit, name=account)

    def head(self, agency: str) -> Caller:
        return self.person(agency, "petition_head", "petition_head")

    @property
    def guide(self) -> Caller:
        """The comprehensive desk of the hall."""
        return self.person("committee", "guide", "hall_guide", "hall")

    @property
    def coordinator(self) -> Caller:
        return self.person("committee", "coordinator", "plc_coordinator", "coordination")

    async def settle(self, check: Callable[[], Awaitable[bool]] | None = None, *, seconds: float = 30.0) -> None:
        """Run everybody who is online until nothing moves, or until `check` holds (a broker needs a little real time)."""
        end = asyncio.get_running_loop().time() + seconds
        quiet = 0
        while True:
            moved = await drain(*(one.service for key, one in self.running.items() if key[0] not in self.offline))
            if check is not None and await check():
                return
            quiet = 0 if moved else quiet + 1
            if check is None and quiet >= (1 if isinstance(self.bus, EmbeddedBus) else 10):
                return
            assert asyncio.get_running_loop().time() < end, "it did not happen in time"
            await asyncio.sleep(0 if isinstance(self.bus, EmbeddedBus) and check is None else 0.05)

    async def back(self, *agencies: str) -> None:
        """These are online again; what waited for them goes out at once."""
        self.offline -= set(agencies)
        for key in self.running:
            await self.run(*key, "UPDATE outbox SET next_at = now() WHERE state IN ('open', 'awaiting_receipt')")
        await self.settle()

    async def rows(
        self, agency: str, sql: str, *, service: str = "intake", **values: object
    ) -> list[tuple[object, ...]]:
        async with self.service(agency, service).parts.database.session() as session:
            return [tuple(row) for row in await session.execute(text(sql), values)]

    async def run(self, agency: str, service: str, sql: str, **values: object) -> None:
        async with self.service(agency, service).parts.database.session() as session:
            await session.execute(text(sql), values)
            await session.commit()

    async def stuck(self) -> list[object]:
        """Parked, quarantined or waiting messages of all services: none may be left."""
        found: list[object] = []
        for agency, service in self.running:
            sql = "SELECT type, state, error_code, last_error FROM inbox WHERE state NOT IN ('done', 'rejected')"
            found += [(agency, service, *row) for row in await self.rows(agency, sql, service=service)]
            quarantined = await self.rows(agency, "SELECT code, detail FROM quarantine", service=service)
            found += [(agency, service, *row) for row in quarantined]
        return found

    async def again(self) -> None:
        """Resend, retry and asking times are the database's; pretend that they have come."""
        for agency, service in self.running:
            await self.run(
                agency, service, "UPDATE outbox SET next_at = now() WHERE state IN ('open', 'awaiting_receipt')"
            )
            late = (
                "UPDATE inbox SET next_at = now(), stored_at = stored_at - interval '3 minutes' WHERE state = 'taken'"
            )
            await self.run(agency, service, late)
            if service == "liaison":
                assert await self.service(agency, service).scheduler.run_now("ask_for_missing")

    def later(self, **period: float) -> None:
        self.clock.advance(timedelta(**period))


@asynccontextmanager
async def joint_city(
    databases: Mapping[str, AgencyDatabase], *, tmp_path: Path, bus: Bus | None = None
) -> AsyncIterator[JointCity]:
    clock, law = FixedClock(NOW), _law_of_four()
    keys, bus = _keys(clock), bus or RoughBus(Vices(seed=7))
    app = CityApp({}, front=_nothing)
    roles = {role.id: {name: reach.value for name, reach in role.permissions.items()} for role in law.roles.all()}
    running: dict[tuple[str, str], ServiceUnderTest] = {}
    ears: dict[str, Ear] = {}
    async with AsyncExitStack() as stack:
        http = await stack.enter_async_context(
            httpx.AsyncClient(transport=httpx.ASGITransport(app, raise_app_exceptions=False))
        )
        match_key = new_personal_key()
        for agency, database in databases.items():
            await empty_tables(database, *SERVICES)
            specs: dict[str, ServiceSpec] = {
                "intake": intake_spec(law=law),
                "liaison": liaison_spec(law=law, ring=keys.rings[agency], directory=keys.directory, http=http),
            }
            for name, spec in specs.items():
                running[agency, name] = await stack.enter_async_context(
                    start_test_service(
                        spec,
                        database=database,
                        keys=keys,
                        roles=roles,
                        blob_dir=tmp_path / agency,
                        bus=bus,
                        clock=clock,
                        settings=_settings(match_key),
                    )
                )
            for quiet in QUIET:
                ear = ears.setdefault(agency, Ear()) if quiet == "oversight" else Ear()
                await bus.subscribe("internal", Address(agency, quiet), ear.take)
        app.mount({key: one.service.app for key, one in running.items() if key[1] == "liaison"})
        yield JointCity(clock, law, bus, running, ears, databases)


def _law_of_four() -> Law:
    """The law in a city of these four agencies: nobody else is there to be told anything."""
    law = load_law()
    here = {one.code: one for one in law.agencies}
    for code in KINDS:
        partners = tuple(other for other in here[code].exchanges_with if other in KINDS)
        here[code] = replace(here[code], exchanges_with=partners)
    return replace(law, agencies=Agencies(here))


def _settings(match_key: str) -> dict[str, object]:
    """Each service has its own key for persons; the match key is everybody's."""
    keys: dict[str, object] = {"personal_key": SecretStr(new_personal_key()), "match_key": SecretStr(match_key)}
    return keys


def _keys(clock: FixedClock) -> CityKeys:
    now = clock.now()
    operator = generate_key("operator", use=KeyUse.DIRECTORY, now=now)
    rings = {agency: generate_keys(agency, now=now) for agency in KINDS}
    entries = [
        agency_entry(
            code,
            kind=KINDS[code],
            name_zh=code,
            name_en=code,
            ring=ring,
            liaison_url=f"http://city/api/{code}/liaison",
        )
        for code, ring in rings.items()
    ]
    raw = make_directory(entries, pairs=list(permutations(KINDS, 2)), version=1, now=now, operator_key=operator)
    return CityKeys(rings, FixedDirectory(Directory.parse(raw, operator.entry.public)), clock)


async def _nothing(scope: object, receive: object, send: object) -> None:
    raise AssertionError("only the liaisons are called here")
