"""One service, wired: application, relay, takers, workers, jobs and audit sequencer over one database.

`build_service` makes it, `RunningService.start` starts the loops, `stop` lets running work finish. Both ways of running
(a city in one process, one process per service) use exactly this.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field

from fastapi import APIRouter, FastAPI
from sqlalchemy import select, text

from zf_contracts.envelope import Address
from zf_platform import claim, startup_guard
from zf_platform.audit import Sequencer
from zf_platform.auth import Roles
from zf_platform.blobs import BlobStore
from zf_platform.bus.base import Bus, Subscription
from zf_platform.clock import Clock
from zf_platform.database import Database
from zf_platform.housekeeping import platform_jobs
from zf_platform.http.app import create_service_app
from zf_platform.http.authentication import Gate, Verifier
from zf_platform.http.health import health_router
from zf_platform.http.ops import ops_router
from zf_platform.http.route import HttpRuntime
from zf_platform.http.turns import Turns
from zf_platform.in_hand import HandPage, Left
from zf_platform.inbox import Taker
from zf_platform.jobs import Scheduler
from zf_platform.operations import OperationsParts
from zf_platform.proxies import TrustedProxies
from zf_platform.relay import Relay, RelayTiming
from zf_platform.service_spec import Exchange, Parts, ServiceSpec
from zf_platform.settings import ServiceSettings
from zf_platform.sql_spans import trace_statements
from zf_platform.tables import node_state
from zf_platform.tasks import TaskKeeper
from zf_platform.telemetry import identity
from zf_platform.telemetry_names import LogEvent
from zf_platform.transaction import TransactionFactory, Wakeups
from zf_platform.wake import LocalWakeup, NotifyWakeup
from zf_platform.worker import Worker, WorkerTiming

__all__ = ["Exchange", "Parts", "RunningService", "ServiceSpec", "async_url", "build_service"]

_log = logging.getLogger("zf.service")

Stopping = Callable[[asyncio.Event], Awaitable[None]]


def build_service(
    spec: ServiceSpec,
    settings: ServiceSettings,
    *,
    bus: Bus,
    clock: Clock,
    verifier: Verifier,
    roles: Roles,
    role_names: Mapping[str, tuple[str, str]] | None = None,
    page: HandPage | None = None,
) -> RunningService:
    """Wire everything; nothing runs and nothing connects before `start`. `page`: shared with the processes before this one."""
    parts = _parts(spec, settings, bus=bus, clock=clock)
    exchange = spec.exchange(parts) if spec.exchange else None
    if exchange is not None:
        parts.factory.sealer = exchange.sealer
    scheduler = Scheduler(parts.factory, jobs=[*spec.jobs(parts), *platform_jobs(settings)])
    service = RunningService(
        parts=parts,
        scheduler=scheduler,
        relay=Relay(
            parts.factory, bus, timing=_relay_timing(settings), observer=exchange.relay_observer if exchange else None
        ),
        sequencer=Sequencer(parts.factory, idle=settings.poll_seconds),
        takers=_takers(parts, exchange),
        workers=_workers(spec, parts, exchange, page=page or HandPage()),
        left=page.left_behind() if page else (),
        on_stop=exchange.on_stop if exchange else None,
    )
    gate = _gate(parts, verifier=verifier, roles=roles, role_names=role_names or {})
    service.app = create_service_app(
        parts.address,
        routers=[*spec.build_routers(parts), *_platform_routers(service, exchange)],
        runtime=HttpRuntime(parts.factory, gate, _turns(settings), body_seconds=settings.body_timeout),
        clock=clock,
        proxies=TrustedProxies(settings.trusted_proxies),
        title=spec.title,
    )
    return service


def _gate(parts: Parts, *, verifier: Verifier, roles: Roles, role_names: Mapping[str, tuple[str, str]]) -> Gate:
    key = parts.settings.hall_key
    return Gate(
        parts.address,
        verifier=verifier,
        roles=roles,
        role_names=role_names,
        hall_key=key.get_secret_value() if key else "",
    )


@dataclass(slots=True)
class RunningService:
    """A wired service. `app` serves requests as soon as it is mounted; the loops run between `start` and `stop`."""

    parts: Parts
    relay: Relay
    scheduler: Scheduler
    sequencer: Sequencer
    takers: Mapping[str, Taker]
    workers: Sequence[Worker]
    app: FastAPI = field(default_factory=FastAPI)
    keeper: TaskKeeper = field(default_factory=TaskKeeper)
    subscriptions: list[Subscription] = field(default_factory=list)
    on_stop: Callable[[], Awaitable[None]] | None = None
    left: Sequence[Left] = ()

    @property
    def address(self) -> Address:
        return self.parts.address

    async def start(self, *, guarded: bool = True) -> None:
        """Check that it may run, then take messages and start the loops. `guarded=False` is for tests of the guard."""
        settings = self.parts.settings
        if guarded:
            found = await startup_guard.require_good(
                settings, engine=self.parts.database.engine, clock=self.parts.clock
            )
            for finding in (one for one in found if one.level == "warn"):
                _log.warning(LogEvent.STARTUP_FINDING, extra={"code": finding.code})
        self.parts.blobs.remove_leftovers()
        await self.read_epoch()
        await self._inherit()
        for channel, taker in self.takers.items():
            self.subscriptions.append(await self.parts.bus.subscribe(channel, self.address, taker.take))
        self._start_loops()
        _log.info(LogEvent.SERVICE_STARTED, extra={"address": str(self.address)})

    async def stop(self) -> None:
        """Take nothing more, let batches finish, close the database. Requests are drained by the server before this."""
        _log.info(LogEvent.SERVICE_STOPPING, extra={"address": str(self.address)})
        for subscription in self.subscriptions:
            await subscription.stop()
        self.subscriptions.clear()
        self.keeper.stopping.set()
        self.parts.factory.wakeups.outbox.signal()
        self.parts.factory.wakeups.inbox.signal()
        await self.keeper.stop(self.parts.settings.drain_seconds)
        if self.on_stop is not None:
            await self.on_stop()
        await self.parts.database.close()
        _log.info(LogEvent.SERVICE_STOPPED, extra={"address": str(self.address)})

    async def read_epoch(self) -> None:
        """The restore epoch of this node; it rides in every envelope."""
        async with self.parts.factory.begin() as transaction:
            row = (
                await transaction.session.execute(select(node_state.c.value).where(node_state.c.name == "epoch"))
            ).first()
        if row is not None:
            self.parts.factory.epoch = int(row.value)

    async def _inherit(self) -> None:
        """What the process before this one held goes on at once, but for what was in hand when it died."""
        async with self.parts.database.immediate() as connection:
            for left in self.left:
                freed = await claim.inherit(connection, left)
                if freed is not None:
                    _log.warning(LogEvent.MESSAGE_SUSPECTED, extra={"message_id": left.message_id, "freed": freed})

    def _start_loops(self) -> None:
        self._start("relay", self.relay.run)
        self._start("scheduler", self.scheduler.run)
        self._start("sequencer", self.sequencer.run)
        for number, worker in enumerate(self.workers):
            self._start(f"worker-{number}", worker.run)
        wakeups = self.parts.factory.wakeups
        for wakeup in (wakeups.outbox, wakeups.inbox):
            if isinstance(wakeup, NotifyWakeup):
                self.keeper.start(f"{self.address}/{wakeup.channel}", wakeup.loop(self.keeper))

    def _start(self, name: str, run: Stopping) -> None:
        async def loop() -> None:
            with identity(self.address):
                await run(self.keeper.stopping)

        self.keeper.start(f"{self.address}/{name}", loop)


def _turns(settings: ServiceSettings) -> Turns:
    return Turns(connections=settings.pool_size + settings.pool_overflow, patience=settings.turn_timeout)


def _parts(spec: ServiceSpec, settings: ServiceSettings, *, bus: Bus, clock: Clock) -> Parts:
    address = Address(settings.agency, spec.name)
    url = async_url(settings.database_url.get_secret_value())
    database = Database(
        url,
        schema=spec.name,
        pool_size=settings.pool_size,
        overflow=settings.pool_overflow,
        wait_seconds=settings.pool_timeout,
        application_name=f"{settings.agency}.{spec.name}",
    )
    trace_statements(database.engine)
    factory = TransactionFactory(
        database=database, identity=address, clock=clock, wakeups=_wakeups(settings, url, schema=spec.name)
    )
    blobs = BlobStore(settings.blob_dir)
    return Parts(address, settings, clock, database, factory, blobs, bus)


def async_url(url: str) -> str:
    """Settings name PostgreSQL; the driver is our affair."""
    return url.replace("postgresql://", "postgresql+asyncpg://", 1)


def _wakeups(settings: ServiceSettings, url: str, *, schema: str) -> Wakeups:
    if settings.wake == "local":
        return Wakeups(outbox=LocalWakeup(), inbox=LocalWakeup())
    return Wakeups(
        outbox=NotifyWakeup(url, schema=schema, purpose="outbox"),
        inbox=NotifyWakeup(url, schema=schema, purpose="inbox"),
    )


def _relay_timing(settings: ServiceSettings) -> RelayTiming:
    return RelayTiming(
        lease=settings.lease_seconds,
        poll=settings.poll_seconds,
        resend=settings.resend_seconds,
        resend_max=settings.resend_max,
        batch=settings.batch,
    )


def _takers(parts: Parts, exchange: Exchange | None) -> dict[str, Taker]:
    takers = {"internal": Taker(parts.factory, channel="internal")}
    if exchange is not None:
        takers["interagency"] = Taker(
            parts.factory, channel="interagency", opener=exchange.opener, on_duplicates=exchange.on_duplicates
        )
    return takers


def _workers(spec: ServiceSpec, parts: Parts, exchange: Exchange | None, *, page: HandPage) -> list[Worker]:
    settings = parts.settings
    timing = WorkerTiming(lease=settings.lease_seconds, poll=settings.poll_seconds, batch=settings.batch)
    actions = spec.consumes(parts)
    return [
        Worker(
            parts.factory,
            actions=actions,
            timing=timing,
            prepare=exchange.prepare if exchange else None,
            on_rejected=exchange.on_rejected if exchange else None,
            hand=page.hand(number),
        )
        for number in range(settings.workers)
    ]


def _platform_routers(service: RunningService, exchange: Exchange | None) -> list[APIRouter]:
    parts = service.parts

    async def database() -> bool:
        async with parts.database.session() as session:
            await session.execute(text("SELECT 1"))
        return True

    async def bus() -> bool:
        return (await parts.bus.health()).connected

    operations = OperationsParts(
        bus=parts.bus,
        job_names=service.scheduler.names,
        run_job=service.scheduler.run_now,
        on_skipped=exchange.on_operator_skip if exchange else None,
        on_rejected=exchange.on_operator_reject if exchange else None,
    )
    return [health_router({"database": database, "bus": bus}), ops_router(operations)]
