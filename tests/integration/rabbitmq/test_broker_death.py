"""A broker killed under load and started again; a message that nobody can take; batches as big as promised."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from tests.broker_server import Broker, Installation, PrivateBroker, fetch, installation
from tests.integration.rabbitmq.wire import (
    POLICE,
    QUICK,
    Taken,
    bus_of,
    confirmed,
    court_takes,
    eventually,
    message,
    until,
)
from zf_platform.broker_setup import Rabbitmqctl
from zf_platform.bus.base import Outcome

pytestmark = pytest.mark.rabbitmq
_PATIENT = replace(QUICK, publish_timeout=20.0)
"""Order and batches are looked at, not how fast the disk is."""


@pytest.mark.faults
async def test_a_killed_broker_loses_nothing_that_was_confirmed(private_broker: PrivateBroker) -> None:
    """Publishes without pause over two deaths. Confirmed is taken; nobody restarts a service by hand."""
    taken = Taken()
    known: set[bytes] = set()
    seen: set[Outcome] = set()
    stop = asyncio.Event()
    pairs = [("police", "court")]
    async with (
        installation(private_broker, agencies=["police", "court"], pairs=pairs) as installed,
        bus_of(installed, POLICE) as police,
        court_takes(installed, taken),
    ):

        async def publish_without_pause() -> None:
            while not stop.is_set():
                batch = [message() for _ in range(20)]
                outcomes = await police.publish(batch)
                seen.update(outcomes)
                good = [one.body for one, outcome in zip(batch, outcomes, strict=True) if outcome is Outcome.CONFIRMED]
                known.update(good)
                await asyncio.sleep(0.02 if good else 0.2)

        async with asyncio.TaskGroup() as group:
            group.create_task(publish_without_pause())
            for _ in range(2):
                before = len(known)
                await until(lambda: len(known) > before + 200)  # noqa: B023 - awaited inside the loop
                assert await asyncio.to_thread(private_broker.kill) > 0
                await asyncio.sleep(0.5)
                await asyncio.to_thread(private_broker.start)
                loop = asyncio.get_running_loop()
                back = loop.time()
                before = len(known)
                await until(lambda: len(known) > before)  # noqa: B023 - awaited inside the loop
                assert loop.time() - back < 10, "publishing again within 10 s after the port answers"
            stop.set()
        await until(lambda: known <= set(taken.bodies), seconds=20)
    assert seen >= {Outcome.CONFIRMED, Outcome.DOWN}


async def test_a_fallen_connection_ends_no_loop(installed: Installation) -> None:
    """The library tells of the fall as a cancellation; a loop that believed it would stop for good, without a word."""
    taken = Taken()
    async with bus_of(installed, POLICE) as police, court_takes(installed, taken) as court:
        subscription = court._subscriptions[0]
        loops = set(subscription._keeper._tasks)
        for number in range(10):
            for consumer in subscription._consumers:
                consumer.interrupt()
            await subscription._line.drop(reason="test")
            await confirmed(police, b"round-%d" % number)
            await taken.wait_for(b"round-%d" % number)
        assert {task for task in loops if task.done()} == set()


async def test_what_can_never_be_taken_ends_in_the_dropped_queue(broker: Broker) -> None:
    """The net under the inbox: with the limit of deliveries used up, the message waits where an alarm looks."""
    admin = broker.admin
    if not isinstance(admin, Rabbitmqctl):
        pytest.skip("a low delivery limit is set by rabbitmqctl")
    pairs = [("police", "court")]
    async with (
        installation(broker, agencies=["police", "court"], pairs=pairs) as installed,
        bus_of(installed, POLICE) as police,
    ):
        await lower_the_limit(admin, installed.names.exchange_vhost)
        taken = Taken()

        async def fail(_bodies: object) -> None:
            raise RuntimeError("cannot be stored")

        taken.before = fail
        assert await police.publish([message(b"poison")]) == [Outcome.CONFIRMED]
        async with court_takes(installed, taken):
            await until(lambda: taken.attempts >= 3)

            async def dropped() -> bool:
                return await messages_in(admin, installed.names.exchange_vhost, "q.court.dropped") == 1

            await eventually(dropped, seconds=20)
        assert await fetch(installed.exchange_url("court"), queue="q.court.in") is None


async def test_two_hundred_and_more_go_in_one_batch(broker: Broker) -> None:
    taken = Taken()
    pairs = [("police", "court")]
    async with (
        installation(broker, agencies=["police", "court"], pairs=pairs) as installed,
        bus_of(installed, POLICE, timing=_PATIENT) as police,
        court_takes(installed, taken, timing=QUICK),
    ):
        batch = [message(urgent=number % 3 == 0) for number in range(450)]
        assert await police.publish(batch) == [Outcome.CONFIRMED] * 450
        await taken.wait_for(*(one.body for one in batch))
        assert len(taken.bodies) == 450
        normal = [one.body for one in batch if not one.urgent]
        assert [body for body in taken.bodies if body in set(normal)] == normal, (
            "one queue keeps its order on a calm day"
        )
        assert taken.attempts < 450, "batches, not single messages"


async def test_too_large_a_body_is_refused_here_and_not_sent(broker: Broker) -> None:
    async with (
        installation(broker, agencies=["police", "court"], pairs=[("police", "court")]) as installed,
        bus_of(installed, POLICE) as police,
    ):
        batch = [message(b"x" * (256 * 1024 + 1)), message(b"x" * (256 * 1024))]
        assert await police.publish(batch) == [Outcome.REFUSED, Outcome.CONFIRMED]
        assert await police.publish([message(channel="internal", receiver=POLICE)]) == [Outcome.CONFIRMED]


async def lower_the_limit(admin: Rabbitmqctl, vhost: str) -> None:
    definition = (
        '{"delivery-limit":2,"dead-letter-exchange":"","dead-letter-routing-key":"q.court.dropped",'
        '"dead-letter-strategy":"at-least-once","overflow":"reject-publish"}'
    )
    arguments = ("--vhost", vhost, "--priority", "99", "--apply-to", "queues", "low", "^q\\.court\\.in$", definition)
    await admin.run("-q", "set_policy", *arguments)


async def messages_in(admin: Rabbitmqctl, vhost: str, queue: str) -> int:
    rows = (await admin.run("-q", "list_queues", "--vhost", vhost, "name", "messages")).decode().splitlines()
    found = dict(row.split("\t") for row in rows)
    return int(found[queue])
