"""A wire that can be cut or go silent, messages to send over it, and a taker that remembers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import aio_pika

from tests.broker_server import Installation
from zf_contracts.envelope import Address
from zf_platform.bus import rabbitmq
from zf_platform.bus.base import Outcome, Outgoing
from zf_platform.bus.rabbitmq import RabbitBus, RabbitTiming
from zf_platform.bus.rabbitmq_consume import ConsumeTiming
from zf_platform.ids import new_secret

POLICE = Address("police", "liaison")
COURT = Address("court", "liaison")
JUSTICE = Address("justice", "liaison")
QUICK = RabbitTiming(publish_timeout=1.0, consume=ConsumeTiming(rpc=2.0, pause_max=0.3), watch=0.2, stuck=3.0)


class Proxy:
    """Forwards to the broker. `cut` drops all connections, `stall` stops the bytes without closing anything."""

    def __init__(self, host: str, port: int) -> None:
        self._target = (host, port)
        self._writers: set[asyncio.StreamWriter] = set()
        self._flows = asyncio.Event()
        self._flows.set()
        self._server: asyncio.Server | None = None
        self.port = 0
        self.refusing = False

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.port = int(self._server.sockets[0].getsockname()[1])

    def cut(self) -> int:
        """Returns how many connections fell (both directions of each)."""
        writers = list(self._writers)
        for writer in writers:
            writer.transport.abort()
        return len(writers)

    def stall(self) -> None:
        self._flows.clear()

    def flow(self) -> None:
        self._flows.set()

    async def close(self) -> None:
        self.flow()
        self.cut()
        if self._server is not None:
            self._server.close()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.refusing:
            writer.transport.abort()
            return
        there_reader, there_writer = await asyncio.open_connection(*self._target)
        await asyncio.gather(self._pump(reader, there_writer), self._pump(there_reader, writer))

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        try:
            while data := await reader.read(65536):
                await self._flows.wait()
                writer.write(data)
                await writer.drain()
        except OSError:
            pass
        finally:
            self._writers.discard(writer)
            writer.transport.abort()


@dataclass
class Taken:
    """What was taken, in order. `before` runs inside the take, before it is done, and may fail."""

    bodies: list[bytes] = field(default_factory=list)
    attempts: int = 0
    before: Callable[[Sequence[bytes]], Awaitable[None]] | None = None

    async def take(self, bodies: Sequence[bytes]) -> None:
        self.attempts += 1
        if self.before is not None:
            await self.before(bodies)
        self.bodies.extend(bodies)

    async def wait_for(self, *expected: bytes, seconds: float = 40.0) -> None:
        await until(lambda: set(expected) <= set(self.bodies), seconds=seconds)


async def until(check: Callable[[], bool], *, seconds: float = 40.0) -> None:
    async def checked() -> bool:
        return check()

    await eventually(checked, seconds=seconds)


async def eventually(check: Callable[[], Awaitable[bool]], *, seconds: float = 40.0) -> None:
    """Looks again and again from outside: a broker tells nobody when it has recovered."""
    async with asyncio.timeout(seconds):
        while not await check():  # noqa: ASYNC110 - there is no event to wait for
            await asyncio.sleep(0.01)


def message(body: bytes | None = None, *, receiver: Address = COURT, **changed: object) -> Outgoing:
    values: dict[str, object] = {
        "id": new_secret(12),
        "channel": "interagency",
        "sender": POLICE,
        "receiver": receiver,
        "type": "exchange.receipt",
        "urgent": False,
        "body": body or new_secret(12).encode(),
        **changed,
    }
    return Outgoing(**values)  # type: ignore[arg-type]


@asynccontextmanager
async def bus_of(
    installed: Installation, address: Address, *, port: int | None = None, timing: RabbitTiming = QUICK
) -> AsyncIterator[RabbitBus]:
    bus = RabbitBus(address, urls=installed.urls(address, port=port), timing=timing)
    try:
        yield bus
    finally:
        await bus.close()


@asynccontextmanager
async def proxy_to(installed: Installation) -> AsyncIterator[Proxy]:
    proxy = Proxy(installed.broker.host, installed.broker.port)
    await proxy.start()
    try:
        yield proxy
    finally:
        await proxy.close()


@asynccontextmanager
async def court_takes(
    installed: Installation, taken: Taken, *, port: int | None = None, timing: RabbitTiming = QUICK
) -> AsyncIterator[RabbitBus]:
    """The court's bus, consuming."""
    async with bus_of(installed, COURT, port=port, timing=timing) as bus:
        await bus.subscribe("interagency", COURT, taken.take)
        await consuming(bus, 2)
        yield bus


async def consuming(bus: RabbitBus, count: int) -> None:
    async def reached() -> bool:
        return (await bus.health()).consumers == count

    await eventually(reached)


async def connected(bus: RabbitBus, *, expected: bool) -> None:
    async def reached() -> bool:
        return (await bus.health()).connected is expected

    await eventually(reached)


async def confirmed(bus: RabbitBus, body: bytes) -> None:
    """Publish until it is confirmed, as the outbox does."""

    async def sent() -> bool:
        return await bus.publish([message(body)]) == [Outcome.CONFIRMED]

    await eventually(sent)


async def drain_court(installed: Installation) -> None:
    """What a test left in the court's queue would disturb the next."""
    await asyncio.sleep(0.1)
    connection = await aio_pika.connect(installed.exchange_url("court"))
    async with connection:
        queue = await (await connection.channel()).get_queue("q.court.in", ensure=False)
        await queue.purge()


def bus_sources(name: str = "rabbitmq*") -> str:
    files = sorted(Path(str(rabbitmq.__file__)).parent.glob(f"{name}.py"))
    assert files
    return "\n".join(file.read_text() for file in files)
