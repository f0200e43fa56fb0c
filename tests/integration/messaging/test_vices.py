"""The bus at its worst: duplicates, any order, bounces, lost confirms, lost messages, a line that is down."""

import pytest

from tests.integration.messaging.conftest import Pair
from tests.integration.messaging.node import advanced, at_rest, send, steps
from zf_platform.bus.embedded import EmbeddedBus, Vices
from zf_platform.telemetry import counters
from zf_platform.telemetry_names import MetricName


@pytest.mark.parametrize("seed", range(4))
async def test_duplicates_reordering_loss_of_confirms_and_bounces_change_nothing(pair: Pair, seed: int) -> None:
    sender, receiver = pair
    assert isinstance(sender.bus, EmbeddedBus)
    vices = sender.bus.vices = Vices(seed=seed, duplicate=0.5, reorder=True, lost_confirm=0.3, bounce=0.2)
    for start in range(0, 40, 4):
        await send(sender, *(advanced(f"c{case}", start + step) for case in range(5) for step in range(4)))
    await at_rest(sender, receiver, expected=200)
    for case in range(5):
        assert await receiver.acts(f"c{case}") == [f"step_{number}" for number in range(40)]
    assert min(vices.counts[vice] for vice in ("duplicate", "bounce", "lost_confirm", "reorder")) > 0
    assert await receiver.value("SELECT count(*) FROM inbox WHERE state <> 'done'") == 0


async def test_one_by_one_in_reverse_order_is_acted_on_in_order(pair: Pair) -> None:
    sender, receiver = pair
    await send(sender, *steps("c1", 0, 9))
    bodies = await sender.column("SELECT body FROM outbox ORDER BY sequence DESC")
    for count, body in enumerate(bodies, start=1):
        assert isinstance(body, bytes)
        await receiver.taker.take([body])
        await receiver.worker.step()
        assert await receiver.value("SELECT count(*) FROM effect") == (10 if count == 10 else 0)
    assert await receiver.acts("c1") == [f"step_{number}" for number in range(10)]


async def test_a_line_that_is_down_costs_no_attempts_and_loses_nothing(pair: Pair, vices: Vices) -> None:
    sender, receiver = pair
    vices.down = True
    await send(sender, *steps("c1", 0, 9))
    claimed = []
    for _ in range(8):
        await sender.hurry()
        claimed.append(await sender.relay.step())
    assert claimed == [10] * 5 + [1] * 3, "after five failures one message probes"
    assert await sender.value("SELECT max(attempts) FROM outbox") == 0
    assert await sender.value("SELECT min(last_error) FROM outbox") == "down"
    vices.down = False
    await at_rest(sender, receiver, expected=10)
    assert await receiver.acts("c1") == [f"step_{number}" for number in range(10)]


async def test_nobody_listening_is_no_delivery(pair: Pair, vices: Vices) -> None:
    sender, receiver = pair
    vices.bounce = 1.0
    await send(sender, advanced("c1", 0))
    await sender.relay.step()
    assert await sender.column("SELECT state || ' ' || last_error || ' ' || attempts FROM outbox") == [
        "open unroutable 1"
    ]
    vices.bounce = 0.0
    await at_rest(sender, receiver, expected=1)


async def test_a_receiver_without_database_keeps_the_message_with_the_sender(pair: Pair) -> None:
    sender, receiver = pair
    await send(sender, advanced("c1", 0))
    await receiver.change("ALTER TABLE inbox RENAME TO inbox_away")
    try:
        await sender.relay.step()
        assert await sender.column("SELECT state || ' ' || last_error FROM outbox") == ["open refused"]
    finally:
        await receiver.change("ALTER TABLE inbox_away RENAME TO inbox")
    await at_rest(sender, receiver, expected=1)


async def test_same_id_with_other_bytes_is_quarantined_and_audited(pair: Pair) -> None:
    sender, receiver = pair
    await send(sender, advanced("c1", 0))
    body = await sender.value("SELECT body FROM outbox")
    assert isinstance(body, bytes)
    forged = body.replace(b"step_0", b"step_9")
    await receiver.taker.take([body, body, forged])
    await receiver.taker.take([forged])
    await receiver.taker.take([body.replace(b"step_0", b"step_8")])
    assert await receiver.column("SELECT code FROM quarantine") == ["message.other_bytes"] * 2
    assert (
        await receiver.column("SELECT act || ' ' || reason FROM audit_entry")
        == ["message.quarantined message.other_bytes"] * 2
    )
    assert await receiver.value("SELECT duplicates FROM inbox") == 1
    await at_rest(sender, receiver, expected=1)
    assert await receiver.acts("c1") == ["step_0"]


async def test_rubbish_is_quarantined_with_its_reason_and_never_raises(pair: Pair) -> None:
    sender, receiver = pair
    await send(sender, advanced("c1", 0), advanced("c1", 1))
    good = await sender.value("SELECT body FROM outbox WHERE sequence = 1")
    assert isinstance(good, bytes)
    rubbish = {
        b"": "envelope.not_json",
        b"\xff\xfe": "envelope.not_json",
        b"[" * 40 + b"]" * 40: "envelope.too_deep",
        b"x" * (257 * 1024): "envelope.too_large",
        b'{"id":1,"id":2}': "envelope.duplicate_key",
        good.replace(b"police:oversight", b"police:liaison"): "message.wrong_receiver",
        good.replace(b"police:casemgmt", b"court:casemgmt"): "message.wrong_source",
        good.replace(b'"sequence":1', b'"sequence":1.5'): "envelope.number",
    }
    before = counters(receiver.address)[MetricName.INBOX_QUARANTINED]
    await receiver.taker.take([*rubbish, good])
    assert set(await receiver.column("SELECT code FROM quarantine")) == set(rubbish.values())
    assert counters(receiver.address)[MetricName.INBOX_QUARANTINED] - before == len(rubbish)
    assert await receiver.value("SELECT count(*) FROM inbox") == 1
