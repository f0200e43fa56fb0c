"""F8: every message arrives two to six times, none in its order; the effect is there once and in order."""

import os
import random
import time
from collections.abc import Sequence

import pytest

from tests.fleet.doses import Dose, say
from tests.integration.messaging.node import (
    CASEMGMT,
    OVERSIGHT,
    Bare,
    Effects,
    Ports,
    Stores,
    advanced,
    bare_service,
    send,
)
from zf_contracts.envelope import Address
from zf_contracts.internal.reports import CaseStageAdvanced
from zf_platform.bus.base import Outcome, Outgoing
from zf_platform.bus.embedded import EmbeddedBus

pytestmark = [pytest.mark.faults, pytest.mark.slow]
_PER_SUBJECT = 4


class OwnStores(Stores):
    """Schemas apart from those of the messaging tests."""

    def schema(self, address: Address) -> str:
        return f"f8{os.getpid()}_{address.service}"


class NoisyBus(EmbeddedBus):
    """Confirms at once like a broker, then delivers copies in any order, also across batches and long afterwards."""

    def __init__(self, chance: random.Random) -> None:
        super().__init__()
        self._chance = chance
        self._held: list[bytes] = []
        self._past: list[bytes] = []
        self.copies = 0

    def _with_vices(self, messages: Sequence[Outgoing]) -> tuple[list[bytes], list[Outcome]]:
        fresh = [message.body for message in messages]
        copies = [body for body in fresh for _ in range(1 + self._chance.randint(1, 5))]
        self.copies += len(copies) - len(fresh)
        waiting = [*self._held, *copies, *self._chance.sample(self._past, min(5, len(self._past)))]
        self._chance.shuffle(waiting)
        later = len(waiting) // 3
        self._held, now = waiting[:later], waiting[later:]
        self._past.extend(fresh)
        return now, [Outcome.CONFIRMED] * len(messages)

    def rest(self) -> list[bytes]:
        held, self._held = self._held, []
        return held


@pytest.mark.timeout(900)
async def test_copies_and_disorder_change_nothing(admin_url: str, dose: Dose) -> None:
    """C: 2,000 messages of 500 subjects; N: 20,000 of 500."""
    subjects, rounds = 500, dose.of(1, 10)
    stores = OwnStores(admin_url)
    clean = await _run(stores, EmbeddedBus(), subjects=subjects, rounds=rounds)
    noisy_bus = NoisyBus(dose.chance)
    noisy = await _run(stores, noisy_bus, subjects=subjects, rounds=rounds)
    say(
        dose,
        f"F8: {subjects * rounds * _PER_SUBJECT} messages of {subjects} subjects, {noisy_bus.copies} copies besides; "
        f"clean {clean:.1f} s, noisy {noisy:.1f} s ({noisy / clean:.1f} ×)",
    )
    assert noisy_bus.copies > subjects * rounds * _PER_SUBJECT
    if dose.nightly:
        assert noisy <= 2 * clean


async def _run(stores: Stores, bus: EmbeddedBus, *, subjects: int, rounds: int) -> float:
    """Sends everything, drains, checks; returns the seconds from the first relay to rest."""
    ports = Ports(actions={CaseStageAdvanced: Effects().act})
    await stores.make(CASEMGMT, OVERSIGHT)
    async with (
        bare_service(stores, CASEMGMT, bus=bus) as sender,
        bare_service(stores, OVERSIGHT, bus=bus, ports=ports) as receiver,
    ):
        total = _PER_SUBJECT * rounds
        for number in range(total):
            await send(sender, *(advanced(f"c{subject}", number) for subject in range(subjects)))
        begin = time.monotonic()
        await _drain(sender, receiver, bus)
        took = time.monotonic() - begin
        await _check(sender, receiver, subjects=subjects, per_subject=total)
    await stores.drop(CASEMGMT, OVERSIGHT)
    return took


async def _drain(sender: Bare, receiver: Bare, bus: EmbeddedBus) -> None:
    while await sender.relay.step() + await receiver.worker.step():
        pass
    if isinstance(bus, NoisyBus):
        while held := bus.rest():
            await receiver.taker.take(held)
    while await receiver.worker.step():
        pass


async def _check(sender: Bare, receiver: Bare, *, subjects: int, per_subject: int) -> None:
    assert await sender.value("SELECT count(*) FROM outbox WHERE state <> 'done'") == 0
    assert await receiver.value("SELECT count(*) FROM inbox WHERE state <> 'done'") == 0
    assert await receiver.value("SELECT count(*) FROM quarantine") == 0
    assert await receiver.value("SELECT count(*) FROM effect") == subjects * per_subject
    expected = ",".join(f"step_{number}" for number in range(per_subject))
    disorder = await receiver.value(
        "SELECT count(*) FROM (SELECT key, string_agg(act, ',' ORDER BY n) AS acts FROM effect GROUP BY key) x"
        f" WHERE acts <> '{expected}'"
    )
    assert disorder == 0
