"""One node for all walks of a module: what is refused changes nothing, so nothing has to be put back."""

from collections.abc import AsyncIterator

import pytest

from tests.abuse.walk.node import Node, sample_node


@pytest.fixture(scope="module")
async def node(admin_url: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Node]:
    async with sample_node(admin_url, tmp_path_factory.mktemp("walk")) as made:
        yield made
