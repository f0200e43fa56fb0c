"""A broker with two agencies on it, shared by the tests of this folder; those who hurt a broker get their own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from tests.broker_server import Broker, Installation, installation
from zf_platform.topology import Topology

PAIRS = [("police", "court"), ("court", "police"), ("police", "justice")]


def without_route_to_justice(topology: Topology) -> Topology:
    """Police may write to the justice bureau, but no queue is bound: the message has nowhere to go."""
    kept = tuple(row for row in topology.bindings if not str(row["routing_key"]).startswith("police.justice."))
    assert len(kept) == len(topology.bindings) - 2
    return replace(topology, bindings=kept)


@pytest.fixture(scope="session")
async def installed(broker: Broker) -> AsyncIterator[Installation]:
    agencies = ["police", "court", "justice"]
    async with installation(broker, agencies=agencies, pairs=PAIRS, change=without_route_to_justice) as found:
        yield found


@pytest.fixture
async def broker_of_two(broker: Broker) -> AsyncIterator[Installation]:
    """An installation whose queues a test may delete."""
    async with installation(broker, agencies=["police", "court"], pairs=[("police", "court")]) as found:
        yield found
