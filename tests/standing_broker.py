"""One installation per set of agencies for the whole run: making and removing one costs seconds, emptying its queues none."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from itertools import permutations

import aiormq

from tests.broker_server import Broker, Installation, installation
from zf_contracts.envelope import Address
from zf_platform.bus.base import Bus, BusHealth, Outcome, Outgoing, Subscription, Take
from zf_platform.bus.rabbitmq import RabbitBus
from zf_platform.topology import in_queue


class OneBusEach:
    """RabbitMQ gives each service its own account, hence its own bus; this hands every call to the right one."""

    def __init__(self, buses: dict[Address, RabbitBus]) -> None:
        self._buses = buses

    async def publish(self, batch: Sequence[Outgoing]) -> list[Outcome]:
        return await self._buses[batch[0].sender].publish(batch)

    async def subscribe(self, channel: str, address: Address, take: Take) -> Subscription:
        return await self._buses[address].subscribe(channel, address, take)

    async def health(self) -> BusHealth:
        return await next(iter(self._buses.values())).health()

    async def close(self) -> None:
        for bus in self._buses.values():
            await bus.close()


class StandingBroker:
    """Hands out buses on installations that stay until the end of the run; each use begins with empty queues."""

    def __init__(self, broker: Broker, stack: AsyncExitStack) -> None:
        self._broker = broker
        self._stack = stack
        self._standing: dict[tuple[str, ...], Installation] = {}

    @asynccontextmanager
    async def bus(self, agencies: Sequence[str], services: Sequence[str]) -> AsyncIterator[Bus]:
        """A bus for every service of every agency, each pair of agencies allowed to talk."""
        installed = await self._installed(tuple(sorted(agencies)))
        addresses = [Address(agency, service) for agency in agencies for service in services]
        await _empty(installed, addresses)
        bus = OneBusEach({address: RabbitBus(address, urls=installed.urls(address)) for address in addresses})
        try:
            yield bus
        finally:
            await bus.close()

    async def _installed(self, agencies: tuple[str, ...]) -> Installation:
        if agencies not in self._standing:
            made = installation(self._broker, agencies=agencies, pairs=list(permutations(agencies, 2)))
            self._standing[agencies] = await self._stack.enter_async_context(made)
        return self._standing[agencies]


async def _empty(installed: Installation, addresses: Sequence[Address]) -> None:
    """What an earlier test left in the queues these services read."""
    for address in addresses:
        for channel, url in installed.urls(address).items():
            queues = [in_queue(address.service)]
            if channel == "interagency":
                queues = [in_queue(address.agency), in_queue(address.agency, urgent=True)]
            connection = await aiormq.connect(url)
            channel_of_it = await connection.channel()
            for queue in queues:
                await channel_of_it.queue_purge(queue)
            await connection.close()
