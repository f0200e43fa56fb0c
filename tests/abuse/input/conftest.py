"""The sample city for bad input: every service of every agency, with cases in every state, over a database of its own."""

import os
from collections.abc import AsyncIterator

import pytest

from tests.abuse.input.ground import Ground, sample_ground


@pytest.fixture(scope="module")
async def ground(admin_url: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Ground]:
    folder = tmp_path_factory.mktemp("ground")
    async with sample_ground(admin_url, folder, prefix=f"zfbad{os.getpid()}_") as made:
        yield made
