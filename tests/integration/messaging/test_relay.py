"""The relay: leases, fencing, crashes between any two steps, wake-ups, and commits that were asked for."""

import asyncio
from collections.abc import Sequence

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from tests.integration.messaging.conftest import Pair
from tests.integration.messaging.node import CAUSE, NOW, OFFICER, advanced, at_rest, eventually, send, steps
from zf_platform import outbox
from zf_platform.bus.base import BusHealth, Outcome, Outgoing, Subscription, Take
from zf_platform.bus.embedded import EmbeddedBus
from zf_platform.tasks import TaskKeeper
from zf_platform.telemetry import counters
from zf_platform.telemetry_names import MetricName
from zf_platform.wake import NotifyWakeup


class HeldBus(EmbeddedBus):
    """Delivers to `inner`, then holds the confirm back until it is let go."""

    def __init__(self, inner: object) -> None:
        super().__init__()
        assert isinstance(inner, EmbeddedBus)
        self.inner = inner
        self.delivered = asyncio.Event()
        self.go = asyncio.Event()

    async def publish(self, batch: Sequence[Outgoing]) -> list[Outcome]:
        outcomes = await self.inner.publish(batch)
        self.delivered.set()
        await self.go.wait()
        return outcomes


def fenced(pair: Pair) -> int:
    return counters(pair[0].address)[MetricName.OUTBOX_FENCED]


async def test_a_relay_that_stood_still_is_fenced_and_nothing_happens_twice(pair: Pair) -> None:
    sender, receiver = pair
    before = fenced(pair)
    await send(sender, *steps("c1", 0, 4))
    bus = HeldBus(sender.bus)
    late = asyncio.create_task(sender.another_relay(bus=bus).step())
    await bus.delivered.wait()
    await sender.expire()
    assert await sender.relay.step() == 5, "the other relay takes the rows over"
    state = await sender.column("SELECT state || sends || attempts FROM outbox")
    bus.go.set()
    assert await late == 5
    assert fenced(pair) - before == 5
    assert await sender.column("SELECT state || sends || attempts FROM outbox") == state == ["done12"] * 5
    await at_rest(sender, receiver, expected=5)
    assert await receiver.value("SELECT count(*) FROM effect") == 5
    assert await receiver.value("SELECT sum(duplicates) FROM inbox") == 5


async def test_a_relay_that_died_after_its_claim_leaves_the_rows_to_the_next(pair: Pair) -> None:
    sender, receiver = pair
    await send(sender, *steps("c1", 0, 2))
    async with sender.database.immediate() as connection:
        assert len(await outbox.claim(connection, token="dead", lease=2.0, limit=50)) == 3
    assert await sender.relay.step() == 0, "leased"
    await sender.expire()
    await at_rest(sender, receiver, expected=3)
    assert await sender.column("SELECT attempts FROM outbox") == [2, 2, 2]
    assert await receiver.value("SELECT count(*) FROM effect") == 3


@pytest.mark.parametrize("moment", ["before_publish", "after_publish"])
async def test_a_relay_cancelled_in_flight_sends_again(pair: Pair, moment: str) -> None:
    sender, receiver = pair
    await send(sender, *steps("c1", 0, 2))
    bus = HeldBus(sender.bus)
    task = asyncio.create_task(sender.another_relay(bus=bus).step())
    if moment == "after_publish":
        await bus.delivered.wait()
    else:
        await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await sender.expire()
    await at_rest(sender, receiver, expected=3)
    assert await receiver.value("SELECT count(*) FROM effect") == 3


async def test_two_relays_share_the_work(pair: Pair) -> None:
    sender, receiver = pair
    for start in range(0, 200, 50):
        await send(sender, *(advanced(f"c{start + number}", 0) for number in range(50)))
    other = sender.another_relay()
    for _ in range(4):
        await asyncio.gather(sender.relay.step(), other.step())
    assert await sender.value("SELECT max(attempts) FROM outbox") == 1, "no row was claimed by both"
    await at_rest(sender, receiver, expected=200)


async def test_a_commit_that_was_asked_for_is_finished_though_the_asker_is_cancelled(pair: Pair) -> None:
    sender, _ = pair

    async def ask(number: int, started: asyncio.Event) -> None:
        async with sender.factory.begin() as transaction:
            scope = transaction.scope(actor=OFFICER, cause=CAUSE)
            scope.enqueue(advanced(f"c{number}", 0), to="oversight", subject=f"c{number}", acted_at=NOW)
            started.set()
            await transaction.commit()

    cancelled = 0
    for number in range(30):
        started = asyncio.Event()
        task = asyncio.create_task(ask(number, started))
        await started.wait()
        await asyncio.sleep(number / 10_000)
        task.cancel()
        await asyncio.wait({task})
        cancelled += task.cancelled()
    assert cancelled > 0
    assert await sender.value("SELECT count(*) FROM outbox") == 30
    assert sender.database.engine.pool.checkedout() == 0  # type: ignore[attr-defined]


