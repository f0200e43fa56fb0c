"""The operations routes that every service mounts, as the fake node answers them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import BaseRoute

if TYPE_CHECKING:
    from tests.web.fake_node import FakeNode


def routes(api: str, node: FakeNode) -> list[BaseRoute]:
    return []
