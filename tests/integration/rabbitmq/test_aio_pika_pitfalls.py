"""A1–A16: what aio-pika, aiormq and pamqp leave open, and that our bus decides it. Run again at each upgrade of theirs."""

from __future__ import annotations

import asyncio
import gc
import importlib.metadata
import re
import tomllib
from collections.abc import Sequence
from pathlib import Path

import aio_pika
import pytest

from tests.broker_server import Installation, PrivateBroker, fetch, installation
from tests.integration.rabbitmq.wire import (
    COURT,
    JUSTICE,
    POLICE,
    QUICK,
    Taken,
    bus_of,
    bus_sources,
    confirmed,
    connected,
    consuming,
    court_takes,
    drain_court,
    message,
    proxy_to,
    until,
)
from zf_platform.broker_setup import Rabbitmqctl, apply
from zf_platform.bus.base import Outcome
from zf_platform.bus.rabbitmq import RabbitBus

pytestmark = pytest.mark.rabbitmq
ROOT = Path(__file__).parents[3]
CONFIRMED = [Outcome.CONFIRMED]


async def test_a1_unroutable_is_no_success(installed: Installation) -> None:
    async with bus_of(installed, POLICE) as bus:
        batch = [message(receiver=JUSTICE), message(), message(receiver=JUSTICE)]
        assert await bus.publish(batch) == [Outcome.UNROUTABLE, Outcome.CONFIRMED, Outcome.UNROUTABLE]
        assert await fetch(installed.exchange_url("court"), queue="q.court.in") is not None


async def test_a2_every_publish_ends_within_its_timeout(installed: Installation) -> None:
    async with proxy_to(installed) as proxy, bus_of(installed, POLICE, port=proxy.port) as bus:
        assert await bus.publish([message()]) == CONFIRMED
        proxy.stall()
        loop = asyncio.get_running_loop()
        began = loop.time()
        outcomes = await bus.publish([message() for _ in range(20)])
        assert set(outcomes) == {Outcome.TIMEOUT}
        assert loop.time() - began < 5 * QUICK.publish_timeout
        proxy.flow()
        assert await bus.publish([message()]) == CONFIRMED
    await drain_court(installed)


async def test_a3_right_after_a_loss_publishing_says_down_and_recovers(installed: Installation) -> None:
    async with proxy_to(installed) as proxy, bus_of(installed, POLICE, port=proxy.port) as bus:
        assert await bus.publish([message()]) == CONFIRMED
        proxy.refusing = True
        assert proxy.cut() > 0
        for _ in range(5):
            assert await bus.publish([message()]) == [Outcome.DOWN]
        proxy.refusing = False
        await confirmed(bus, b"recovered")
    await drain_court(installed)


async def test_a3_a_loss_in_the_middle_of_a_batch_raises_nothing(installed: Installation) -> None:
    async with proxy_to(installed) as proxy, bus_of(installed, POLICE, port=proxy.port) as bus:
        assert await bus.publish([message()]) == CONFIRMED
        proxy.stall()
        async with asyncio.TaskGroup() as group:
            running = group.create_task(bus.publish([message() for _ in range(50)]))
            await asyncio.sleep(0.1)
            proxy.cut()
        assert set(running.result()) == {Outcome.DOWN}
    await drain_court(installed)


async def test_a4_a_failed_or_cancelled_take_loses_nothing(installed: Installation) -> None:
    assert ".process(" not in bus_sources()
    taken = Taken()
    failing = True

    async def fail_at_first(_bodies: Sequence[bytes]) -> None:
        if failing:
            raise RuntimeError("the database is away")

    taken.before = fail_at_first
    async with bus_of(installed, POLICE) as police:
        async with court_takes(installed, taken):
            assert await police.publish([message(b"kept-1"), message(b"kept-2")]) == CONFIRMED * 2
            await until(lambda: taken.attempts >= 2)
            failing = False
            await taken.wait_for(b"kept-1", b"kept-2")

        hanging = Taken()

        async def hang(_bodies: Sequence[bytes]) -> None:
            await asyncio.Event().wait()

        hanging.before = hang
        bus = RabbitBus(COURT, urls=installed.urls(COURT), timing=QUICK)
        subscription = await bus.subscribe("interagency", COURT, hanging.take)
        assert await police.publish([message(b"cancelled")]) == CONFIRMED
        await until(lambda: hanging.attempts == 1)
        subscription_stop = asyncio.create_task(bus.close())
        await asyncio.sleep(0.1)
        keeper = subscription._keeper  # type: ignore[attr-defined]
        for task in list(keeper._tasks):
            task.cancel()
        await subscription_stop
        async with court_takes(installed, taken):
            await taken.wait_for(b"cancelled")


