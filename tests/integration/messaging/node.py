"""Two bare services over a real database: enough of a node to test the messaging of the platform."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from zf_contracts.envelope import Address, Payload
from zf_contracts.internal.reports import CaseStageAdvanced
from zf_platform.bus.base import Bus
from zf_platform.bus.embedded import EmbeddedBus, Vices
from zf_platform.clock import ZONE, FixedClock
from zf_platform.database import Database
from zf_platform.inbox import Taker
from zf_platform.migrate import upgrade_connection
from zf_platform.relay import Relay, RelayTiming
from zf_platform.transaction import Actor, Cause, Scope, TransactionFactory, Wakeups
from zf_platform.wake import LocalWakeup
from zf_platform.worker import Action, Worker, WorkerTiming

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=ZONE)
OFFICER = Actor(account_id="police.handler", agency="police", roles=("handler",))


@dataclass
class Bare:
    """One service: its factory, relay, taker and worker, driven by hand."""

    address: Address
    factory: TransactionFactory
    relay: Relay
    worker: Worker
    taker: Taker
    database: Database

    async def drain(self) -> None:
        """Relay and act until nothing is due."""
        while await self.relay.step() + await self.worker.step():
            pass

    async def value(self, sql: str) -> object:
        async with self.database.session() as session:
            return (await session.execute(text(sql))).scalar()


@dataclass
class Effects:
    """What the receiving service did, in order. Written in the same transaction as a row, so that it is durable."""

    fail: Mapping[str, Exception] = field(default_factory=dict)

    async def act(self, scope: Scope, payload: Payload) -> None:
        assert isinstance(payload, CaseStageAdvanced)
        error = self.fail.get(payload.case_no)
        if error is not None:
            raise error
        await scope.session.execute(
            text("INSERT INTO effect (case_id, act) VALUES (:case_id, :act)"),
            {"case_id": payload.case_id, "act": payload.act},
        )


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


@asynccontextmanager
async def bare_service(
    admin_url: str,
    *,
    bus: Bus,
    service: str,
    schema: str,
    actions: Mapping[type[Payload], Action],
    timing: RelayTiming | None = None,
) -> AsyncIterator[Bare]:
    engine = create_async_engine(admin_url)
    async with engine.connect() as connection:
        await connection.execute(text(f'DROP SCHEMA IF EXISTS "{schema}" CASCADE'))
        await connection.execute(text(f'CREATE SCHEMA "{schema}"'))
        await connection.commit()
        await upgrade_connection(connection, schema=schema, service=service)
        await connection.execute(text(f'CREATE TABLE "{schema}".effect (n serial, case_id text, act text)'))
        await connection.commit()
    database = Database(admin_url, schema=schema, pool_size=2, overflow=4)
    address = Address("police", service)
    factory = TransactionFactory(
        database=database,
        identity=address,
        clock=FixedClock(NOW),
        wakeups=Wakeups(outbox=LocalWakeup(), inbox=LocalWakeup()),
    )
    taker = Taker(factory, channel="internal")
    await bus.subscribe("internal", address, taker.take)
    chosen = timing or RelayTiming(lease=2.0, poll=0.05, resend=1.0, resend_max=2.0)
    yield Bare(
        address=address,
        factory=factory,
        relay=Relay(factory, bus, timing=chosen),
        worker=Worker(factory, actions=actions, timing=WorkerTiming(lease=2.0, poll=0.05)),
        taker=taker,
        database=database,
    )
    await database.close()
    async with engine.begin() as connection:
        await connection.execute(text(f'DROP SCHEMA "{schema}" CASCADE'))
    await engine.dispose()


async def send(bare: Bare, *payloads: CaseStageAdvanced) -> list[str]:
    """One transaction that tells oversight of these steps; returns the message ids."""
    async with bare.factory.begin() as transaction:
        scope = transaction.scope(actor=OFFICER, cause=Cause(correlation_id="XT1", request_id="r1"))
        ids = [
            scope.enqueue(payload, to="oversight", subject=payload.case_id, acted_at=payload.acted_at)
            for payload in payloads
        ]
        scope.record("case.advance", object_kind="case", object_id=payloads[0].case_id, reason="test")
        await transaction.commit()
    return ids


async def eventually(check: Callable[[], Awaitable[bool]], *, seconds: float = 10.0) -> None:
    """Wait until an async predicate holds."""

    deadline = asyncio.get_running_loop().time() + seconds
    while not await check():
        assert asyncio.get_running_loop().time() < deadline, "it did not happen in time"
        await asyncio.sleep(0.05)


__all__ = [
    "NOW",
    "OFFICER",
    "Bare",
    "Effects",
    "EmbeddedBus",
    "Vices",
    "advanced",
    "bare_service",
    "eventually",
    "send",
]
