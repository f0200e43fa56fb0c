"""The same behaviour over both buses: every test of this folder runs once on each."""

from collections.abc import AsyncIterator

import pytest

from tests.standing_broker import StandingBroker
from zf_platform.bus.base import Bus
from zf_platform.bus.embedded import EmbeddedBus, Vices


@pytest.fixture
async def rabbit_bus(standing_broker: StandingBroker) -> AsyncIterator[Bus]:
    async with standing_broker.bus(("police", "court"), ("casemgmt", "oversight")) as bus:
        yield bus


@pytest.fixture(params=["embedded", pytest.param("rabbitmq", marks=pytest.mark.rabbitmq)])
def bus(request: pytest.FixtureRequest, vices: Vices) -> Bus:
    if request.param == "embedded":
        return EmbeddedBus(vices)
    found: Bus = request.getfixturevalue("rabbit_bus")
    return found
