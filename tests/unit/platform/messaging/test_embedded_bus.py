"""The bus inside one process: honest outcomes, and vices that can be played again."""

import asyncio
from collections.abc import Sequence

from zf_contracts.envelope import Address
from zf_platform.bus.base import Outcome, Outgoing
from zf_platform.bus.embedded import EmbeddedBus, Vices

HERE, THERE = Address("police", "casemgmt"), Address("police", "oversight")


def letters(count: int, *, receiver: Address = THERE) -> list[Outgoing]:
    return [
        Outgoing(
            id=str(number),
            channel="internal",
            sender=HERE,
            receiver=receiver,
            type="case.stage.advanced",
            urgent=False,
            body=str(number).encode(),
        )
        for number in range(count)
    ]


class Taker:
    def __init__(self) -> None:
        self.batches: list[list[bytes]] = []
        self.error: Exception | None = None
        self.go = asyncio.Event()
        self.go.set()

    async def take(self, bodies: Sequence[bytes]) -> None:
        await self.go.wait()
        if self.error is not None:
            raise self.error
        self.batches.append(list(bodies))


async def subscribed(bus: EmbeddedBus) -> Taker:
    taker = Taker()
    await bus.subscribe("internal", THERE, taker.take)
    return taker


async def test_a_batch_arrives_as_one_batch_and_returns_when_it_is_taken() -> None:
    bus = EmbeddedBus()
    taker = await subscribed(bus)
    assert await bus.publish(letters(3)) == [Outcome.CONFIRMED] * 3
    assert taker.batches == [[b"0", b"1", b"2"]]


async def test_outcomes_stand_in_the_order_of_the_batch() -> None:
    bus = EmbeddedBus()
    await subscribed(bus)
    mixed = [letters(1)[0], letters(1, receiver=HERE)[0], letters(1)[0]]
    assert await bus.publish(mixed) == [Outcome.CONFIRMED, Outcome.UNROUTABLE, Outcome.CONFIRMED]


async def test_what_could_not_be_stored_is_refused() -> None:
    bus = EmbeddedBus()
    taker = await subscribed(bus)
    taker.error = OSError("no database")
    assert await bus.publish(letters(2)) == [Outcome.REFUSED] * 2


async def test_a_stop_waits_for_what_is_being_taken() -> None:
    bus, taker = EmbeddedBus(), Taker()
    subscription = await bus.subscribe("internal", THERE, taker.take)
    taker.go.clear()
    publishing = asyncio.create_task(bus.publish(letters(1)))
    await asyncio.sleep(0.01)
    stopping = asyncio.create_task(subscription.stop())
    await asyncio.sleep(0.01)
    assert not stopping.done()
    assert await bus.publish(letters(1)) == [Outcome.UNROUTABLE]
    taker.go.set()
    await stopping
    assert await publishing == [Outcome.CONFIRMED]


async def test_the_same_seed_plays_the_same_vices() -> None:
    async def played(seed: int) -> tuple[list[list[bytes]], list[Outcome]]:
        bus = EmbeddedBus(Vices(seed=seed, duplicate=0.3, reorder=True, drop=0.2, lost_confirm=0.2, bounce=0.2))
        taker = await subscribed(bus)
        outcomes = await bus.publish(letters(60))
        return taker.batches, outcomes

    assert await played(1) == await played(1)
    assert await played(1) != await played(2)


async def test_a_line_that_is_down_or_blocked_says_so() -> None:
    bus = EmbeddedBus(Vices(down=True))
    assert await bus.publish(letters(2)) == [Outcome.DOWN] * 2
    assert not (await bus.health()).connected
    bus.vices = Vices(blocked=True)
    assert await bus.publish(letters(2)) == [Outcome.BLOCKED] * 2
