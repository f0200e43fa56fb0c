"""Schemas for the services that the messaging tests play, and the usual pair: casemgmt tells oversight."""

from collections.abc import AsyncIterator

import pytest

from tests.integration.messaging.node import (
    CASEMGMT,
    COURT,
    OVERSIGHT,
    POLICE,
    Bare,
    Effects,
    Ports,
    Stores,
    bare_service,
)
from zf_contracts.internal.reports import CaseStageAdvanced
from zf_platform.bus.base import Bus
from zf_platform.bus.embedded import EmbeddedBus, Vices

_PLAYED = (CASEMGMT, OVERSIGHT, POLICE, COURT)
Pair = tuple[Bare, Bare]


@pytest.fixture(scope="session")
async def made_stores(admin_url: str) -> AsyncIterator[Stores]:
    stores = Stores(admin_url)
    await stores.make(*_PLAYED)
    yield stores
    await stores.drop(*_PLAYED)


@pytest.fixture
async def stores(made_stores: Stores) -> Stores:
    await made_stores.empty(*_PLAYED)
    return made_stores


@pytest.fixture
def vices() -> Vices:
    return Vices(seed=7)


@pytest.fixture
def bus(vices: Vices) -> Bus:
    return EmbeddedBus(vices)


@pytest.fixture
def effects() -> Effects:
    return Effects()


@pytest.fixture
async def pair(stores: Stores, bus: Bus, effects: Effects) -> AsyncIterator[Pair]:
    """(casemgmt, oversight) of one agency."""
    ports = Ports(actions={CaseStageAdvanced: effects.act})
    async with (
        bare_service(stores, CASEMGMT, bus=bus) as sender,
        bare_service(stores, OVERSIGHT, bus=bus, ports=ports) as receiver,
    ):
        yield sender, receiver
