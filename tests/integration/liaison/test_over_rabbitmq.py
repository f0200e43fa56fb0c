"""The same exchange over a real broker, each liaison with its own account: all evidences, files, comparison."""

from collections.abc import AsyncIterator
from itertools import permutations
from pathlib import Path

import pytest
import pytest_asyncio

from tests.broker_server import Broker, broker, installation
from tests.integration.liaison.town import NOW, Town, later, package, submitted, town
from tests.integration.messaging.behaviour.conftest import OneBusEach
from zf_contracts.envelope import Address
from zf_contracts.internal.transfers import TransferArrived, TransferEvidenceChanged, TransferOpened
from zf_contracts.values import BlobRef
from zf_platform.bus.rabbitmq import RabbitBus
from zf_platform.provision import AgencyDatabase

__all__ = ["broker"]
pytestmark = pytest.mark.rabbitmq

_PAIR = ("police", "procuratorate")


@pytest_asyncio.fixture
async def city(broker: Broker, databases: dict[str, AgencyDatabase], tmp_path: Path) -> AsyncIterator[Town]:
    pairs = list(permutations(_PAIR, 2))
    async with installation(broker, agencies=list(_PAIR), pairs=pairs) as installed:
        addresses = [
            Address(agency, service) for agency in _PAIR for service in ("liaison", "casemgmt", "intake", "oversight")
        ]
        bus = OneBusEach({address: RabbitBus(address, urls=installed.urls(address)) for address in addresses})
        chosen = {agency: databases[agency] for agency in _PAIR}
        async with town(chosen, tmp_path=tmp_path, bus=bus) as made:
            yield made
        await bus.close()


async def test_packages_with_files_cross_and_the_ledgers_are_equal(city: Town) -> None:
    stored = await city.service("police").parts.blobs.put_bytes(b"content")
    file = BlobRef(digest=stored.digest, size=stored.size)
    await city.tell("police", *(submitted(number, files=[file]) for number in range(1, 11)))
    ear = city.ears["procuratorate"]

    async def all_arrived() -> bool:
        return len(ear.of(TransferArrived)) >= 10

    await city.settle(all_arrived, seconds=40)
    message_id = next(
        str(one["message_id"])
        for one in ear.of(TransferArrived)
        if one["package"]["transfer_id"] == package(1).transfer_id  # type: ignore[index]
    )
    opened = TransferOpened(transfer_id=package(1).transfer_id, version=1, message_id=message_id, opened_at=NOW)
    await city.tell("procuratorate", opened)

    async def all_known() -> bool:
        states = [row[0] for row in await city.rows("police", "SELECT state FROM ledger ORDER BY transfer_id")]
        return states == ["opened"] + ["delivered"] * 9

    await city.settle(all_known, seconds=40)
    steps = {
        str(one["step"])
        for one in city.ears["police"].of(TransferEvidenceChanged)
        if one["transfer_id"] == package(1).transfer_id
    }
    assert steps >= {"submitted", "delivered", "opened"}
    city.clock.advance(later(1))
    operator = city.nodes["police"].caller("o1", roles=["operator"])
    await operator.post("/reconciliations", json={"peer": "procuratorate"})

    async def compared() -> bool:
        return bool((await operator.get("/reconciliations")).json()["items"][0]["state"] == "equal")

    await city.settle(compared, seconds=40)
