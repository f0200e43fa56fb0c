"""Nine liaisons in one process whose clock is moved by hand: real databases, real signatures, real API, no waiting."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path

import httpx
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy import text

from zf_contracts.envelope import Address
from zf_contracts.http.liaison import CreateAccount
from zf_law.loader import Law
from zf_liaison.accounts.enrol import enrol
from zf_liaison.accounts.passwords import Passwords
from zf_liaison.main import spec
from zf_node.city_app import CityApp
from zf_node.demo.calendar.members import Envoy
from zf_node.demo.desk import Town
from zf_node.keys_setup import set_up_keys
from zf_node.layout import CityFolder
from zf_node.wiring import node_keys, role_table
from zf_platform.auth import TokenVerifier
from zf_platform.bus.embedded import EmbeddedBus, Vices
from zf_platform.clock import ZONE, FixedClock
from zf_platform.ids import new_secret
from zf_platform.provision import AgencyDatabase
from zf_platform.service import RunningService, build_service
from zf_platform.settings import ServiceSettings
from zf_platform.stepping import announce_jobs, drain, leave_the_bus, take_messages
from zf_platform.transaction import Cause, service_actor

SERVICES = ("liaison",)
QUIET_HOUR = time(0, 15)
"""After the daily comparison is due."""
BY_DAY = (
    "watch_evidence", "ask_for_missing", "watch_reconciliations", "remind_tasks", "chase_notices", "watch_resolutions",
)  # fmt: skip
"""Jobs that look at the clock during the day. The others run at night, after a day on which something happened."""
LONGEST_REST = 120.0
_UNANSWERED = text(
    "SELECT (SELECT count(*) FROM ledger WHERE direction = 'out' AND state = 'waiting' AND peer <> ALL(:away)) "
    "+ (SELECT count(*) FROM inbox WHERE state = 'taken')"
)
_PAUSES_OVER = (
    text("UPDATE outbox SET next_at = now() WHERE state IN ('open', 'awaiting_receipt') AND next_at > now()"),
    text("UPDATE inbox SET next_at = now() WHERE state = 'taken' AND next_at > now()"),
)


class QuickPasswords(Passwords):
    """Everybody signs in anew each simulated day: a hash that is slow on purpose would be most of the year."""

    def __init__(self) -> None:
        super().__init__()
        self._scheme = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=64, parallelism=1),))


@dataclass(slots=True)
class SimulatedCity:
    """`town` is the desks of its people. `worked`: pieces of work done by relays, workers and sequencers."""

    law: Law
    clock: FixedClock
    town: Town
    services: Mapping[str, RunningService]
    bus: EmbeddedBus
    away: set[str] = field(default_factory=set)
    worked: int = 0

    @property
    def members(self) -> tuple[str, ...]:
        return tuple(self.services)

    @property
    def present(self) -> list[RunningService]:
        return [service for agency, service in self.services.items() if agency not in self.away]

    async def go_to(self, moment: datetime) -> None:
        """Time passes. The night after a day on which something was sent the ledgers of that day are compared."""
        night = datetime.combine(self.clock.now().date() + timedelta(days=1), QUIET_HOUR, tzinfo=ZONE)
        if night < moment:
            await self._jump(night)
            await asyncio.gather(*(service.scheduler.tick() for service in self.services.values()))
            await self.settle()
        if moment > self.clock.now():
            await self._jump(moment)
            await asyncio.gather(*(_look_at_the_clock(service) for service in self.services.values()))
            await self.settle()

    async def settle(self) -> None:
        """Until everything said among those whose line works has its receipt and is acted on."""
        end = asyncio.get_running_loop().time() + LONGEST_REST
        while True:
            done = sum(await asyncio.gather(*(drain(service) for service in self.present)))
            self.worked += done
            if not done and not await self._unanswered():
                return
            if asyncio.get_running_loop().time() > end:
                raise TimeoutError("节点之间的消息未能在限定时间内全部签收 / messages are not receipted in time")
            if not done:
                await asyncio.sleep(0.01)  # Files are pulled beside the workers.
                if self.bus.vices is not None:
                    # What was lost is sent again at once, and what waits for it is looked at again.
                    await self._pauses_are_over()

    async def leave(self, agency: str) -> None:
        """Its line is dead: nothing goes out, and what is sent to it bounces."""
        self.away.add(agency)
        await leave_the_bus(self.services[agency])

    async def come_back(self, agency: str) -> None:
        self.away.discard(agency)
        await take_messages(self.services[agency])
        await self._pauses_are_over()
        await self.settle()

    async def mend_the_line(self) -> None:
        """No vices any more; within two hours a comparison whose question or answer was lost is made again."""
        self.bus.vices = None
        await self._pauses_are_over()
        await self.settle()
        for _ in range(8):
            await self.go_to(self.clock.now() + timedelta(minutes=15))

    async def _jump(self, moment: datetime) -> None:
        self.clock.at = moment
        await self._pauses_are_over()

    async def _pauses_are_over(self) -> None:
        """Pauses before a resend are counted by the database, for which no time has passed."""
        await asyncio.gather(*(_pause_is_over(service) for service in self.present))

    async def _unanswered(self) -> int:
        return sum(await asyncio.gather(*(self._unanswered_at(service) for service in self.present)))

    async def _unanswered_at(self, service: RunningService) -> int:
        async with service.parts.database.session() as session:
            answer = await session.execute(_UNANSWERED, {"away": sorted(self.away)})
            return int(answer.scalar_one())


async def _pause_is_over(service: RunningService) -> None:
    async with service.parts.database.session() as session:
        for pause_over in _PAUSES_OVER:
            await session.execute(pause_over)
        await session.commit()


async def _look_at_the_clock(service: RunningService) -> None:
    for job in BY_DAY:
        await service.scheduler.run_now(job)


@asynccontextmanager
async def simulated_city(
    databases: Mapping[str, AgencyDatabase], *, law: Law, folder: Path, start: datetime, vices: Vices | None = None
) -> AsyncIterator[SimulatedCity]:
    """One liaison for each database; everybody has an account. `vices`: of the line between them."""
    clock, app = FixedClock(start), CityApp({}, front=_nothing)
    bus = EmbeddedBus(vices)
    place = CityFolder(folder)
    urls = {code: f"http://city/api/{code}/liaison" for code in databases}
    set_up_keys(place, law=law, now=start, urls=urls)
    password = new_secret()
    async with AsyncExitStack() as stack:
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        http = await stack.enter_async_context(httpx.AsyncClient(transport=transport, timeout=120))
        services = {}
        for agency, database in databases.items():
            settings = _settings(place, database, url=urls[agency])
            services[agency] = _liaison(settings, law=law, clock=clock, bus=bus, http=http)
            stack.push_async_callback(services[agency].stop)
            await take_messages(services[agency])
            await announce_jobs(services[agency])
        app.mount({(agency, "liaison"): service.app for agency, service in services.items()})
        await _enrol(services, law=law, password=password)
        town = Town(http, base="http://city", password=password, clock=clock)
        yield SimulatedCity(law, clock, town, services, bus)


def _settings(place: CityFolder, database: AgencyDatabase, *, url: str) -> ServiceSettings:
    agency = database.agency
    return ServiceSettings.model_validate(
        {
            "agency": agency,
            "service": "liaison",
            "database_url": database.service_urls["liaison"],
            "directory_file": place.directory_file,
            "directory_operator_key_file": place.operator_public_key,
            "key_file": place.key_file(agency),
            "blob_dir": place.blobs(agency),
            "public_url": url,
            "trace_sink": "none",
            "batch": 200,
        }
    )


def _liaison(
    settings: ServiceSettings, *, law: Law, clock: FixedClock, bus: EmbeddedBus, http: httpx.AsyncClient
) -> RunningService:
    keys = node_keys(settings)
    assert keys.ring is not None
    chosen = spec(law=law, ring=keys.ring, directory=keys.directory, http=http, passwords=QuickPasswords())
    verifier = TokenVerifier(Address(settings.agency, "liaison"), directory=keys.directory, clock=clock)
    return build_service(chosen, settings, bus=bus, clock=clock, verifier=verifier, roles=role_table(law))


async def _enrol(services: Mapping[str, RunningService], *, law: Law, password: str) -> None:
    for agency, service in services.items():
        async with service.parts.factory.begin() as transaction:
            cause = Cause(correlation_id="setup", request_id="setup")
            scope = transaction.scope(actor=service_actor(service.address), cause=cause)
            await enrol(scope, _accounts(Envoy(agency), password), law=law, passwords=QuickPasswords())
            await transaction.commit()


def _accounts(envoy: Envoy, password: str) -> Sequence[CreateAccount]:
    people = {envoy.username: envoy.roles, envoy.clerk: ("operator",)}
    return [
        CreateAccount(username=username, name=username, unit="leadership", roles=roles, password=password)
        for username, roles in people.items()
    ]


async def _nothing(scope: object, receive: object, send: object) -> None:
    raise RuntimeError("the simulated city has no front end")
