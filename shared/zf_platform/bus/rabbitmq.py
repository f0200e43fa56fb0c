"""The bus over RabbitMQ: what aio-pika leaves open, decided (reliability paper, pitfalls A1 to A16).

It publishes and consumes, and never declares: exchanges, queues and bindings come from deployment (topology.py). A watchdog
per subscription looks at the queue from outside and starts anew when nothing moves although there is something to take.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from aio_pika.exceptions import CONNECTION_EXCEPTIONS
from aiormq.abc import AbstractConnection
from aiormq.exceptions import ChannelNotFoundEntity

from zf_contracts.envelope import Address
from zf_platform.bus.base import BusHealth, Outcome, Outgoing, Subscription, Take
from zf_platform.bus.rabbitmq_consume import Consumer, ConsumeTiming
from zf_platform.bus.rabbitmq_line import Line, LineDown, uncancelled
from zf_platform.bus.rabbitmq_publish import Publisher
from zf_platform.settings import ServiceSettings
from zf_platform.tasks import TaskKeeper
from zf_platform.telemetry_names import LogEvent
from zf_platform.topology import in_queue

_log = logging.getLogger("zf.bus")
_LONGEST_PATIENCE = 16


@dataclass(frozen=True, slots=True)
class RabbitTiming:
    """Seconds and counts. `stuck`: so long may nothing move while there is something to take."""

    publish_timeout: float = 5.0
    in_flight: int = 200
    consume: ConsumeTiming = field(default_factory=ConsumeTiming)
    watch: float = 10.0
    stuck: float = 60.0


class RabbitBus:
    """One per service. `urls`: channel (internal, interagency) → AMQP address with this service's own account."""

    def __init__(self, identity: Address, *, urls: Mapping[str, str], timing: RabbitTiming | None = None) -> None:
        self._identity = identity
        self._urls = dict(urls)
        self._timing = timing or RabbitTiming()
        self._lines: list[Line] = []
        self._publishers: dict[str, tuple[Line, Publisher]] = {}
        self._subscriptions: list[_RabbitSubscription] = []

    async def publish(self, batch: Sequence[Outgoing]) -> list[Outcome]:
        outcomes = [Outcome.DOWN] * len(batch)
        for channel in dict.fromkeys(message.channel for message in batch):
            indexes = [index for index, message in enumerate(batch) if message.channel == channel]
            publisher = self._publisher(channel)
            if publisher is None:
                _log.error(LogEvent.PUBLISH_FAILED, extra={"channel": channel, "reason": "no address configured"})
                continue
            sent = await publisher.publish([batch[index] for index in indexes])
            for index, outcome in zip(indexes, sent, strict=True):
                outcomes[index] = outcome
        return outcomes

    async def subscribe(self, channel: str, address: Address, take: Take) -> Subscription:
        """Consumes in the background; a broker that is away now is found when it comes back."""
        line = self._line(channel, purpose="consume")
        if channel == "interagency":
            queues = [in_queue(address.agency), in_queue(address.agency, urgent=True)]
        else:
            queues = [in_queue(address.service)]
        subscription = _RabbitSubscription(line, queues=queues, take=take, timing=self._timing)
        self._subscriptions.append(subscription)
        subscription.start()
        return subscription

    async def health(self) -> BusHealth:
        down = [line.name for line in self._lines if not line.connected]
        depth: dict[str, int] = {}
        for subscription in self._subscriptions:
            depth.update(subscription.depth)
        return BusHealth(
            connected=not down,
            blocked_seconds=sum(line.blocked_seconds for line in self._lines),
            consumers=sum(subscription.consuming for subscription in self._subscriptions),
            depth=depth,
            detail=", ".join(f"{name}: no connection" for name in down),
        )

    async def close(self) -> None:
        for subscription in self._subscriptions:
            await subscription.stop()
        for line in self._lines:
            await line.close()

    def _publisher(self, channel: str) -> Publisher | None:
        if channel not in self._urls:
            return None
        if channel not in self._publishers:
            line = self._line(channel, purpose="publish")
            timeout, in_flight = self._timing.publish_timeout, self._timing.in_flight
            self._publishers[channel] = line, Publisher(line, timeout=timeout, in_flight=in_flight)
        return self._publishers[channel][1]

    def _line(self, channel: str, *, purpose: str) -> Line:
        if channel not in self._urls:
            raise ValueError(f"no AMQP address is configured for {channel}")
        name = f"{self._identity.agency}.{self._identity.service} {channel} {purpose}"
        timeout = self._timing.publish_timeout
        line = Line(self._urls[channel], name=name, identity=self._identity, timeout=timeout)
        self._lines.append(line)
        return line


