"""The bus inside one process: `publish` hands the bytes to the receiver's take and returns when that has committed.

Under test it offers the vices of a real broker: duplicates, other order, delay, loss after the hand-over, bounces,
a blocked or broken line. All of them from one seed, so that a failure can be played again.
"""

import asyncio
import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from zf_contracts.envelope import Address
from zf_platform.bus.base import BusHealth, Outcome, Outgoing, Subscription, Take


@dataclass
class Vices:
    """Shares from 0 to 1 of deliveries that go wrong in each way. `blocked` and `down` hold while set."""

    seed: int = 0
    duplicate: float = 0.0
    reorder: bool = False
    delay: float = 0.0
    drop: float = 0.0
    lost_confirm: float = 0.0
    bounce: float = 0.0
    blocked: bool = False
    down: bool = False
    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)  # noqa: S311 - a replayable series, not a secret

    def happens(self, vice: str, share: float) -> bool:
        hit = share > 0 and self._random.random() < share
        if hit:
            self.counts[vice] += 1
        return hit

    def shuffle(self, batch: list[bytes]) -> None:
        if self.reorder:
            self._random.shuffle(batch)
            self.counts["reorder"] += 1


class _Registered(Subscription):
    def __init__(self, bus: "EmbeddedBus", key: tuple[str, Address], take: Take) -> None:
        self._bus = bus
        self._key = key
        self.take = take
        self.running = 0
        self.idle = asyncio.Event()
        self.idle.set()

    async def stop(self) -> None:
        self._bus.forget(self._key, self)
        await self.idle.wait()

    async def deliver(self, bodies: Sequence[bytes]) -> None:
        self.running += 1
        self.idle.clear()
        try:
            await self.take(bodies)
        finally:
            self.running -= 1
            if not self.running:
                self.idle.set()


class EmbeddedBus:
    """One per process. Addresses without a subscriber bounce, exactly as an unbound routing key does."""

    def __init__(self, vices: Vices | None = None) -> None:
        self._takers: dict[tuple[str, Address], _Registered] = {}
        self.vices = vices

    async def subscribe(self, channel: str, address: Address, take: Take) -> Subscription:
        registered = _Registered(self, (channel, address), take)
        self._takers[channel, address] = registered
        return registered

    def forget(self, key: tuple[str, Address], registered: _Registered) -> None:
        if self._takers.get(key) is registered:
            del self._takers[key]

    async def publish(self, batch: Sequence[Outgoing]) -> list[Outcome]:
        outcomes = [Outcome.DOWN] * len(batch)
        if self.vices is not None and (self.vices.down or self.vices.blocked):
            outcome = Outcome.BLOCKED if self.vices.blocked else Outcome.DOWN
            return [outcome] * len(batch)
        groups: dict[tuple[str, Address], list[int]] = defaultdict(list)
        for index, message in enumerate(batch):
            groups[message.channel, message.receiver].append(index)
        for key, indexes in groups.items():
            told = await self._hand_over(key, [batch[index] for index in indexes])
            for index, one in zip(indexes, told, strict=True):
                outcomes[index] = one
        return outcomes

    async def _hand_over(self, key: tuple[str, Address], messages: Sequence[Outgoing]) -> list[Outcome]:
        taker = self._takers.get(key)
        if taker is None:
            return [Outcome.UNROUTABLE] * len(messages)
        bodies, outcomes = self._with_vices(messages)
        if self.vices is not None and self.vices.delay:
            await asyncio.sleep(self.vices.delay)
        try:
            if bodies:
                await taker.deliver(bodies)
        except Exception:  # noqa: BLE001 - whatever it was, the receiver did not store them
            # Nothing was handed over, so the sender keeps its rows open.
            return [Outcome.REFUSED] * len(messages)
        return outcomes

    def _with_vices(self, messages: Sequence[Outgoing]) -> tuple[list[bytes], list[Outcome]]:
        if self.vices is None:
            return [message.body for message in messages], [Outcome.CONFIRMED] * len(messages)
        bodies: list[bytes] = []
        outcomes: list[Outcome] = []
        for message in messages:
            if self.vices.happens("bounce", self.vices.bounce):
                outcomes.append(Outcome.UNROUTABLE)
                continue
            if not self.vices.happens("drop", self.vices.drop):
                bodies.append(message.body)
                while self.vices.happens("duplicate", self.vices.duplicate):
                    bodies.append(message.body)
            lost = self.vices.happens("lost_confirm", self.vices.lost_confirm)
            outcomes.append(Outcome.TIMEOUT if lost else Outcome.CONFIRMED)
        self.vices.shuffle(bodies)
        return bodies, outcomes

    async def health(self) -> BusHealth:
        return BusHealth(connected=not (self.vices and self.vices.down), consumers=len(self._takers))

    async def close(self) -> None:
        self._takers.clear()