async def test_a5_a_lost_ack_is_a_second_delivery(installed: Installation) -> None:
    taken = Taken()
    async with proxy_to(installed) as proxy, bus_of(installed, POLICE) as police:

        async def cut_before_the_ack(_bodies: Sequence[bytes]) -> None:
            if taken.attempts == 1:
                proxy.cut()
                await asyncio.sleep(0.05)

        taken.before = cut_before_the_ack
        async with court_takes(installed, taken, port=proxy.port):
            assert await police.publish([message(b"twice")]) == CONFIRMED
            await until(lambda: taken.bodies.count(b"twice") == 2)
    assert await fetch(installed.exchange_url("court"), queue="q.court.in") is None


async def test_a6_a_lost_connection_shows_in_health(installed: Installation) -> None:
    assert "connection.closed()" not in bus_sources()
    async with proxy_to(installed) as proxy, court_takes(installed, Taken(), port=proxy.port) as bus:
        assert (await bus.health()).connected
        proxy.refusing = True
        proxy.cut()
        await connected(bus, expected=False)
        await consuming(bus, 0)
        proxy.refusing = False
        await connected(bus, expected=True)
        await consuming(bus, 2)


async def test_a7_a_consumer_cancelled_by_the_broker_comes_back(broker_of_two: Installation) -> None:
    taken = Taken()
    admin = broker_of_two.broker.admin
    async with bus_of(broker_of_two, POLICE) as police, court_takes(broker_of_two, taken) as court:
        vhost = broker_of_two.names.exchange_vhost
        if not isinstance(admin, Rabbitmqctl):
            pytest.skip("deleting a queue needs rabbitmqctl")
        await admin.run("-q", "delete_queue", "q.court.in", "--vhost", vhost)
        await consuming(court, 1)
        assert await police.publish([message(b"nowhere")]) == [Outcome.UNROUTABLE]
        passwords = dict.fromkeys(broker_of_two.topology.user_names(), broker_of_two.password)
        assert await apply(admin, topology=broker_of_two.topology, passwords=passwords) == []
        await consuming(court, 2)
        assert await police.publish([message(b"again")]) == CONFIRMED
        await taken.wait_for(b"again")


async def test_a8_the_watchdog_starts_over_when_nothing_moves(installed: Installation) -> None:
    """Reconnected, no error, and no consumer at the broker: only looking at the queue from outside tells."""
    taken = Taken()
    async with bus_of(installed, POLICE) as police, court_takes(installed, taken) as court:
        await police.publish([message(b"before")])
        await taken.wait_for(b"before")
        consumer = court._subscriptions[0]._consumers[0]
        session = consumer._session
        assert session is not None
        tag = next(iter(session._channel.consumers))  # type: ignore[attr-defined]
        await session._channel.basic_cancel(tag)
        assert consumer.consuming, "our side believes that it consumes"
        assert await police.publish([message(b"after")]) == CONFIRMED
        await taken.wait_for(b"after")


async def test_a9_nothing_is_lost_to_the_garbage_collector(installed: Installation) -> None:
    taken = Taken()
    async with bus_of(installed, POLICE) as police, court_takes(installed, taken):
        for number in range(5):
            gc.collect()
            assert await police.publish([message(b"gc-%d" % number)]) == CONFIRMED
            await asyncio.sleep(0.02)
        await taken.wait_for(*(b"gc-%d" % number for number in range(5)))


async def test_a10_the_bus_declares_nothing(installed: Installation) -> None:
    source = bus_sources()
    assert not re.search(r"declare_exchange|declare_queue|exchange_declare|queue_bind|\.bind\(|exchange_bind", source)
    assert re.findall(r"queue_declare\([^)]*\)", source) == ["queue_declare(queue, passive=True, timeout=timeout)"]
    assert all(row["configure"] == "^$" for row in installed.topology.permissions)
    taken = Taken()
    async with (
        proxy_to(installed) as proxy,
        bus_of(installed, POLICE, port=proxy.port) as police,
        court_takes(installed, taken, port=proxy.port) as court,
    ):
        proxy.cut()
        await connected(court, expected=True)
        await consuming(court, 2)
        await confirmed(police, b"restored")
        await taken.wait_for(b"restored")


