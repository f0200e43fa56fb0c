"""The worker: one bad message, dying and late workers, rejections, slow preparation, an outage of everything."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from sqlalchemy import text

from tests.integration.messaging.conftest import Pair
from tests.integration.messaging.node import (
    OVERSIGHT,
    Bare,
    Effects,
    Ports,
    Stores,
    advanced,
    at_rest,
    bare_service,
    send,
    steps,
    write_effect,
)
from zf_contracts.envelope import Payload
from zf_contracts.internal.reports import CaseStageAdvanced
from zf_law.problems import Problem
from zf_platform import claim
from zf_platform.actors import Incoming
from zf_platform.bus.base import Bus
from zf_platform.errors import Refused, RejectMessage, RetryLater
from zf_platform.inbox import gaps
from zf_platform.reading import MAX_CRASHES
from zf_platform.telemetry import counters
from zf_platform.telemetry_names import MetricName
from zf_platform.transaction import Scope
from zf_platform.worker import WorkerTiming


async def delivered(pair: Pair, *payloads: CaseStageAdvanced) -> list[str]:
    """In the receiver's inbox, not acted on."""
    sender, receiver = pair
    ids = await send(sender, *payloads)
    await sender.relay.step()
    assert await receiver.value("SELECT count(*) FROM inbox") != 0
    return ids


async def states(receiver: Bare) -> list[object]:
    return await receiver.column("SELECT state FROM inbox ORDER BY subject, sequence")


async def test_a_long_subject_is_acted_on_in_one_transaction(pair: Pair, effects: Effects) -> None:
    _, receiver = pair
    await delivered(pair, *steps("c1", 0, 29))
    assert await receiver.worker.step() == 30
    assert await receiver.value("SELECT count(DISTINCT xact::text) FROM effect") == 1
    assert await receiver.acts("c1") == effects.tries == [f"step_{number}" for number in range(30)]
    assert await receiver.value("SELECT last FROM inbox_cursor") == 30


async def test_one_bad_message_costs_its_neighbours_nothing(pair: Pair, effects: Effects) -> None:
    _, receiver = pair
    effects.fail["BAD"] = Refused([Problem("stage.not_holder")])
    healthy = [advanced(f"h{number}", 0) for number in range(10)]
    await delivered(pair, advanced("c1", 0), advanced("c1", 1, case_no="BAD"), advanced("c1", 2), *healthy)
    assert await receiver.worker.step() == 13
    assert await receiver.value("SELECT count(*) FROM effect") == 11
    assert await receiver.column("SELECT state || attempts FROM inbox WHERE subject = 'c1' ORDER BY sequence") == [
        "done1",
        "parked1",
        "taken0",
    ]
    assert await receiver.worker.step() == 0, "what is behind a parked message waits"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("type = 'petition.registered'", "message.unknown_type"),
        ("schema_version = 9", "message.unknown_type"),
        ("envelope = replace(encode(envelope, 'escape'), 'XT1', repeat('X', 99))::bytea", "message.schema"),
        ("sequence = 1", "message.sequence_passed"),
    ],
)
async def test_what_can_never_be_acted_on_is_parked_with_its_reason(pair: Pair, change: str, code: str) -> None:
    _, receiver = pair
    await delivered(pair, advanced("c1", 0))
    await receiver.worker.step()
    await delivered(pair, advanced("c1", 1))
    await receiver.change(f"UPDATE inbox SET {change} WHERE sequence = 2")
    assert await receiver.worker.step() == 1
    assert await receiver.column("SELECT error_code FROM inbox WHERE state = 'parked'") == [code]
    assert await receiver.value("SELECT count(*) FROM effect") == 1


async def test_a_late_worker_is_fenced_and_its_effect_is_undone(pair: Pair) -> None:
    _, receiver = pair
    entered, go = asyncio.Event(), asyncio.Event()

    async def slow(scope: Scope, payload: Payload) -> None:
        await write_effect(scope, key="c1", act="late")
        entered.set()
        await go.wait()

    before = counters(receiver.address)[MetricName.INBOX_FENCED]
    await delivered(pair, advanced("c1", 0))
    late = asyncio.create_task(receiver.another_worker(actions={CaseStageAdvanced: slow}).step())
    await entered.wait()
    await receiver.expire()
    assert await receiver.worker.step() == 1
    go.set()
    await late
    assert await receiver.acts("c1") == ["step_0"]
    assert counters(receiver.address)[MetricName.INBOX_FENCED] - before == 1


