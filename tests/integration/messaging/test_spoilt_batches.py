"""What one message may cost the others: a batch goes on without the one that raised, a killer's process works first."""

import asyncio
from collections.abc import Sequence

import pytest
from sqlalchemy import text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from tests.integration.messaging.conftest import Pair
from tests.integration.messaging.node import Effects, advanced, eventually, send, steps, write_effect
from zf_contracts.envelope import Payload
from zf_contracts.internal.reports import CaseStageAdvanced
from zf_platform import claim
from zf_platform.errors import RetryLater
from zf_platform.transaction import Scope, Transaction


async def _delivered(pair: Pair, *payloads: CaseStageAdvanced) -> None:
    sender, _ = pair
    await send(sender, *payloads)
    await sender.relay.step()


async def test_the_others_stay_together_without_the_one_that_raised(pair: Pair, effects: Effects) -> None:
    _, receiver = pair
    effects.fail["BAD"] = KeyError("a fault of ours")
    healthy = [advanced(f"c{number:02}", 0) for number in range(30)]
    await _delivered(pair, *healthy[:15], advanced("c14x", 0, case_no="BAD"), advanced("c14x", 1), *healthy[15:])
    await receiver.worker.step()
    assert await receiver.value("SELECT count(*) FROM effect") == 30
    assert await receiver.value("SELECT count(DISTINCT xact::text) FROM effect") == 1
    assert await receiver.column(
        "SELECT state || attempts || error_code FROM inbox WHERE subject = 'c14x' ORDER BY sequence"
    ) == [
        "taken1message.unexpected",
        "taken0",
    ]


async def test_a_batch_with_many_spoilers_still_does_every_healthy_one(pair: Pair, effects: Effects) -> None:
    _, receiver = pair
    effects.fail["BAD"] = RetryLater("case.unknown")
    await _delivered(
        pair, *(advanced(f"c{number:02}", 0, case_no="BAD" if number % 3 == 0 else "A1") for number in range(30))
    )
    await receiver.worker.step()
    assert await receiver.value("SELECT count(*) FROM effect") == 20
    assert await receiver.value("SELECT count(*) FROM inbox WHERE error_code = 'case.unknown'") == 10


async def test_only_what_came_since_the_last_mark_is_done_again(pair: Pair, effects: Effects) -> None:
    _, receiver = pair
    effects.fail["BAD"] = KeyError("a fault of ours")
    healthy = [advanced(f"c{number:02}", 0) for number in range(40)]
    await _delivered(pair, *healthy, advanced("c34x", 0, case_no="BAD"))
    await receiver.worker.step()
    assert len(effects.tries) == 40 + 1 + 5, "thirty are kept, c30 to c34 are done again"
    assert await receiver.value("SELECT count(*) FROM effect") == 40
    assert await receiver.value("SELECT count(DISTINCT xact::text) FROM effect") == 1


@pytest.mark.parametrize("spoiler", ["action", "statement", "flush"])
async def test_what_was_sent_recorded_and_collected_is_taken_back_with_its_message(pair: Pair, spoiler: str) -> None:
    """And that of the others is kept, whether our code, the server or the mapper refuses."""
    _, receiver = pair
    gathered: list[str] = []

    async def keep(_transaction: Transaction, items: Sequence[str]) -> None:
        gathered.extend(items)

    async def act(scope: Scope, payload: Payload) -> None:
        assert isinstance(payload, CaseStageAdvanced)
        await write_effect(scope, key=payload.case_id, act=payload.act)
        scope.record("case.follow", object_kind="case", object_id=payload.case_id)
        scope.transaction.collect(keep, payload.case_id)
        if payload.case_no == "BAD":
            await _spoil(scope, spoiler)

    bad = [advanced(f"c{number:02}x", 0, case_no="BAD") for number in (3, 24, 27)]
    await _delivered(pair, *(advanced(f"c{number:02}", 0) for number in range(40)), *bad)
    await receiver.another_worker(actions={CaseStageAdvanced: act}).step()
    expected = [f"c{number:02}" for number in range(40)]
    assert await receiver.column("SELECT key FROM effect ORDER BY key") == expected
    assert await receiver.column("SELECT object_id FROM audit_entry ORDER BY object_id") == expected
    assert sorted(gathered) == expected
    assert await receiver.value("SELECT count(DISTINCT xact::text) FROM effect") == 1


async def _spoil(scope: Scope, how: str) -> None:
    if how == "action":
        raise KeyError("a fault of ours")
    if how == "statement":
        await scope.session.execute(text("SELECT 1 / 0"))
    scope.session.add(_Impossible(n=None))


class _Base(DeclarativeBase):
    pass


class _Impossible(_Base):
    """A row that the server refuses when the mapper writes it."""

    __tablename__ = "effect"
    n: Mapped[int | None] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(default="\0")