def rabbit_bus(settings: ServiceSettings) -> RabbitBus:
    """The bus of one service process. Liaison alone has an account between agencies."""
    given = {"internal": settings.amqp_url, "interagency": settings.amqp_interagency_url}
    urls = {channel: url.get_secret_value() for channel, url in given.items() if url is not None}
    if "internal" not in urls:
        raise ValueError(
            "ZF_AMQP_URL is not set, but ZF_BUS is rabbitmq: give the broker's address or set ZF_BUS=embedded"
        )
    timing = RabbitTiming(publish_timeout=settings.publish_timeout, consume=ConsumeTiming(batch=settings.batch))
    return RabbitBus(Address(settings.agency, settings.service), urls=urls, timing=timing)


class _RabbitSubscription:
    """Consumers of one line, one per queue, and their watchdog."""

    def __init__(self, line: Line, *, queues: Sequence[str], take: Take, timing: RabbitTiming) -> None:
        self._line = line
        self._timing = timing
        self._keeper = TaskKeeper()
        stopping = self._keeper.stopping
        self._consumers = [
            Consumer(line, queue=queue, take=take, timing=timing.consume, stopping=stopping) for queue in queues
        ]
        self._still: dict[str, _Standstill] = {queue: _Standstill() for queue in queues}
        self.depth: dict[str, int] = {}
        self._progress = 0
        # A host too busy to connect within this time must not be made to begin again and again.
        self._patience = timing.stuck

    @property
    def consuming(self) -> int:
        return sum(consumer.consuming for consumer in self._consumers)

    def start(self) -> None:
        for consumer in self._consumers:
            self._keeper.start(f"consume {consumer.queue}", consumer.run)
        self._keeper.start("watch consumers", self._watch)

    async def stop(self) -> None:
        self._keeper.stopping.set()
        for consumer in self._consumers:
            consumer.interrupt()
        await self._keeper.stop()

    async def _watch(self) -> None:
        while not self._keeper.stopping.is_set():
            try:
                async with asyncio.timeout(self._timing.watch):
                    await self._keeper.stopping.wait()
            except TimeoutError:
                await self._look()

    async def _look(self) -> None:
        """Ask the broker about our queues; start over when one stands still without a known reason."""
        now = asyncio.get_running_loop().time()
        for consumer in self._consumers:
            idle = consumer.failing or await self._nothing_to_do(consumer)
            still = self._still[consumer.queue]
            if still.lasts(consumer.progress + consumer.sessions, idle=idle, now=now) < self._patience:
                continue
            await self._start_over(consumer.queue)
            self._patience = min(2 * self._patience, _LONGEST_PATIENCE * self._timing.stuck)
            for one in self._still.values():
                one.reset(asyncio.get_running_loop().time())
        if sum(consumer.progress for consumer in self._consumers) > self._progress:
            self._progress = sum(consumer.progress for consumer in self._consumers)
            self._patience = self._timing.stuck

    async def _nothing_to_do(self, consumer: Consumer) -> bool:
        """As the broker sees it: somebody consumes and nothing waits. What it cannot be asked counts as standing still."""
        try:
            with uncancelled():
                transport = await self._line.transport()
                ready, consumers = await _passive_state(transport, consumer.queue, timeout=self._timing.consume.rpc)
        except ChannelNotFoundEntity:
            # No queue: the consumer asks for it again and again by itself, and a new connection would not bring it.
            return True
        except (LineDown, TimeoutError, *CONNECTION_EXCEPTIONS):
            return False
        self.depth[consumer.queue] = ready
        return ready == 0 and consumers > 0 and not consumer.waiting

    async def _start_over(self, queue: str) -> None:
        _log.error(LogEvent.BUS_STUCK, extra={"line": self._line.name, "queue": queue})
        for consumer in self._consumers:
            consumer.interrupt()
        await self._line.drop(reason="no progress")


class _Standstill:
    """How long a consumer has made no progress without being idle."""

    def __init__(self) -> None:
        self._progress = -1
        self._since: float | None = None

    def lasts(self, progress: int, *, idle: bool, now: float) -> float:
        if idle or progress != self._progress or self._since is None:
            self._progress = progress
            self._since = now
        return now - self._since

    def reset(self, now: float) -> None:
        self._since = now


async def _passive_state(transport: AbstractConnection, queue: str, *, timeout: float) -> tuple[int, int]:
    """(messages ready, consumers). A refusal closes the channel by itself."""
    channel = await transport.channel(publisher_confirms=False, timeout=timeout)
    found = await channel.queue_declare(queue, passive=True, timeout=timeout)
    await channel.close()
    return found.message_count or 0, found.consumer_count or 0
