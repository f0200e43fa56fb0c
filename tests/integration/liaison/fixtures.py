"""The fixtures of a folder of tests whose agencies meet: databases once, one wired town, and a town over RabbitMQ.

A conftest takes them under the names its tests use: `databases, standing, embedded_town, rabbit_town = towns("coop", KINDS)`.
"""

import os
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
import pytest_asyncio

from tests.integration.liaison.town import Town, town
from tests.standing_broker import StandingBroker
from zf_platform.provision import AgencyDatabase
from zf_platform.testing import agency_database

SERVICES = ("liaison", "casemgmt", "intake", "oversight")
Fixture = Callable[..., object]


def towns(name: str, kinds: Mapping[str, str]) -> tuple[Fixture, Fixture, Fixture, Fixture]:
    """Behaviour is written once and run over both buses; services keep nothing in memory from one message to the next."""

    @pytest_asyncio.fixture(scope="package")
    async def databases(admin_url: str) -> AsyncIterator[dict[str, AgencyDatabase]]:
        prefix = f"zft_{name}_{os.getpid()}_"
        async with AsyncExitStack() as stack:
            yield {
                agency: await stack.enter_async_context(
                    agency_database(admin_url, agency=agency, services=["liaison"], prefix=prefix)
                )
                for agency in kinds
            }

    @pytest_asyncio.fixture(scope="package")
    async def standing(
        databases: dict[str, AgencyDatabase], tmp_path_factory: pytest.TempPathFactory
    ) -> AsyncIterator[Town]:
        async with town(databases, tmp_path=tmp_path_factory.mktemp(name), kinds=kinds) as made:
            yield made

    @pytest_asyncio.fixture
    async def embedded(standing: Town) -> Town:
        await standing.renew()
        return standing

    @pytest_asyncio.fixture
    async def rabbit(
        standing_broker: StandingBroker, databases: dict[str, AgencyDatabase], tmp_path: Path
    ) -> AsyncIterator[Town]:
        async with (
            standing_broker.bus(list(kinds), SERVICES) as bus,
            town(databases, tmp_path=tmp_path, bus=bus, kinds=kinds) as made,
        ):
            yield made

    return databases, standing, embedded, rabbit


def both(name: str) -> list[object]:
    """The names of a fixture on each bus, for `params`."""
    return [f"embedded_{name}", pytest.param(f"rabbit_{name}", marks=pytest.mark.rabbitmq)]