async def test_a11_one_id_twice_in_a_batch_gets_two_true_answers(installed: Installation) -> None:
    async with bus_of(installed, POLICE) as bus:
        for _ in range(10):
            batch = [message(id="same", receiver=JUSTICE), message(id="same"), message(id="same", receiver=JUSTICE)]
            assert await bus.publish(batch) == [Outcome.UNROUTABLE, Outcome.CONFIRMED, Outcome.UNROUTABLE]
        both = await asyncio.gather(
            *(bus.publish([message(id="same", receiver=receiver)]) for receiver in (COURT, JUSTICE) * 10)
        )
        assert both == [[Outcome.CONFIRMED], [Outcome.UNROUTABLE]] * 10
    await drain_court(installed)


async def test_a12_nothing_with_meaning_rides_beside_the_body(installed: Installation) -> None:
    trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    async with bus_of(installed, POLICE) as bus:
        sent = message('{"at":1767225599.123456,"text":"张三"}'.encode(), traceparent=trace, urgent=True)
        assert await bus.publish([sent]) == CONFIRMED
    found = await fetch(installed.exchange_url("court"), queue="q.court.in.urgent")
    assert found is not None
    assert found.body == sent.body
    assert (found.message_id, found.type, found.content_type) == (sent.id, "exchange.receipt", "application/jose")
    assert found.user_id == installed.names.agency_user("police")
    assert found.delivery_mode == aio_pika.DeliveryMode.PERSISTENT
    ours = {name: value for name, value in found.headers.items() if name != "x-delivery-count"}
    assert ours == {"traceparent": trace}
    assert (found.timestamp, found.expiration, found.priority, found.reply_to) == (None, None, 0, None)


async def test_a13_the_heartbeat_is_ten_seconds(installed: Installation) -> None:
    async with bus_of(installed, POLICE) as bus:
        await bus.publish([message()])
        for line in bus._lines:
            transport = await line.transport()
            assert transport.connection_tune.heartbeat == 10
    await drain_court(installed)


@pytest.mark.faults
async def test_a14_an_alarm_of_the_broker_is_an_outage_and_nothing_more(private_broker: PrivateBroker) -> None:
    taken = Taken()
    async with (
        installation(private_broker, agencies=["police", "court"], pairs=[("police", "court")]) as installed,
        bus_of(installed, POLICE) as police,
        court_takes(installed, taken),
    ):
        assert await police.publish([message(b"calm")]) == CONFIRMED
        await private_broker.ctl.run("set_disk_free_limit", "900000GB")
        assert await police.publish([message() for _ in range(5)]) == [Outcome.BLOCKED] * 5
        loop = asyncio.get_running_loop()
        began = loop.time()
        assert await police.publish([message()]) == [Outcome.BLOCKED]
        assert loop.time() - began < QUICK.publish_timeout, (
            "while it is known to be blocked nobody waits for the timeout"
        )
        assert (await police.health()).blocked_seconds > 0
        await private_broker.ctl.run("set_disk_free_limit", "50MB")
        await confirmed(police, b"calm again")
        await taken.wait_for(b"calm", b"calm again")


async def test_a15_a_cancelled_publish_leaves_the_channel_usable(installed: Installation) -> None:
    assert not re.search(r"basic_qos|set_qos", bus_sources("rabbitmq_publish"))
    async with bus_of(installed, POLICE) as bus:
        assert await bus.publish([message()]) == CONFIRMED
        channel = bus._publishers["interagency"][1]._channel
        for number in range(30):
            async with asyncio.TaskGroup() as group:
                running = group.create_task(bus.publish([message() for _ in range(10)]))
                await asyncio.sleep(number / 10_000)
                running.cancel()
        assert await bus.publish([message() for _ in range(10)]) == CONFIRMED * 10
        assert bus._publishers["interagency"][1]._channel is channel
    await drain_court(installed)


def test_a16_versions_are_pinned_and_every_pitfall_has_its_test() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = dict(line.split("==") for line in project["project"]["dependencies"] if "==" in line)
    for name in ("aio-pika", "aiormq"):
        assert wanted[name] == importlib.metadata.version(name)
    tested = {found.group(1) for name in globals() if (found := re.match(r"test_(a\d+)_", name))}
    assert tested == {f"a{number}" for number in range(1, 17)}
