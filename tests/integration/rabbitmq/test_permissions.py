"""A-2: the permission table. Every account against every exchange, queue, routing key and vhost: only the intended cells.

Five agencies; all ordered pairs may exchange but two, so that "not allowed" is tested between agencies that know each other.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from itertools import permutations, product

import aiormq
import pytest
from aiormq.exceptions import AMQPError, DeliveryError, PublishError
from pamqp.commands import Basic

from tests.broker_server import Broker, Installation, fetch, installation
from zf_contracts.envelope import Address
from zf_platform.topology import SERVICES, dropped_queue, in_queue, internal_routes, out_exchange, routing_key

pytestmark = pytest.mark.rabbitmq

AGENCIES = ("police", "procuratorate", "court", "justice", "committee")
FORBIDDEN = {("committee", "court"), ("justice", "police")}
PAIRS = [pair for pair in permutations(AGENCIES, 2) if pair not in FORBIDDEN]
TYPE = "transfer.submitted"

Attempt = Callable[[aiormq.Channel], Awaitable[object]]


@pytest.fixture(scope="module")
async def five(broker: Broker) -> AsyncIterator[Installation]:
    async with installation(broker, agencies=AGENCIES, pairs=PAIRS) as found:
        yield found


class Account:
    """One account's connection; each attempt on a channel of its own, because a refusal closes it."""

    def __init__(self, connection: aiormq.Connection, user: str) -> None:
        self._connection = connection
        self.user = user

    async def tries(self, attempt: Attempt) -> str:
        """ok, no route, or the broker's refusal."""
        channel = await self._connection.channel(on_return_raises=True)
        assert isinstance(channel, aiormq.Channel)
        try:
            await attempt(channel)
        except PublishError:
            return "no route"
        except (DeliveryError, AMQPError) as error:
            return type(error).__name__
        else:
            return "ok"
        finally:
            if not channel.is_closed:
                await channel.close()

    async def publishes(self, exchange: str, key: str, *, user_id: str | None = None) -> str:
        properties = Basic.Properties(user_id=user_id or self.user, delivery_mode=2)

        async def attempt(channel: aiormq.Channel) -> object:
            return await channel.basic_publish(
                b"x", exchange=exchange, routing_key=key, properties=properties, mandatory=True, timeout=5
            )

        return await self.tries(attempt)

    async def reads(self, queue: str) -> str:
        async def attempt(channel: aiormq.Channel) -> object:
            return await channel.basic_consume(queue, _ignore, timeout=5)

        return await self.tries(attempt)


@asynccontextmanager
async def account(url: str, user: str) -> AsyncIterator[Account]:
    connection = await aiormq.connect(url)
    assert isinstance(connection, aiormq.Connection)
    try:
        yield Account(connection, user)
    finally:
        await connection.close()


@asynccontextmanager
async def agency(five: Installation, code: str) -> AsyncIterator[Account]:
    async with account(five.exchange_url(code), five.names.agency_user(code)) as found:
        yield found


async def _ignore(_message: object) -> None:
    return None


@pytest.mark.parametrize("code", AGENCIES)
async def test_an_agency_writes_only_to_its_own_exchange(five: Installation, code: str) -> None:
    async with agency(five, code) as us:
        for owner in AGENCIES:
            receiver = next(other for sender, other in PAIRS if sender == owner)
            key = routing_key(owner, receiver=receiver, urgent=False, message_type=TYPE)
            expected = "ok" if owner == code else "ChannelAccessRefused"
            assert await us.publishes(out_exchange(owner), key) == expected, f"{code} to {out_exchange(owner)}"
        for queue in (in_queue("court"), in_queue(code)):
            assert await us.publishes("", queue) == "ChannelAccessRefused", "the default exchange reaches every queue"
        assert await us.publishes("amq.topic", f"{code}.court.normal.x") == "ChannelAccessRefused"


@pytest.mark.parametrize("code", AGENCIES)
async def test_an_agency_signs_with_its_own_name_and_to_its_own_peers(five: Installation, code: str) -> None:
    """Every (sender, receiver) in the routing key, urgent and normal: 50 keys for each account."""
    async with agency(five, code) as us:
        for sender, receiver, urgent in product(AGENCIES, AGENCIES, (False, True)):
            key = routing_key(sender, receiver=receiver, urgent=urgent, message_type=TYPE)
            allowed = sender == code and (sender, receiver) in PAIRS
            expected = "ok" if allowed else "ChannelAccessRefused"
            assert await us.publishes(out_exchange(code), key) == expected, f"{code} with {key}"
        for key in (
            f"{code}.*.normal.x",
            f"{code}.court",
            "#",
            "",
            f"{code}x.court.normal.a",
            f"x.{code}.court.normal.a",
        ):
            assert await us.publishes(out_exchange(code), key) == "ChannelAccessRefused", f"{code} with {key!r}"