async def test_work_cancelled_before_its_commit_leaves_no_trace_and_no_open_transaction(pair: Pair) -> None:
    sender, _ = pair

    async def dawdle() -> None:
        async with sender.factory.begin() as transaction:
            scope = transaction.scope(actor=OFFICER, cause=CAUSE)
            scope.enqueue(advanced("c1", 0), to="oversight", subject="c1", acted_at=NOW)
            await transaction.flush()
            await asyncio.sleep(60)

    for _ in range(5):
        task = asyncio.create_task(dawdle())
        await asyncio.sleep(0.05)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    assert await sender.value("SELECT count(*) FROM outbox") == 0
    await send(sender, advanced("c1", 1))
    assert await sender.value("SELECT sequence FROM outbox") == 1, "no lock and no number were left behind"


async def test_replay_since_sends_again_what_was_only_confirmed(pair: Pair) -> None:
    sender, receiver = pair
    await send(sender, *steps("c1", 0, 4))
    await at_rest(sender, receiver, expected=5)
    await receiver.change("DELETE FROM inbox WHERE sequence > 3")
    await receiver.change("DELETE FROM effect WHERE n > 3")
    await receiver.change("UPDATE inbox_cursor SET last = 3")
    async with sender.database.session() as session:
        assert await outbox.replay_since(session, channel="internal", since=NOW.replace(year=2020)) == 5
        await session.commit()
    await at_rest(sender, receiver, expected=5)
    assert await receiver.acts("c1") == [f"step_{number}" for number in range(5)]


async def test_a_dead_connection_is_never_handed_out(pair: Pair) -> None:
    sender, _ = pair
    await send(sender, advanced("c1", 0))
    async with sender.database.immediate() as one, sender.database.immediate() as other:
        for resting in (one, other):
            await resting.execute("SELECT 1")
    admin = create_async_engine(sender.database.url)
    async with admin.connect() as connection:
        killing = text("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = :name")
        killed = await connection.execute(killing, {"name": sender.database.schema})
        assert killed.scalar_one() >= 2
    await admin.dispose()
    await asyncio.sleep(0.05)
    for number in range(1, 6):
        await send(sender, advanced("c1", number))
    assert await sender.value("SELECT count(*) FROM outbox") == 6


async def test_a_notification_wakes_at_once_and_again_after_its_connection_died(pair: Pair) -> None:
    sender, _ = pair
    listening = NotifyWakeup(sender.database.url, schema=sender.database.schema, purpose="outbox")
    telling = NotifyWakeup(sender.database.url, schema=sender.database.schema, purpose="outbox")
    sender.factory.wakeups.outbox = telling
    keeper = TaskKeeper()
    keeper.start("listen", listening.loop(keeper))
    try:
        assert await listening.wait(5.0), "connecting looks for work once"
        await send(sender, advanced("c1", 0))
        assert await listening.wait(5.0)
        assert not await listening.wait(0.1), "one signal per transaction"
        killed = await sender.value(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = :name",
            name=listening.channel[:60],
        )
        assert killed == 1
        assert await listening.wait(15.0), "a dead listener is noticed and opened anew"
    finally:
        await keeper.stop(2.0)


async def test_loops_move_messages_by_wakeups_alone(pair: Pair) -> None:
    sender, receiver = pair
    keeper = TaskKeeper()

    async def relay() -> None:
        await sender.relay.run(keeper.stopping)

    async def work() -> None:
        await receiver.worker.run(keeper.stopping)

    keeper.start("relay", relay)
    keeper.start("worker", work)
    try:
        for number in range(10):
            await send(sender, advanced("c1", number))

        async def done() -> bool:
            return await receiver.value("SELECT count(*) FROM effect") == 10

        await eventually(done)
    finally:
        await keeper.stop(5.0)


class Silent:
    """A bus that only counts what it is asked to publish."""

    def __init__(self) -> None:
        self.sizes: list[int] = []

    async def publish(self, batch: Sequence[Outgoing]) -> list[Outcome]:
        self.sizes.append(len(batch))
        return [Outcome.CONFIRMED] * len(batch)

    async def subscribe(self, channel: str, address: object, take: Take) -> Subscription:
        raise NotImplementedError

    async def health(self) -> BusHealth:
        return BusHealth(connected=True)

    async def close(self) -> None:
        return None


async def test_a_backlog_leaves_in_batches(pair: Pair) -> None:
    sender, _ = pair
    for number in range(0, 120, 40):
        await send(sender, *(advanced(f"c{number + one}", 0) for one in range(40)))
    bus = Silent()
    relay = sender.another_relay(bus=bus)
    while await relay.step():
        pass
    assert bus.sizes == [50, 50, 20]