async def test_a_worker_cancelled_in_the_middle_leaves_nothing_half_done(pair: Pair) -> None:
    _, receiver = pair
    entered = asyncio.Event()

    async def slow(scope: Scope, payload: Payload) -> None:
        await write_effect(scope, key="c1", act="half")
        entered.set()
        await asyncio.sleep(60)

    await delivered(pair, *steps("c1", 0, 2))
    task = asyncio.create_task(receiver.another_worker(actions={CaseStageAdvanced: slow}).step())
    await entered.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await receiver.expire()
    worker = receiver.another_worker(actions={CaseStageAdvanced: Effects().act})
    assert [await worker.step() for _ in range(4)] == [1, 1, 1, 0], "rows of a dead worker are tried alone"
    assert await receiver.acts("c1") == ["step_0", "step_1", "step_2"]


async def test_a_message_that_kills_its_worker_is_parked_at_last(pair: Pair, effects: Effects) -> None:
    _, receiver = pair
    await delivered(pair, advanced("c1", 0), advanced("c2", 0))
    async with receiver.database.immediate() as connection:
        await claim.claim(connection, token="dead", lease=1.0, limit=50)
    for _ in range(MAX_CRASHES):
        await receiver.change("UPDATE inbox SET next_at = now() + interval '1 hour' WHERE subject = 'c2'")
        await receiver.expire_subject("c1")
        async with receiver.database.immediate() as connection:
            assert len(await claim.claim_suspect(connection, token="dead", lease=1.0)) == 1
    await receiver.expire()
    worker = receiver.another_worker(actions={CaseStageAdvanced: effects.act})
    assert await worker.step() + await worker.step() == 2
    assert await receiver.column("SELECT subject || state || error_code FROM inbox ORDER BY subject") == [
        "c1parkedmessage.crash_loop",
        "c2done",
    ]


async def test_what_may_succeed_later_is_tried_again_and_keeps_its_subject_waiting(
    pair: Pair, effects: Effects
) -> None:
    _, receiver = pair
    effects.fail["EARLY"] = RetryLater("case.unknown", "not opened yet")
    await delivered(pair, advanced("c1", 0, case_no="EARLY"), advanced("c1", 1))
    for attempt in range(1, 4):
        await receiver.hurry()
        await receiver.worker.step()
        assert await receiver.column("SELECT state || attempts || error_code FROM inbox ORDER BY sequence") == [
            f"taken{attempt}case.unknown",
            "taken0",
        ]
    effects.fail.clear()
    await at_rest(*pair, expected=2)
    assert await receiver.acts("c1") == ["step_0", "step_1"]


async def test_what_stays_impossible_for_a_day_is_parked(pair: Pair, effects: Effects) -> None:
    _, receiver = pair
    effects.fail["EARLY"] = RetryLater("case.unknown")
    await delivered(pair, advanced("c1", 0, case_no="EARLY"))
    await receiver.change("UPDATE inbox SET stored_at = now() - interval '25 hours'")
    await receiver.worker.step()
    assert await states(receiver) == ["parked"]


async def test_an_unexpected_error_is_tried_three_times_then_parked(pair: Pair, effects: Effects) -> None:
    _, receiver = pair
    effects.fail["BUG"] = KeyError("a fault of ours")
    await delivered(pair, advanced("c1", 0, case_no="BUG"))
    for _ in range(3):
        await receiver.hurry()
        await receiver.worker.step()
    assert await receiver.column("SELECT state || attempts || error_code || last_error FROM inbox") == [
        "parked3message.unexpectedKeyError"
    ]
    assert await receiver.value("SELECT count(*) FROM effect") == 0


async def test_when_everything_fails_the_same_way_nothing_is_parked_and_all_is_done_after(
    pair: Pair, effects: Effects
) -> None:
    _, receiver = pair
    before = counters(receiver.address)[MetricName.INBOX_PAUSED]
    effects.fail["A1"] = ConnectionError("the file store is away")
    await delivered(pair, *(advanced(f"c{number}", 0) for number in range(12)))
    await receiver.worker.step()
    probes = []
    for _ in range(40):
        await receiver.hurry()
        probes.append(await receiver.worker.step())
    assert set(probes) == {1}, "a paused lane probes with one message"
    assert counters(receiver.address)[MetricName.INBOX_PAUSED] - before == 1
    assert set(await states(receiver)) == {"taken"}
    effects.fail.clear()
    await at_rest(*pair, expected=12)
    assert await receiver.value("SELECT count(*) FROM effect") == 12


