"""Bare services over a real database: enough of a node to test the messaging of the platform, driven by hand."""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from zf_contracts.envelope import Address, Payload
from zf_contracts.interagency.exchange import ExchangeReceipt
from zf_contracts.internal.reports import CaseStageAdvanced
from zf_platform.bus.base import Bus
from zf_platform.clock import ZONE, FixedClock
from zf_platform.database import Database
from zf_platform.inbox import DuplicatesHook, Opener, Taker
from zf_platform.migrate import upgrade_connection
from zf_platform.relay import Relay, RelayObserver, RelayTiming
from zf_platform.transaction import Actor, Cause, Scope, Sealer, Transaction, TransactionFactory, Wakeups
from zf_platform.wake import LocalWakeup
from zf_platform.worker import Action, OnRejected, Prepare, Worker, WorkerTiming

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=ZONE)
OFFICER = Actor(account_id="police.handler", agency="police", roles=("handler",))
CAUSE = Cause(correlation_id="XT1", request_id="r1")
CASEMGMT, OVERSIGHT = Address("police", "casemgmt"), Address("police", "oversight")
POLICE, COURT = Address("police", "liaison"), Address("court", "liaison")
_TABLES = ("outbox", "outbox_sequence", "inbox", "inbox_cursor", "quarantine", "audit_entry", "job_run", "skip_request")


@dataclass(frozen=True)
class Stores:
    """One migrated schema per service that the tests play, made once per run and emptied for each test."""

    url: str

    def schema(self, address: Address) -> str:
        return f"msg{os.getpid()}_{address.agency}_{address.service}"

    async def make(self, *addresses: Address) -> None:
        for address in addresses:
            schema = self.schema(address)
            await self._run(f'DROP SCHEMA IF EXISTS "{schema}" CASCADE', f'CREATE SCHEMA "{schema}"')
            engine = create_async_engine(self.url)
            async with engine.connect() as connection:
                await upgrade_connection(connection, schema=schema, service=None)
            await engine.dispose()
            columns = "n serial, key text, act text, message_id text, xact xid8 DEFAULT pg_current_xact_id()"
            await self._run(f'CREATE TABLE "{schema}".effect ({columns})')

    async def empty(self, *addresses: Address) -> None:
        """Deleting a few rows is much quicker than truncating many tables."""
        names = [f'"{self.schema(address)}".{table}' for address in addresses for table in (*_TABLES, "effect")]
        numbers = [f'"{self.schema(address)}".effect_n_seq' for address in addresses]
        await self._run(
            *(f"DELETE FROM {name}" for name in names), *(f"ALTER SEQUENCE {name} RESTART" for name in numbers)
        )

    async def drop(self, *addresses: Address) -> None:
        await self._run(*(f'DROP SCHEMA IF EXISTS "{self.schema(address)}" CASCADE' for address in addresses))

    async def _run(self, *statements: str) -> None:
        engine = create_async_engine(self.url, isolation_level="AUTOCOMMIT")
        async with engine.connect() as connection:
            for statement in statements:
                await connection.execute(text(statement))
        await engine.dispose()


@dataclass
class Effects:
    """What a receiving service did, as rows written in the same transaction. `fail` by case number raises instead."""

    fail: dict[str, Exception] = field(default_factory=dict)
    tries: list[str] = field(default_factory=list)

    async def act(self, scope: Scope, payload: Payload) -> None:
        assert isinstance(payload, CaseStageAdvanced)
        self.tries.append(payload.act)
        await write_effect(scope, key=payload.case_id, act=payload.act)
        error = self.fail.get(payload.case_no)
        if error is not None:
            raise error


@dataclass
class Bare:
    """One service: its factory, relay, taker and worker, driven by hand."""

    address: Address
    factory: TransactionFactory
    bus: Bus
    relay: Relay
    worker: Worker
    taker: Taker
    database: Database
    clock: FixedClock

    def another_relay(self, *, bus: Bus | None = None, lease: float = 2.0) -> Relay:
        return Relay(self.factory, bus or self.bus, timing=RelayTiming(lease=lease, poll=0.05))

    def another_worker(self, *, actions: Mapping[type[Payload], Action], lease: float = 2.0, batch: int = 50) -> Worker:
        return Worker(self.factory, actions=actions, timing=WorkerTiming(lease=lease, poll=0.05, batch=batch))

    async def value(self, sql: str, **values: object) -> object:
        async with self.database.session() as session:
            return (await session.execute(text(sql), values)).scalar()

    async def column(self, sql: str) -> list[object]:
        async with self.database.session() as session:
            return list((await session.execute(text(sql))).scalars())

    async def change(self, sql: str) -> None:
        async with self.database.session() as session:
            await session.execute(text(sql))
            await session.commit()

    async def hurry(self) -> None:
        """What waits for its time is due now; leases are left alone."""
        await self.change("UPDATE outbox SET next_at = now() WHERE lease_token IS NULL")
        await self.change("UPDATE inbox SET next_at = now() WHERE lease_token IS NULL")

    async def expire(self) -> None:
        """Every lease ran out."""
        await self.change("UPDATE outbox SET next_at = now() WHERE lease_token IS NOT NULL")
        await self.change("UPDATE inbox SET next_at = now() WHERE lease_token IS NOT NULL")

    async def expire_subject(self, subject: str) -> None:
        await self.change(f"UPDATE inbox SET next_at = now() WHERE subject = '{subject}'")

    async def acts(self, key: str) -> list[object]:
        return await self.column(f"SELECT act FROM effect WHERE key = '{key}' ORDER BY n")


