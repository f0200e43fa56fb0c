"""What was committed takes effect once and in order, whatever the bus is."""

import pytest

from tests.integration.messaging.conftest import Pair
from tests.integration.messaging.node import (
    CAUSE,
    OFFICER,
    Effects,
    advanced,
    at_rest,
    send,
    steps,
)
from zf_law.problems import Problem
from zf_platform.errors import Refused

ALL_20 = [f"step_{number}" for number in range(20)]


async def test_a_clean_line_delivers_in_order(pair: Pair) -> None:
    sender, receiver = pair
    await send(sender, *steps("c1", 0, 19))
    await at_rest(sender, receiver, expected=20)
    assert await receiver.acts("c1") == ALL_20
    assert await sender.value("SELECT count(*) FROM outbox WHERE state = 'done'") == 20
    assert await sender.value("SELECT count(*) FROM audit_entry") == 1


async def test_many_subjects_each_keep_their_order(pair: Pair) -> None:
    sender, receiver = pair
    for number in range(20):
        await send(sender, *(advanced(f"c{case}", number) for case in range(7)))
    await at_rest(sender, receiver, expected=140)
    for case in range(7):
        assert await receiver.acts(f"c{case}") == ALL_20


async def test_what_is_sent_twice_takes_effect_once(pair: Pair) -> None:
    sender, receiver = pair
    await send(sender, *steps("c1", 0, 9))
    await at_rest(sender, receiver, expected=10)
    await sender.change("UPDATE outbox SET state = 'open', next_at = now()")
    await at_rest(sender, receiver, expected=10)
    await sender.relay.step()
    for _ in range(200):
        if await receiver.value("SELECT sum(duplicates) FROM inbox") == 10:
            break
        await at_rest(sender, receiver, expected=10)
    assert await receiver.value("SELECT sum(duplicates) FROM inbox") == 10
    assert await receiver.value("SELECT count(*) FROM effect") == 10


async def test_a_rolled_back_change_sends_nothing_and_leaves_no_gap(pair: Pair) -> None:
    sender, receiver = pair
    await send(sender, advanced("c1", 0))
    async with sender.factory.begin() as transaction:
        scope = transaction.scope(actor=OFFICER, cause=CAUSE)
        scope.enqueue(advanced("c1", 99), to="oversight", subject="c1", acted_at=scope.now)
        await transaction.flush()
        await transaction.rollback()
    await send(sender, advanced("c1", 1))
    await at_rest(sender, receiver, expected=2)
    assert await receiver.acts("c1") == ["step_0", "step_1"]


async def test_a_poisoned_message_holds_up_only_its_own_subject(pair: Pair, effects: Effects) -> None:
    sender, receiver = pair
    effects.fail["BAD"] = Refused([Problem("stage.not_holder")])
    await send(sender, advanced("c1", 0), advanced("c1", 1, case_no="BAD"), advanced("c1", 2), advanced("c2", 0))
    await at_rest(sender, receiver, expected=2)
    for _ in range(3):
        await receiver.worker.step()
    assert await receiver.acts("c1") == ["step_0"]
    assert await receiver.acts("c2") == ["step_0"]
    assert await receiver.value("SELECT error_code FROM inbox WHERE state = 'parked'") == "stage.not_holder"
    assert await receiver.value("SELECT attempts FROM inbox WHERE state = 'taken'") == 0, "the one behind was not tried"
    effects.fail.clear()
    await receiver.change("UPDATE inbox SET state = 'taken', next_at = now() WHERE state = 'parked'")
    await at_rest(sender, receiver, expected=4)
    assert await receiver.acts("c1") == ["step_0", "step_1", "step_2"]


async def test_a_message_nobody_may_send_is_a_fault_of_the_program(pair: Pair) -> None:
    sender, receiver = pair
    async with receiver.factory.begin() as transaction:
        scope = transaction.scope(actor=OFFICER, cause=CAUSE)
        with pytest.raises(RuntimeError, match="may not send"):
            scope.enqueue(advanced("c1", 0), to="casemgmt", subject="c1", acted_at=scope.now)
    assert await sender.value("SELECT count(*) FROM inbox") == 0