async def test_a_gap_holds_back_and_is_reported(pair: Pair) -> None:
    sender, receiver = pair
    await send(sender, *steps("c1", 0, 4))
    missing = await sender.value("SELECT body FROM outbox WHERE sequence = 3")
    rest = await sender.column("SELECT body FROM outbox WHERE sequence <> 3 ORDER BY sequence")
    await receiver.taker.take([body for body in rest if isinstance(body, bytes)])
    await receiver.worker.step()
    assert len(await receiver.acts("c1")) == 2
    async with receiver.database.session() as session:
        assert await gaps(session, older_seconds=120) == []
        await session.execute(text("UPDATE inbox SET stored_at = now() - interval '3 minutes'"))
        found = await gaps(session, older_seconds=120)
        assert [(gap.source, gap.subject, gap.first, gap.last) for gap in found] == [(sender.address, "c1", 3, 3)]
        await session.rollback()
    assert isinstance(missing, bytes)
    await receiver.taker.take([missing])
    await at_rest(sender, receiver, expected=5)
    assert await receiver.acts("c1") == [f"step_{number}" for number in range(5)]


async def test_a_parked_message_is_no_gap(pair: Pair, effects: Effects) -> None:
    _, receiver = pair
    effects.fail["BAD"] = Refused([Problem("stage.not_holder")])
    await delivered(pair, advanced("c1", 0, case_no="BAD"), advanced("c1", 1))
    await receiver.worker.step()
    async with receiver.database.session() as session:
        assert await gaps(session, older_seconds=0) == []


async def test_two_workers_never_overtake_within_a_subject(pair: Pair, effects: Effects) -> None:
    sender, receiver = pair
    other = receiver.another_worker(actions={CaseStageAdvanced: effects.act}, batch=3)
    for number in range(30):
        await send(sender, *(advanced(f"c{case}", number) for case in range(4)))
        await sender.relay.step()
        await asyncio.gather(receiver.worker.step(), other.step())
    await at_rest(sender, receiver, expected=120)
    for case in range(4):
        assert await receiver.acts(f"c{case}") == [f"step_{number}" for number in range(30)]


class Answers:
    """Records rejections, and counts and slows preparation."""

    def __init__(self) -> None:
        self.rejected: list[tuple[str, str]] = []
        self.prepared: list[str] = []
        self.slow = 0.0
        self.fail: dict[str, Exception] = {}

    async def reject(self, scope: Scope, error: RejectMessage) -> None:
        assert scope.incoming is not None
        self.rejected.append((scope.incoming.subject, error.problems[0].code))
        await write_effect(scope, key=scope.incoming.subject, act="answered")

    async def prepare(self, incoming: Incoming, payload: Payload) -> None:
        assert isinstance(payload, CaseStageAdvanced)
        await asyncio.sleep(self.slow)
        self.prepared.append(payload.act)
        error = self.fail.pop(payload.act, None)
        if error is not None:
            raise error


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
async def careful(pair: Pair, stores: Stores, bus: Bus, effects: Effects, answers: Answers) -> AsyncIterator[Bare]:
    """Oversight again, this time preparing and rejecting; leases are short."""
    ports = Ports(actions={CaseStageAdvanced: effects.act}, prepare=answers.prepare, on_rejected=answers.reject)
    timing = WorkerTiming(lease=0.6, poll=0.05, prepare=2.0)
    async with bare_service(stores, OVERSIGHT, bus=bus, ports=ports, worker_timing=timing) as service:
        yield service


async def test_a_broken_rule_is_answered_and_the_subject_goes_on(
    pair: Pair, careful: Bare, effects: Effects, answers: Answers
) -> None:
    effects.fail["BAD"] = RejectMessage([Problem("stage.not_holder")])
    await delivered(pair, advanced("c1", 0), advanced("c1", 1, case_no="BAD"), advanced("c1", 2))
    await careful.worker.step()
    assert answers.rejected == [("c1", "stage.not_holder")]
    assert await careful.acts("c1") == ["step_0", "answered", "step_2"]
    assert await states(careful) == ["done", "rejected", "done"]


async def test_what_preparation_finds_wrong_is_answered_in_its_turn(
    pair: Pair, careful: Bare, answers: Answers
) -> None:
    answers.fail = {"step_1": RejectMessage([Problem("stage.not_holder")]), "step_2": RetryLater("file.missing")}
    await delivered(pair, *steps("c1", 0, 3), advanced("c2", 0))
    await careful.worker.step()
    assert await careful.acts("c1") == ["step_0", "answered"]
    assert await careful.acts("c2") == ["step_0"]
    assert await careful.column("SELECT state || error_code FROM inbox WHERE subject = 'c1' ORDER BY sequence") == [
        "done",
        "rejected",
        "takenfile.missing",
        "taken",
    ]
    await at_rest(pair[0], careful, expected=5)
    assert await careful.acts("c1") == ["step_0", "answered", "step_2", "step_3"]


