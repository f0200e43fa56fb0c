"""Publishing: persistent, mandatory, confirmed, each with its own time limit, up to 200 in flight.

Frames go through the AMQP channel beneath aio-pika's, which halves the CPU per message; the connection, the channel and their
recovery stay aio-pika's. Whatever is not clearly confirmed leaves the row open, so a doubt costs a duplicate, never a loss.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator, Sequence

import aio_pika
from aio_pika.abc import AbstractRobustChannel
from aio_pika.exceptions import CONNECTION_EXCEPTIONS, DeliveryError, PublishError
from aiormq import Channel
from aiormq.exceptions import ChannelAccessRefused, ChannelNotFoundEntity, ChannelPreconditionFailed
from pamqp.commands import Basic

from zf_contracts.envelope import MAX_BODY_BYTES
from zf_platform.bus.base import Outcome, Outgoing
from zf_platform.bus.rabbitmq_line import Line, LineDown, uncancelled
from zf_platform.telemetry_names import LogEvent
from zf_platform.topology import out_exchange, routing_key

_log = logging.getLogger("zf.bus")

_PERSISTENT = 2
_REOPEN_PROBE = 0.01
_CONTENT_TYPES = {"internal": "application/cloudevents+json", "interagency": "application/jose"}
# The broker closes the channel for these, and with it falls every message in flight, the innocent ones too.
_REFUSALS = (ChannelAccessRefused, ChannelPreconditionFailed, ChannelNotFoundEntity)


class Publisher:
    """Publishes to one vhost. One batch at a time, so that no message id is in flight twice on the channel."""

    def __init__(self, line: Line, *, timeout: float, in_flight: int = 200) -> None:
        self._line = line
        self._timeout = timeout
        self._in_flight = in_flight
        self._channel: AbstractRobustChannel | None = None
        self._generation = 0
        self._one_batch = asyncio.Lock()

    async def publish(self, batch: Sequence[Outgoing]) -> list[Outcome]:
        async with self._one_batch:
            outcomes: dict[int, Outcome] = {}
            for chunk in _chunks(batch, self._in_flight):
                sent = await self._publish_chunk([batch[index] for index in chunk])
                outcomes.update(zip(chunk, sent, strict=True))
            return [outcomes[index] for index in range(len(batch))]

    async def _publish_chunk(self, messages: Sequence[Outgoing]) -> list[Outcome]:
        try:
            with uncancelled():
                channel = await self._usable_channel()
        except LineDown as error:
            _log.info(LogEvent.PUBLISH_FAILED, extra={"line": self._line.name, "reason": str(error)})
            return [Outcome.DOWN] * len(messages)
        if await self._blocked():
            return [Outcome.BLOCKED] * len(messages)
        found = await asyncio.gather(*(self._publish_one(channel, one) for one in messages), return_exceptions=True)
        if len(messages) > 1 and any(isinstance(result, _REFUSALS) for result in found):
            return await self._one_by_one(messages, found)
        return await self._outcomes(messages, found)

    async def _one_by_one(self, messages: Sequence[Outgoing], found: Sequence[object]) -> list[Outcome]:
        """The broker refused one of many: whoever was not confirmed is tried alone, so that only the guilty is refused."""
        outcomes = []
        for message, result in zip(messages, found, strict=True):
            if isinstance(result, Basic.Ack):
                outcomes.append(Outcome.CONFIRMED)
            else:
                outcomes.extend(await self._publish_chunk([message]))
        return outcomes

    async def _publish_one(self, channel: Channel, message: Outgoing) -> object:
        if len(message.body) > MAX_BODY_BYTES:
            raise ValueError("the body is larger than 256 KiB")
        sender, receiver = _owners(message)
        return await channel.basic_publish(
            message.body,
            exchange=out_exchange(sender),
            routing_key=routing_key(sender, receiver=receiver, urgent=message.urgent, message_type=message.type),
            properties=self._properties(message),
            mandatory=True,
            timeout=self._timeout,
            wait=False,
        )

    def _properties(self, message: Outgoing) -> Basic.Properties:
        """For the operator's tools only. The broker itself checks that `user_id` is the account that publishes."""
        return Basic.Properties(
            message_id=message.id,
            message_type=message.type,
            content_type=_CONTENT_TYPES.get(message.channel),
            user_id=self._line.user,
            delivery_mode=_PERSISTENT,
            headers={"traceparent": message.traceparent} if message.traceparent else None,
        )

    async def _outcomes(self, messages: Sequence[Outgoing], found: Sequence[object]) -> list[Outcome]:
        outcomes = [_outcome(result) for result in found]
        if Outcome.TIMEOUT in outcomes and await self._blocked():
            outcomes = [Outcome.BLOCKED if outcome is Outcome.TIMEOUT else outcome for outcome in outcomes]
        for message, outcome, result in zip(messages, outcomes, found, strict=True):
            if outcome in (Outcome.REFUSED, Outcome.UNROUTABLE):
                extra = {"line": self._line.name, "message_id": message.id, "reason": type(result).__name__}
                _log.warning(LogEvent.PUBLISH_FAILED, extra=extra)
        return outcomes

    async def _usable_channel(self) -> Channel:
        """The channel beneath, open with confirms; a channel that does not come back in time is replaced."""
        connection = await self._line.connection()
        if self._channel is None or self._generation != self._line.generation:
            self._channel = None
            self._generation = self._line.generation
        try:
            async with asyncio.timeout(self._timeout):
                if self._channel is None:
                    channel = connection.channel(on_return_raises=True)
                    assert isinstance(channel, aio_pika.RobustChannel)
                    await channel.initialize()
                    self._channel = channel
                return await _open_beneath(self._channel)
        except (*CONNECTION_EXCEPTIONS, TimeoutError) as error:
            self._channel = None
            raise LineDown(f"{self._line.name}: channel {type(error).__name__}") from None

    async def _blocked(self) -> bool:
        try:
            return await self._line.blocked()
        except LineDown:
            return False


