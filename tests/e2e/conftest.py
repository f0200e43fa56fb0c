"""The whole city over the in-process bus, once for all tests of this folder; then its connections are free for others."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.e2e.whole_city import town_of, whole_city
from zf_node.city import City
from zf_node.demo.desk import Town
from zf_platform.bus.embedded import EmbeddedBus


@pytest.fixture(scope="package")
async def city(admin_url: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[City]:
    async with whole_city(admin_url, Path(tmp_path_factory.mktemp("city")), bus=EmbeddedBus(), name="e2e") as running:
        yield running


@pytest.fixture(scope="package")
async def town(city: City) -> AsyncIterator[Town]:
    async with town_of(city) as found:
        yield found
