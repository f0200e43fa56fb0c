"""Consuming: gather what has arrived, take it, acknowledge after the commit.

A session is one channel with one consumer. If taking fails, the channel is closed, the broker gives the messages back by
itself, and the next session begins after a pause with a prefetch of one, so that an outage charges one delivery, not 200.
`nack` and `reject` do not occur: bad content is the inbox's affair.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from dataclasses import dataclass

from aio_pika.exceptions import CONNECTION_EXCEPTIONS
from aiormq.abc import AbstractChannel, DeliveredMessage

from zf_platform.bus.base import Take
from zf_platform.bus.rabbitmq_line import Line, LineDown, uncancelled
from zf_platform.ids import jitter
from zf_platform.tasks import Pace
from zf_platform.telemetry_names import LogEvent

_log = logging.getLogger("zf.bus")


@dataclass(frozen=True, slots=True)
class ConsumeTiming:
    """Seconds and counts. `gather` is how long a batch that has begun to arrive waits for its rest."""

    prefetch: int = 200
    batch: int = 50
    gather: float = 0.002
    rpc: float = 5.0
    pause_max: float = 60.0


class TakeFailed(Exception):
    """The inbox could not store a batch: a fault of the infrastructure, never of the content."""


class Consumer:
    """Takes from one queue until stopped. Holds strong references to everything the library tracks weakly."""

    def __init__(self, line: Line, *, queue: str, take: Take, timing: ConsumeTiming, stopping: asyncio.Event) -> None:
        self._line = line
        self.queue = queue
        self._take = take
        self._timing = timing
        self._stopping = stopping
        self._session: _Session | None = None
        self._failures = 0
        self.progress = 0
        """Messages taken and acknowledged since the start; the watchdog looks whether it moves."""
        self.sessions = 0
        """Sessions begun since the start: a consumer that begins anew is not standing still."""

    @property
    def consuming(self) -> bool:
        return self._session is not None and self._session.consuming

    @property
    def failing(self) -> bool:
        """The last attempt to take failed: it is being tried again, so a standstill has a known reason."""
        return self._failures > 0

    @property
    def waiting(self) -> int:
        """Delivered to this process and not yet taken."""
        return len(self._session.arrived) if self._session else 0

    async def run(self) -> None:
        while not self._stopping.is_set():
            try:
                with uncancelled():
                    await self._one_session()
            except TakeFailed as failure:
                self._failures += 1
                upper = min(self._timing.pause_max, 0.5 * 2.0 ** min(self._failures, 10))
                await self._pause(LogEvent.TAKE_FAILED, failure, upper=upper)
            except (LineDown, TimeoutError, *CONNECTION_EXCEPTIONS) as error:
                await self._pause(LogEvent.BUS_DOWN, error, upper=1.5)

    def interrupt(self) -> None:
        """End the present session after the batch in hand."""
        if self._session is not None:
            self._session.end()

    async def _one_session(self) -> None:
        transport = await self._line.transport()
        channel = await transport.channel(publisher_confirms=False, timeout=self._timing.rpc)
        session = _Session(channel)
        try:
            await session.begin(
                self.queue, prefetch=1 if self._failures else self._timing.prefetch, timing=self._timing
            )
            self._session = session
            self.sessions += 1
            await self._take_all(session)
        finally:
            self._session = None
            await _close_quietly(channel)

    async def _take_all(self, session: _Session) -> None:
        pace = Pace(gap=0.0)
        while not self._stopping.is_set():
            messages = await session.gather(self._timing, pace)
            if not messages:
                return
            try:
                await self._take([message.body for message in messages])
            except Exception as error:
                raise TakeFailed from error
            # Everything up to this delivery was taken, because one loop takes them in order.
            await session.acknowledge(messages[-1])
            pace.did(len(messages), full=len(messages) >= self._timing.batch)
            self.progress += len(messages)
            if self._failures:
                # The probe went through: a new session with the full prefetch.
                self._failures = 0
                return

    async def _pause(self, event: LogEvent, error: BaseException, *, upper: float) -> None:
        seconds = 0.2 + jitter(upper)
        reason = error.__cause__ or error
        extra = {"line": self._line.name, "queue": self.queue, "reason": type(reason).__name__, "pause": seconds}
        _log.warning(event, extra=extra, exc_info=error if event is LogEvent.TAKE_FAILED else None)
        try:
            async with asyncio.timeout(seconds):
                await self._stopping.wait()
        except TimeoutError:
            return


class _Session:
    """One channel, one consumer. It ends when the channel falls, the broker cancels the consumer, or we say so."""

    def __init__(self, channel: AbstractChannel) -> None:
        self._channel = channel
        self.arrived: deque[DeliveredMessage] = deque()
        self._something = asyncio.Event()
        self._ended = False
        self.consuming = False

    async def begin(self, queue: str, *, prefetch: int, timing: ConsumeTiming) -> None:
        self._closing = self._channel.closing
        self._closing.add_done_callback(lambda _: self.end())
        self._channel.on_consumer_cancel_callbacks.add(lambda _frame: self.end())
        await self._channel.basic_qos(prefetch_count=prefetch, timeout=timing.rpc)
        await self._channel.basic_consume(queue, self._arrive, timeout=timing.rpc)
        self.consuming = not self._ended

    def end(self) -> None:
        self._ended = True
        self.consuming = False
        self._something.set()

    async def gather(self, timing: ConsumeTiming, pace: Pace) -> list[DeliveredMessage]:
        """The next batch; empty when the session has ended. What was delivered before the end is not taken: it comes back."""
        while not self.arrived and not self._ended:
            self._something.clear()
            await self._something.wait()
        if len(self.arrived) < timing.batch and not self._ended:
            await pace.gather()
        if 1 < len(self.arrived) < timing.batch and not self._ended:
            # A burst is arriving: a moment's patience saves a transaction.
            await asyncio.sleep(timing.gather)
        if self._ended:
            return []
        return [self.arrived.popleft() for _ in range(min(timing.batch, len(self.arrived)))]

    async def acknowledge(self, last: DeliveredMessage) -> None:
        """An ack is only written to the socket; if it is lost the messages come again and the inbox absorbs them."""
        if last.delivery_tag is not None:
            await self._channel.basic_ack(last.delivery_tag, multiple=True, wait=False)

    async def _arrive(self, message: DeliveredMessage) -> None:
        self.arrived.append(message)
        self._something.set()


async def _close_quietly(channel: AbstractChannel) -> None:
    try:
        with uncancelled():
            async with asyncio.timeout(5.0):
                await channel.close()
    except (*CONNECTION_EXCEPTIONS, TimeoutError, LineDown) as error:
        _log.debug(LogEvent.BUS_DOWN, extra={"line": "channel", "reason": type(error).__name__})
