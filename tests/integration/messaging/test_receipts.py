"""Between agencies: signed and sealed, sent again until the peer's receipt, receipts given again for duplicates."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field

import pytest

from tests.integration.messaging.node import (
    CASEMGMT,
    COURT,
    NOW,
    POLICE,
    Bare,
    Ports,
    Stores,
    bare_service,
    receipt_for,
    send_to,
    write_effect,
)
from zf_contracts.envelope import Payload
from zf_contracts.interagency.exchange import ExchangeReceipt
from zf_contracts.interagency.transfers import CaseTransferReceipted
from zf_platform import outbox
from zf_platform.bus.base import Bus, Outcome, Outgoing
from zf_platform.bus.embedded import EmbeddedBus, Vices
from zf_platform.clock import FixedClock
from zf_platform.enqueue import Unrouted
from zf_platform.outbox import Claimed
from zf_platform.relay import RelayTiming
from zf_platform.signing import Opener, Sealer
from zf_platform.testing import CityKeys
from zf_platform.transaction import Scope, Transaction

LETTER = CaseTransferReceipted(
    transfer_id="t1", version=1, collab_no="XT1", receiving_no="r1", accepted_at=NOW, accepted_by="p1"
)


@dataclass
class Liaison:
    """What a liaison does at its turns: answers with a receipt, believes receipts, re-issues them for duplicates."""

    confirmed_first: list[str] = field(default_factory=list)
    digests: dict[str, str] = field(default_factory=dict)

    async def receive(self, scope: Scope, payload: Payload) -> None:
        assert isinstance(payload, CaseTransferReceipted)
        assert scope.incoming is not None
        await write_effect(scope, key=payload.transfer_id, act="received")
        scope.enqueue(receipt_for(scope), to=scope.incoming.source, subject="XT1", acted_at=scope.now)

    async def believe(self, scope: Scope, payload: Payload) -> None:
        assert isinstance(payload, ExchangeReceipt)
        await outbox.mark_receipted(scope.session, [payload.of])
        self.digests[payload.of] = payload.digest
        await write_effect(scope, key=payload.of, act=payload.step)

    async def confirmed(self, transaction: Transaction, rows: Sequence[Claimed]) -> None:
        self.confirmed_first.extend(row.id for row in rows)

    async def repeat(self, transaction: Transaction, ids: Sequence[str]) -> None:
        await outbox.reopen_answers(transaction.session, ids, message_type=ExchangeReceipt.TYPE)


@pytest.fixture
def keys() -> CityKeys:
    return CityKeys.make(["police", "court"], clock=FixedClock(NOW))


@pytest.fixture
def liaison() -> Liaison:
    return Liaison()


@pytest.fixture
async def door(stores: Stores, bus: Bus, keys: CityKeys, liaison: Liaison) -> AsyncIterator[tuple[Bare, Bare]]:
    """(liaison of the police, liaison of the court)."""

    def ports(agency: str, peer: Liaison) -> Ports:
        ring = keys.rings[agency]
        return Ports(
            actions={CaseTransferReceipted: peer.receive, ExchangeReceipt: peer.believe},
            sealer=Sealer(agency, ring=ring, directory=keys.directory, clock=keys.clock),
            opener=Opener(agency, ring=ring, directory=keys.directory, clock=keys.clock),
            observer=peer,
            on_duplicates=peer.repeat,
        )

    slow = RelayTiming(lease=2.0, poll=0.05, resend=60.0, resend_max=200.0)
    async with (
        bare_service(stores, POLICE, bus=bus, ports=ports("police", liaison), relay_timing=slow) as police,
        bare_service(stores, COURT, bus=bus, ports=ports("court", Liaison()), relay_timing=slow) as court,
    ):
        yield police, court


async def exchange(*sides: Bare) -> None:
    """Until nothing moves; what waits for its time waits."""
    while True:
        moved = 0
        for side in sides:
            moved += await side.relay.step() + await side.worker.step()
        if not moved:
            return


async def state(side: Bare) -> list[object]:
    return await side.column("SELECT state FROM outbox ORDER BY id")


async def test_a_confirm_is_not_the_end_and_a_receipt_is(door: tuple[Bare, Bare], liaison: Liaison) -> None:
    police, court = door
    message_id = await send_to(police, LETTER, to=COURT, subject="XT1")
    await police.relay.step()
    assert await state(police) == ["awaiting_receipt"]
    assert liaison.confirmed_first == [message_id]
    await exchange(police, court)
    assert await state(police) == ["done"]
    assert await state(court) == ["done"], "a receipt is not receipted"
    assert liaison.digests == {message_id: await police.value("SELECT digest FROM outbox")}
    assert await court.value("SELECT digest FROM inbox") == liaison.digests[message_id]


async def test_only_sealed_bytes_cross_the_line(door: tuple[Bare, Bare]) -> None:
    police, court = door
    await send_to(police, LETTER, to=COURT, subject="XT202611239900017")
    body = await police.value("SELECT body FROM outbox")
    assert isinstance(body, bytes)
    assert b"XT202611239900017" not in body, "long enough that chance does not spell it in base64"
    assert body.count(b".") == 4, "a JWE in compact form"
    await exchange(police, court)
    assert await court.value("SELECT body FROM inbox") == body, "the evidence is kept as it came"


async def test_it_is_sent_again_and_again_until_the_receipt(door: tuple[Bare, Bare], vices: Vices) -> None:
    police, court = door
    vices.drop = 1.0
    await send_to(police, LETTER, to=COURT, subject="XT1")
    for sends in range(1, 5):
        await police.hurry()
        await police.relay.step()
        assert await police.column("SELECT state || sends FROM outbox") == [f"awaiting_receipt{sends}"]
    vices.drop = 0.0
    await police.hurry()
    await exchange(police, court)
    assert await state(police) == ["done"]
    await police.hurry()
    assert await police.relay.step() == 0
    assert await court.value("SELECT count(*) FROM effect") == 1


async def test_the_pause_between_two_sendings_doubles_up_to_the_longest(door: tuple[Bare, Bare], vices: Vices) -> None:
    police, _ = door
    vices.drop = 1.0
    await send_to(police, LETTER, to=COURT, subject="XT1")
    pauses = []
    for _ in range(4):
        await police.hurry()
        await police.relay.step()
        pause = await police.value("SELECT extract(epoch FROM next_at - now()) FROM outbox")
        pauses.append(float(str(pause)))
    for pause, wanted in zip(pauses, (60, 120, 200, 200), strict=True):
        assert wanted - 5 <= pause <= wanted


async def test_a_lost_receipt_is_given_again_for_the_duplicate(door: tuple[Bare, Bare], vices: Vices) -> None:
    police, court = door
    await send_to(police, LETTER, to=COURT, subject="XT1")
    await police.relay.step()
    await court.worker.step()
    vices.drop = 1.0
    await court.relay.step()
    assert await state(court) == ["done"]
    assert await state(police) == ["awaiting_receipt"], "the receipt is lost"
    vices.drop = 0.0
    receipt = await court.value("SELECT body FROM outbox")
    await police.hurry()
    await exchange(police, court)
    assert await state(police) == ["done"]
    assert await court.value("SELECT duplicates FROM inbox") == 1
    assert await court.value("SELECT body FROM outbox") == receipt, "the same receipt, byte for byte"
    assert await court.value("SELECT count(*) FROM effect") == 1
    assert await police.value("SELECT count(*) FROM effect") == 1


async def test_a_receipt_quicker_than_the_confirm_is_no_fence(door: tuple[Bare, Bare], liaison: Liaison) -> None:
    police, court = door
    message_id = await send_to(police, LETTER, to=COURT, subject="XT1")

    class Slow(EmbeddedBus):
        async def publish(self, batch: Sequence[Outgoing]) -> list[Outcome]:
            outcomes = await police.bus.publish(batch)
            await asyncio.wait_for(receipted.wait(), 10)
            return outcomes

    receipted = asyncio.Event()
    relay = police.another_relay(bus=Slow())
    publishing = asyncio.create_task(relay.step())
    await court.factory.wakeups.inbox.wait(10)
    await court.worker.step()
    await court.relay.step()
    await police.worker.step()
    assert await state(police) == ["done"]
    receipted.set()
    await publishing
    assert await police.column("SELECT state || sends FROM outbox") == ["done1"]
    assert await police.value("SELECT confirmed_at IS NOT NULL AND ended_at IS NOT NULL FROM outbox")
    assert liaison.digests.keys() == {message_id}


async def test_a_rejected_message_is_not_sent_again(door: tuple[Bare, Bare]) -> None:
    police, court = door
    message_id = await send_to(police, LETTER, to=COURT, subject="XT1")
    await police.relay.step()
    async with police.database.session() as session:
        assert await outbox.mark_rejected(session, [message_id]) == [message_id]
        assert await outbox.mark_receipted(session, [message_id]) == [], "the first answer stands"
        await session.commit()
    await police.hurry()
    assert await police.relay.step() == 0
    assert await state(police) == ["rejected"]
    assert await court.value("SELECT count(*) FROM inbox") == 1


async def test_the_peer_gets_again_the_numbers_it_misses(door: tuple[Bare, Bare]) -> None:
    police, court = door
    for _ in range(4):
        await send_to(police, LETTER, to=COURT, subject="XT1")
    await exchange(police, court)
    await court.change("DELETE FROM inbox WHERE sequence IN (2, 3)")
    async with police.database.session() as session:
        assert await outbox.reopen_range(session, receiver=str(COURT), subject="XT1", first=2, last=3) == 2
        await session.commit()
    await police.relay.step()
    assert await court.column("SELECT sequence FROM inbox ORDER BY sequence") == [1, 2, 3, 4]


async def test_forged_and_misdirected_letters_are_quarantined(door: tuple[Bare, Bare], keys: CityKeys) -> None:
    police, court = door
    await send_to(police, LETTER, to=COURT, subject="XT1")
    body = await police.value("SELECT body FROM outbox")
    assert isinstance(body, bytes)
    flipped = body[:-3] + (b"A" if body[-3:-2] != b"A" else b"B") + body[-2:]
    await court.taker.take([flipped, b"not a letter", body])
    await police.taker.take([body])
    assert await court.value("SELECT count(*) FROM inbox") == 1
    assert await court.value("SELECT count(*) FROM quarantine") == 2
    assert await police.value("SELECT count(*) FROM quarantine") == 1, "addressed to somebody else"
    assert await police.value("SELECT count(*) FROM inbox") == 0
    assert await court.value("SELECT count(*) FROM audit_entry WHERE act = 'message.quarantined'") == 2


async def test_a_service_without_a_key_cannot_write_abroad(stores: Stores, bus: Bus) -> None:
    async with bare_service(stores, POLICE, bus=bus) as keyless:
        with pytest.raises(Unrouted, match="no key"):
            await send_to(keyless, LETTER, to=COURT, subject="XT1")
        assert await keyless.value("SELECT count(*) FROM outbox") == 0
    async with bare_service(stores, CASEMGMT, bus=bus) as inside:
        with pytest.raises(Unrouted, match="may not send"):
            await send_to(inside, LETTER, to=COURT, subject="XT1")