@dataclass(frozen=True)
class Ports:
    """What only some services have."""

    actions: Mapping[type[Payload], Action] = field(default_factory=dict)
    sealer: Sealer | None = None
    opener: Opener | None = None
    observer: RelayObserver | None = None
    on_duplicates: DuplicatesHook | None = None
    prepare: Prepare | None = None
    on_rejected: OnRejected | None = None


@asynccontextmanager
async def bare_service(
    stores: Stores,
    address: Address,
    *,
    bus: Bus,
    ports: Ports = Ports(),
    relay_timing: RelayTiming | None = None,
    worker_timing: WorkerTiming | None = None,
) -> AsyncIterator[Bare]:
    schema = stores.schema(address)
    database = Database(stores.url, schema=schema, pool_size=2, overflow=4, application_name=schema)
    clock = FixedClock(NOW)
    factory = TransactionFactory(
        database=database,
        identity=address,
        clock=clock,
        wakeups=Wakeups(outbox=LocalWakeup(), inbox=LocalWakeup()),
        sealer=ports.sealer,
    )
    channel = "interagency" if ports.opener else "internal"
    taker = Taker(factory, channel=channel, opener=ports.opener, on_duplicates=ports.on_duplicates)
    subscription = await bus.subscribe(channel, address, taker.take)
    relay = Relay(
        factory,
        bus,
        timing=relay_timing or RelayTiming(lease=2.0, poll=0.05, resend=0.05, resend_max=0.2),
        observer=ports.observer,
    )
    worker = Worker(
        factory,
        actions=ports.actions,
        timing=worker_timing or WorkerTiming(lease=2.0, poll=0.05),
        prepare=ports.prepare,
        on_rejected=ports.on_rejected,
    )
    yield Bare(
        address=address,
        factory=factory,
        bus=bus,
        relay=relay,
        worker=worker,
        taker=taker,
        database=database,
        clock=clock,
    )
    await subscription.stop()
    await database.close()


def advanced(case_id: str, number: int, *, case_no: str = "A1") -> CaseStageAdvanced:
    return CaseStageAdvanced(
        case_id=case_id,
        case_no=case_no,
        collab_no="XT1",
        unit="u1",
        act=f"step_{number}",
        transition="T04",
        from_state="filing_review",
        to_state="investigating",
        acted_at=NOW,
    )


def steps(case_id: str, first: int, last: int) -> list[CaseStageAdvanced]:
    return [advanced(case_id, number) for number in range(first, last + 1)]


async def send(bare: Bare, *payloads: CaseStageAdvanced) -> list[str]:
    """One transaction that tells oversight of these steps; returns the message ids."""
    async with bare.factory.begin() as transaction:
        scope = transaction.scope(actor=OFFICER, cause=CAUSE)
        ids = [
            scope.enqueue(payload, to="oversight", subject=payload.case_id, acted_at=payload.acted_at)
            for payload in payloads
        ]
        scope.record("case.advance", object_kind="case", object_id=payloads[0].case_id, reason="test")
        await transaction.commit()
    return ids


async def send_to(bare: Bare, payload: Payload, *, to: Address, subject: str) -> str:
    async with bare.factory.begin() as transaction:
        scope = transaction.scope(actor=OFFICER, cause=CAUSE)
        message_id = scope.enqueue(payload, to=to, subject=subject, acted_at=NOW)
        await transaction.commit()
    return message_id


async def write_effect(scope: Scope, *, key: str, act: str) -> None:
    assert scope.incoming is not None
    await scope.session.execute(
        text("INSERT INTO effect (key, act, message_id) VALUES (:key, :act, :id)"),
        {"key": key, "act": act, "id": scope.incoming.id},
    )


def receipt_for(scope: Scope, *, step: str = "delivered") -> ExchangeReceipt:
    """What the receiving liaison answers."""
    assert scope.incoming is not None
    return ExchangeReceipt.model_validate(
        {"of": scope.incoming.id, "digest": scope.incoming.digest, "step": step, "at": scope.now}
    )


async def at_rest(sender: Bare, *receivers: Bare, expected: int, seconds: float = 30.0) -> None:
    """Drive relays and workers until `expected` messages have ended at the receivers and the sender holds none open."""
    deadline = asyncio.get_running_loop().time() + seconds
    while True:
        for one in (sender, *receivers):
            await one.hurry()
            while await one.relay.step() + await one.worker.step():
                pass
        ended = 0
        for one in receivers:
            ended += int(str(await one.value("SELECT count(*) FROM inbox WHERE state IN ('done', 'rejected')")))
        left = await sender.value("SELECT count(*) FROM outbox WHERE state = 'open'")
        if ended >= expected and not left:
            return
        assert asyncio.get_running_loop().time() < deadline, f"{ended} of {expected} ended, {left} open"
        await asyncio.sleep(0.02)


async def eventually(check: Callable[[], Awaitable[bool]], *, seconds: float = 10.0) -> None:
    deadline = asyncio.get_running_loop().time() + seconds
    while not await check():
        assert asyncio.get_running_loop().time() < deadline, "it did not happen in time"
        await asyncio.sleep(0.02)


DuplicateAnswer = Callable[[Transaction, Sequence[str]], Awaitable[None]]
