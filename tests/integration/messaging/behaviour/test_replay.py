"""A broker confirmed messages and then lost its disk: they are sent again, whatever the bus is, and take effect once."""

from datetime import datetime, timedelta

from tests.integration.messaging.conftest import Pair
from tests.integration.messaging.node import OFFICER, Bare, at_rest, send, steps
from zf_platform.replay import ACT, find_confirmed, replay_confirmed

ALL_10 = [f"step_{number}" for number in range(10)]


async def lose_what_is_open(sender: Bare) -> None:
    """As after a confirm of a broker whose disk is gone since: done here, and never arrived there."""
    await sender.change(
        "UPDATE outbox SET state = 'done', sends = 1, confirmed_at = now(), ended_at = now() WHERE state = 'open'"
    )


async def moment(sender: Bare) -> datetime:
    """Of the database, which dates the outbox."""
    found = await sender.value("SELECT clock_timestamp()")
    assert isinstance(found, datetime)
    return found


async def test_what_was_confirmed_and_lost_arrives_once_and_in_order(pair: Pair) -> None:
    sender, receiver = pair
    begin = await moment(sender) - timedelta(seconds=1)
    await send(sender, *steps("c1", 0, 4))
    await at_rest(sender, receiver, expected=5)
    await send(sender, *steps("c1", 5, 9))
    await lose_what_is_open(sender)
    await at_rest(sender, receiver, expected=5)
    assert await receiver.acts("c1") == ALL_10[:5], "five are lost"
    assert (await find_confirmed(sender.database, since=begin)).messages == 10
    assert await replay_confirmed(sender.factory, since=begin, actor=OFFICER, reason="代理磁盘损坏") == 10
    await at_rest(sender, receiver, expected=10)
    assert await receiver.acts("c1") == ALL_10
    assert await receiver.value("SELECT count(*) FROM effect") == 10, "the five that had arrived took effect once"
    assert await sender.column(f"SELECT account_id || reason FROM audit_entry WHERE act = '{ACT}'") == [
        f"{OFFICER.account_id}代理磁盘损坏"
    ]


async def test_only_what_was_sent_since_goes_out_again(pair: Pair) -> None:
    sender, receiver = pair
    await send(sender, *steps("c1", 0, 4))
    await at_rest(sender, receiver, expected=5)
    since = await moment(sender)
    await send(sender, *steps("c1", 5, 6))
    await lose_what_is_open(sender)
    found = await find_confirmed(sender.database, since=since)
    assert found.messages == 2
    assert found.oldest is not None
    assert found.oldest < since, "older ones are kept too"
    assert await replay_confirmed(sender.factory, since=since, actor=OFFICER, reason="代理磁盘损坏") == 2
    await at_rest(sender, receiver, expected=7)
    assert await receiver.value("SELECT sum(duplicates) FROM inbox") == 0