async def test_slow_preparation_keeps_its_lease(pair: Pair, careful: Bare, answers: Answers, effects: Effects) -> None:
    answers.slow = 1.2
    await delivered(pair, advanced("c1", 0))
    task = asyncio.create_task(careful.worker.step())
    await asyncio.sleep(0.9)
    other = careful.another_worker(actions={CaseStageAdvanced: effects.act})
    assert await other.step() == 0, "twice the lease has passed, and the row is still ours"
    await task
    assert await careful.column("SELECT state || attempts || crashes FROM inbox") == ["done10"]


async def test_endless_preparation_is_given_up_and_tried_again(pair: Pair, careful: Bare, answers: Answers) -> None:
    answers.slow = 30.0
    await delivered(pair, advanced("c1", 0))
    await careful.worker.step()
    assert await careful.column("SELECT state || error_code FROM inbox") == ["takenmessage.prepare_timeout"]
    assert answers.prepared == []


async def test_an_answer_that_fails_is_tried_again(pair: Pair, careful: Bare, effects: Effects) -> None:
    error = RejectMessage([Problem("stage.not_holder")])
    effects.fail["BAD"] = error
    await delivered(pair, advanced("c1", 0, case_no="BAD"))
    await careful.change("ALTER TABLE effect RENAME COLUMN act TO act_away")
    try:
        await careful.worker.step()
        assert await states(careful) == ["taken"]
    finally:
        await careful.change("ALTER TABLE effect RENAME COLUMN act_away TO act")
    await at_rest(pair[0], careful, expected=1)
    assert await states(careful) == ["rejected"]


async def test_the_action_sees_what_it_needs_to_know(pair: Pair) -> None:
    sender, receiver = pair
    seen: list[Incoming] = []

    async def look(scope: Scope, payload: Payload) -> None:
        assert scope.incoming is not None
        seen.append(scope.incoming)
        assert scope.cause.causation_id == scope.incoming.id
        assert scope.cause.correlation_id == "XT1"
        assert scope.actor.account_id == str(sender.address)

    ids = await delivered(pair, advanced("c1", 0))
    await receiver.another_worker(actions={CaseStageAdvanced: look}).step()
    digest = await sender.value("SELECT digest FROM outbox")
    wanted = replace(
        seen[0],
        id=ids[0],
        source=sender.address,
        receiver=receiver.address,
        subject="c1",
        sequence=1,
        epoch=1,
        taken_at=receiver.clock.now(),
        digest=str(digest),
        attempts=1,
    )
    assert seen == [wanted]


async def test_a_long_queue_behind_a_stuck_message_steps_aside_and_comes_back(pair: Pair, effects: Effects) -> None:
    _, receiver = pair
    effects.fail["BAD"] = Refused([Problem("stage.not_holder")])
    await delivered(pair, advanced("c1", 0, case_no="BAD"), *steps("c1", 1, 9), advanced("c2", 0))
    await receiver.worker.step()
    async with receiver.database.immediate() as connection:
        assert await claim.sideline(connection) == 0, "not at once"
        assert await claim.sideline(connection, older=0) == 9
        assert await claim.recall(connection) == 0, "its turn has not come"
    assert await receiver.value("SELECT count(*) FROM inbox WHERE next_at = 'infinity' AND state = 'taken'") == 9
    effects.fail.clear()
    await receiver.change("UPDATE inbox SET state = 'taken', next_at = now() WHERE state = 'parked'")
    assert await receiver.worker.step() == 10, "the sidelined follow their head in one batch"
    assert await receiver.acts("c1") == [f"step_{number}" for number in range(10)]


async def test_the_next_of_a_subject_is_called_back_when_the_one_before_ends(pair: Pair, effects: Effects) -> None:
    _, receiver = pair
    effects.fail["EARLY"] = RetryLater("case.unknown")
    await delivered(pair, advanced("c1", 0, case_no="EARLY"), *steps("c1", 1, 3))
    await receiver.worker.step()
    async with receiver.database.immediate() as connection:
        assert await claim.sideline(connection, older=0) == 3
    effects.fail.clear()
    await receiver.change("UPDATE inbox SET next_at = now() WHERE sequence = 1")
    alone = receiver.another_worker(actions={CaseStageAdvanced: effects.act}, batch=1)
    assert [await alone.step() for _ in range(5)] == [1, 1, 1, 1, 0]
    assert await receiver.acts("c1") == [f"step_{number}" for number in range(4)]


async def test_one_that_was_sidelined_in_a_race_is_recalled(pair: Pair, effects: Effects) -> None:
    _, receiver = pair
    await delivered(pair, *steps("c1", 0, 1))
    await receiver.change("UPDATE inbox SET next_at = 'infinity'")
    await receiver.change("INSERT INTO inbox_cursor SELECT source, subject, 0 FROM inbox LIMIT 1")
    assert await receiver.another_worker(actions={CaseStageAdvanced: effects.act}).step() == 2, "a new worker tidies up"
    assert len(await receiver.acts("c1")) == 2