@pytest.mark.parametrize("code", AGENCIES)
async def test_an_agency_reads_only_its_own_two_queues(five: Installation, code: str) -> None:
    async with agency(five, code) as us:
        for owner in AGENCIES:
            for queue in (in_queue(owner), in_queue(owner, urgent=True), dropped_queue(owner)):
                own = queue in (in_queue(code), in_queue(code, urgent=True))
                assert await us.reads(queue) == ("ok" if own else "ChannelAccessRefused"), f"{code} reads {queue}"


@pytest.mark.parametrize("code", AGENCIES)
async def test_an_agency_cannot_change_the_topology(five: Installation, code: str) -> None:
    other = next(one for one in AGENCIES if one != code)
    attempts: dict[str, Attempt] = {
        "declare a queue": lambda channel: channel.queue_declare("q.mine", durable=True),
        "declare an exchange": lambda channel: channel.exchange_declare("x.mine", exchange_type="topic"),
        "widen its binding": lambda channel: channel.queue_bind(in_queue(code), out_exchange(other), "#"),
        "unbind": lambda channel: channel.queue_unbind(in_queue(code), out_exchange(other), f"{other}.{code}.normal.#"),
        "delete its queue": lambda channel: channel.queue_delete(in_queue(code)),
        "delete another's queue": lambda channel: channel.queue_delete(in_queue(other)),
        "purge another's queue": lambda channel: channel.queue_purge(in_queue(other)),
        "delete its exchange": lambda channel: channel.exchange_delete(out_exchange(code)),
    }
    async with agency(five, code) as us:
        for what, attempt in attempts.items():
            assert await us.tries(attempt) == "ChannelAccessRefused", f"{code}: {what}"


@pytest.mark.parametrize("code", AGENCIES)
async def test_nobody_publishes_under_anothers_name(five: Installation, code: str) -> None:
    receiver = next(other for sender, other in PAIRS if sender == code)
    key = routing_key(code, receiver=receiver, urgent=False, message_type=TYPE)
    async with agency(five, code) as us:
        for other in AGENCIES:
            expected = "ok" if other == code else "ChannelPreconditionFailed"
            found = await us.publishes(out_exchange(code), key, user_id=five.names.agency_user(other))
            assert found == expected, f"{code} as {other}"


async def test_each_allowed_pair_arrives_in_the_right_queue_and_nowhere_else(five: Installation) -> None:
    await empty(five)
    for sender, receiver in PAIRS:
        async with agency(five, sender) as us:
            for urgent in (False, True):
                key = routing_key(sender, receiver=receiver, urgent=urgent, message_type=TYPE)
                assert await us.publishes(out_exchange(sender), key) == "ok"
    for owner, urgent in product(AGENCIES, (False, True)):
        expected = sorted(five.names.agency_user(sender) for sender, receiver in PAIRS if receiver == owner)
        found = await senders(five, owner, urgent=urgent)
        assert sorted(found) == expected, f"{in_queue(owner, urgent=urgent)}"


async def test_no_account_enters_a_vhost_that_is_not_its_own(five: Installation) -> None:
    """Agencies' exchange accounts, service accounts: each opens one vhost and no other."""
    homes = {five.names.agency_user(code): five.names.exchange_vhost for code in AGENCIES}
    for code in AGENCIES:
        for service in SERVICES:
            homes[five.names.service_user(code, service)] = five.names.agency_vhost(code)
    checked = 0
    for user, vhost in product(homes, five.topology.vhost_names()):
        assert await enters(five, user, vhost) is (homes[user] == vhost), f"{user} into {vhost}"
        checked += 1
    assert checked == len(homes) * (len(AGENCIES) + 1)


@pytest.mark.parametrize("service", SERVICES)
async def test_inside_an_agency_a_service_keeps_to_the_catalogue(five: Installation, service: str) -> None:
    address = Address("police", service)
    async with account(five.service_url(address), five.names.service_user("police", service)) as us:
        for owner, receiver in product(SERVICES, SERVICES):
            key = routing_key(owner, receiver=receiver, urgent=False, message_type="case.opened")
            allowed = owner == service and (owner, receiver) in internal_routes()
            found = await us.publishes(out_exchange(owner), key)
            assert found == ("ok" if allowed else "ChannelAccessRefused"), f"{service}: {key}"
        for owner in SERVICES:
            own = owner == service
            assert await us.reads(in_queue(owner)) == ("ok" if own else "ChannelAccessRefused")
            assert await us.reads(dropped_queue(owner)) == "ChannelAccessRefused"


async def enters(five: Installation, user: str, vhost: str) -> bool:
    try:
        connection = await aiormq.connect(five.broker.url(user, password=five.password, vhost=vhost))
    except (AMQPError, ConnectionError):
        return False
    await connection.close()
    return True


async def senders(five: Installation, owner: str, *, urgent: bool) -> list[str]:
    found = []
    while (message := await fetch(five.exchange_url(owner), queue=in_queue(owner, urgent=urgent))) is not None:
        found.append(str(message.user_id))
    return found


async def empty(five: Installation) -> None:
    for owner, urgent in product(AGENCIES, (False, True)):
        while await fetch(five.exchange_url(owner), queue=in_queue(owner, urgent=urgent)) is not None:
            pass
