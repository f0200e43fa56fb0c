"""The same exchange over a real broker, each liaison with its own account: all evidences, files, comparison."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.integration.liaison.town import NOW, Town, later, package, submitted, town
from tests.standing_broker import StandingBroker
from zf_contracts.internal.transfers import TransferArrived, TransferEvidenceChanged, TransferOpened
from zf_contracts.values import BlobRef
from zf_platform.provision import AgencyDatabase

pytestmark = pytest.mark.rabbitmq

_PAIR = ("police", "procuratorate")


@pytest_asyncio.fixture
async def city(
    standing_broker: StandingBroker, databases: dict[str, AgencyDatabase], tmp_path: Path
) -> AsyncIterator[Town]:
    chosen = {agency: databases[agency] for agency in _PAIR}
    async with (
        standing_broker.bus(_PAIR, ("liaison", "casemgmt", "intake", "oversight")) as bus,
        town(chosen, tmp_path=tmp_path, bus=bus) as made,
    ):
        yield made


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

    async def all_told() -> bool:
        told = city.ears["police"].of(TransferEvidenceChanged)
        steps = {str(one["step"]) for one in told if one["transfer_id"] == package(1).transfer_id}
        return steps >= {"submitted", "delivered", "opened"}

    await city.settle(all_told, seconds=40)
    city.clock.advance(later(1))
    operator = city.nodes["police"].caller("o1", roles=["operator"])
    await operator.post("/reconciliations", json={"peer": "procuratorate"})

    async def compared() -> bool:
        return bool((await operator.get("/reconciliations")).json()["items"][0]["state"] == "equal")

    await city.settle(compared, seconds=40)