async def test_one_that_raised_before_does_not_spoil_another_batch(pair: Pair, effects: Effects) -> None:
    _, receiver = pair
    effects.fail["BAD"] = KeyError("a fault of ours")
    await _delivered(pair, advanced("bad", 0, case_no="BAD"))
    await receiver.worker.step()
    await receiver.hurry()
    effects.tries.clear()
    await _delivered(pair, *(advanced(f"c{number:02}", 0) for number in range(10)))
    await receiver.worker.step()
    assert len(effects.tries) == 11, "everyone once: nothing was rolled back"
    assert await receiver.value("SELECT count(DISTINCT xact::text) FROM effect") == 1


async def test_one_that_only_waited_goes_with_the_others(pair: Pair, effects: Effects) -> None:
    _, receiver = pair
    effects.fail["EARLY"] = RetryLater("case.unknown")
    await _delivered(pair, *(advanced(f"early{number}", 0, case_no="EARLY") for number in range(3)))
    await receiver.worker.step()
    effects.fail.clear()
    await receiver.hurry()
    await _delivered(pair, *(advanced(f"c{number:02}", 0) for number in range(10)))
    await receiver.worker.step()
    assert await receiver.value("SELECT count(*) FROM effect") == 13
    assert await receiver.value("SELECT count(DISTINCT xact::text) FROM effect") == 1


async def test_a_fault_of_ours_is_not_tried_twice_in_one_claim(pair: Pair, effects: Effects) -> None:
    _, receiver = pair
    effects.fail["BAD"] = KeyError("a fault of ours")
    await _delivered(pair, advanced("bad", 0, case_no="BAD"), advanced("good", 0))
    await receiver.worker.step()
    assert effects.tries.count("step_0") == 2, "the bad one, then the good one without it"
    assert await receiver.column("SELECT subject || attempts || error_code FROM inbox ORDER BY subject") == [
        "bad1message.unexpected",
        "good1",
    ]


async def test_what_was_too_early_is_tried_again_when_its_neighbours_are_done(pair: Pair, effects: Effects) -> None:
    _, receiver = pair
    known: list[str] = []

    async def act(scope: Scope, payload: Payload) -> None:
        assert isinstance(payload, CaseStageAdvanced)
        if payload.case_id == "a_child" and "b_parent" not in known:
            raise RetryLater("case.unknown")
        known.append(payload.case_id)

    await _delivered(pair, advanced("a_child", 0), advanced("b_parent", 0), advanced("c", 0))
    await receiver.another_worker(actions={CaseStageAdvanced: act}).step()
    assert known == ["b_parent", "c", "a_child"]
    assert await receiver.column("SELECT DISTINCT state || attempts FROM inbox") == ["done1"]


async def test_a_new_process_works_before_it_touches_what_killed_the_last_one(pair: Pair, effects: Effects) -> None:
    _, receiver = pair
    await _delivered(pair, advanced("deadly", 0))
    async with receiver.database.immediate() as connection:
        await claim.claim(connection, token="dead", lease=0.0, limit=50)
    await _delivered(pair, *steps("c1", 0, 2))
    stopping = asyncio.Event()
    worker = receiver.another_worker(actions={CaseStageAdvanced: effects.act}, lease=3.0)
    running = asyncio.create_task(worker.run(stopping))

    async def all_done() -> bool:
        return await receiver.value("SELECT count(*) FROM inbox WHERE state = 'done'") == 4

    await eventually(all_done)
    stopping.set()
    await running
    assert await receiver.column("SELECT key FROM effect ORDER BY n") == ["c1", "c1", "c1", "deadly"]


async def test_each_further_crash_makes_the_next_try_wait_longer(pair: Pair) -> None:
    _, receiver = pair
    await _delivered(pair, advanced("deadly", 0))
    async with receiver.database.immediate() as connection:
        await claim.claim(connection, token="dead", lease=0.0, limit=50)
        rests = []
        for _ in range(6):
            await receiver.expire()
            await claim.claim_suspect(connection, token="dead", lease=100.0)
            rests.append(await receiver.value("SELECT round(extract(epoch FROM next_at - now()) / 100) FROM inbox"))
    assert rests == [1, 2, 3, 4, 4, 4]


async def test_a_few_messages_at_fault_are_parked_although_nothing_else_succeeds(pair: Pair, effects: Effects) -> None:
    """They fail in one way with no success between them, but not for the first time: that is no outage."""
    _, receiver = pair
    effects.fail["BAD"] = KeyError("a fault of ours")
    for number in range(6):
        await _delivered(pair, advanced(f"bad{number}", 0, case_no="BAD"), advanced(f"good{number}", 0))
        await receiver.worker.step()
    for _ in range(2):
        await receiver.hurry()
        await receiver.worker.step()
    assert await receiver.column("SELECT DISTINCT state || attempts FROM inbox WHERE subject LIKE 'bad%'") == [
        "parked3"
    ]


async def test_in_a_pause_a_message_that_keeps_raising_is_parked_after_ten_tries(pair: Pair, effects: Effects) -> None:
    _, receiver = pair
    effects.fail["BAD"] = KeyError("a fault of ours")
    await _delivered(pair, *(advanced(f"bad{number}", 0, case_no="BAD") for number in range(5)))
    for _ in range(60):
        await receiver.hurry()
        await receiver.worker.step()
    assert await receiver.column("SELECT DISTINCT state || attempts FROM inbox") == ["parked10"]