async def _open_beneath(channel: AbstractRobustChannel) -> Channel:
    """The AMQP channel now in use. Just after a refusal the library still hands out the closed one for a moment."""
    while True:
        await channel.ready()
        beneath = await channel.get_underlay_channel()
        if isinstance(beneath, Channel) and not beneath.is_closed:
            return beneath
        await asyncio.sleep(_REOPEN_PROBE)


def _owners(message: Outgoing) -> tuple[str, str]:
    """Between agencies the agency owns exchange and queue, inside an agency the service does."""
    if message.channel == "interagency":
        return message.sender.agency, message.receiver.agency
    return message.sender.service, message.receiver.service


def _outcome(result: object) -> Outcome:
    """Only an Ack is a success. Cancellation here means the connection fell while the confirm was awaited."""
    if isinstance(result, Basic.Ack):
        return Outcome.CONFIRMED
    if isinstance(result, PublishError | ChannelNotFoundEntity):
        return Outcome.UNROUTABLE
    if isinstance(result, DeliveryError | ValueError | ChannelAccessRefused | ChannelPreconditionFailed):
        return Outcome.REFUSED
    if isinstance(result, TimeoutError):
        return Outcome.TIMEOUT
    if isinstance(result, (*CONNECTION_EXCEPTIONS, asyncio.CancelledError)):
        return Outcome.DOWN
    if isinstance(result, BaseException):
        raise result
    return Outcome.REFUSED


def _chunks(batch: Sequence[Outgoing], size: int) -> Iterator[list[int]]:
    """Indexes in groups of at most `size`, without the same message id twice in a group."""
    chunk: list[int] = []
    ids: set[str] = set()
    for index, message in enumerate(batch):
        if len(chunk) == size or message.id in ids:
            yield chunk
            chunk, ids = [], set()
        chunk.append(index)
        ids.add(message.id)
    if chunk:
        yield chunk
