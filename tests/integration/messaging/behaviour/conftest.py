"""The same behaviour over both buses: every test of this folder runs once on each."""

from collections.abc import AsyncIterator, Sequence

import pytest

from tests.broker_server import Broker, Installation, broker, installation
from tests.integration.messaging.node import CASEMGMT, OVERSIGHT
from zf_contracts.envelope import Address
from zf_platform.bus.base import Bus, BusHealth, Outcome, Outgoing, Subscription, Take
from zf_platform.bus.embedded import EmbeddedBus, Vices
from zf_platform.bus.rabbitmq import RabbitBus

__all__ = ["broker"]


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


@pytest.fixture(scope="session")
async def installed(broker: Broker) -> AsyncIterator[Installation]:
    async with installation(broker, agencies=["police", "court"], pairs=[("police", "court")]) as found:
        yield found


@pytest.fixture
async def rabbit_bus(installed: Installation) -> AsyncIterator[Bus]:
    bus = OneBusEach({one: RabbitBus(one, urls=installed.urls(one)) for one in (CASEMGMT, OVERSIGHT)})
    yield bus
    await bus.close()


@pytest.fixture(params=["embedded", pytest.param("rabbitmq", marks=pytest.mark.rabbitmq)])
def bus(request: pytest.FixtureRequest, vices: Vices) -> Bus:
    if request.param == "embedded":
        return EmbeddedBus(vices)
    found: Bus = request.getfixturevalue("rabbit_bus")
    return found
