"""Loops are restarted, stopped in order, and never spin."""

import asyncio

import pytest

from zf_platform.tasks import Pace, TaskKeeper, rest
from zf_platform.wake import LocalWakeup


async def test_a_crashed_loop_is_started_again() -> None:
    keeper, runs, done = TaskKeeper(), [0], asyncio.Event()

    async def loop() -> None:
        runs[0] += 1
        if runs[0] == 1:
            raise ValueError("once")
        done.set()
        await keeper.stopping.wait()

    keeper.start("loop", loop)
    await asyncio.wait_for(done.wait(), 10)
    await keeper.stop(1.0)
    assert runs == [2]


async def test_a_loop_that_failed_often_is_back_within_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    """When a database returns, nobody waits for loops that had got used to its absence."""
    longest: list[float] = []

    def no_pause(upper: float) -> float:
        longest.append(upper)
        return 0.0

    monkeypatch.setattr("zf_platform.tasks.jitter", no_pause)
    keeper, runs, done = TaskKeeper(), [0], asyncio.Event()

    async def loop() -> None:
        runs[0] += 1
        if runs[0] < 8:
            raise ConnectionError("the database is away")
        done.set()
        await keeper.stopping.wait()

    keeper.start("loop", loop)
    await asyncio.wait_for(done.wait(), 30)
    await keeper.stop(1.0)
    assert longest == [1.0, 2.0, 4.0, 5.0, 5.0, 5.0, 5.0]


async def test_a_stop_lets_work_finish_and_then_cancels_what_will_not() -> None:
    keeper, ended = TaskKeeper(), []

    async def polite() -> None:
        await keeper.stopping.wait()
        ended.append("polite")

    async def deaf() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            ended.append("deaf")

    keeper.start("polite", polite)
    keeper.start("deaf", deaf)
    await asyncio.sleep(0)
    await keeper.stop(0.1)
    assert ended == ["polite", "deaf"]


async def test_a_rest_ends_with_the_stop() -> None:
    stopping = asyncio.Event()
    asyncio.get_running_loop().call_later(0.02, stopping.set)
    started = asyncio.get_running_loop().time()
    await rest(stopping, 30)
    assert asyncio.get_running_loop().time() - started < 5


async def test_a_lone_batch_is_not_delayed_and_a_rush_is() -> None:
    clock, pace = asyncio.get_running_loop(), Pace(gap=0.05)
    started = clock.time()
    await pace.keep()
    assert clock.time() - started < 0.04
    for _ in range(3):
        await pace.keep()
    assert clock.time() - started >= 0.15


async def test_above_ten_a_second_a_loop_lets_the_next_batch_grow() -> None:
    """Forty within the last second: sixteen of them need 0.4 s, and no batch waits longer than it may."""
    clock, pace = asyncio.get_running_loop(), Pace(gap=0.0, longest=0.1)
    await pace.keep()
    pace.did(9)
    started = clock.time()
    await pace.keep()
    assert clock.time() - started < 0.05, "a few do not wait for each other"
    pace.did(31)
    started = clock.time()
    await pace.keep()
    assert 0.08 <= clock.time() - started < 0.5


async def test_after_a_full_batch_the_next_one_goes_at_once() -> None:
    clock, pace = asyncio.get_running_loop(), Pace(gap=0.0, longest=5.0)
    await pace.keep()
    pace.did(50, full=True)
    started = clock.time()
    await pace.keep()
    assert clock.time() - started < 1.0


async def test_a_signal_before_the_wait_is_not_lost() -> None:
    wakeup = LocalWakeup()
    wakeup.signal()
    assert await wakeup.wait(0.01)
    assert not await wakeup.wait(0.01)
