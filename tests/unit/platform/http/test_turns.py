"""Turns are taken in order, given back whatever happens, and loops put their work off while somebody waits."""

import asyncio

import pytest

from zf_platform import courtesy
from zf_platform.courtesy import people_wait
from zf_platform.http.turns import Turns
from zf_platform.tasks import Pace


def two_turns(patience: float = 5.0) -> Turns:
    return Turns(connections=4, patience=patience)


async def test_no_more_than_its_number_are_at_work_and_all_come_in_their_order() -> None:
    turns, working, most, came = two_turns(), 0, 0, []

    async def work(number: int) -> None:
        nonlocal working, most
        async with turns.turn():
            came.append(number)
            working += 1
            most = max(most, working)
            await asyncio.sleep(0)
            working -= 1

    await asyncio.gather(*(work(number) for number in range(20)))
    assert (most, came) == (2, list(range(20)))


async def test_a_turn_is_given_back_after_a_failure_and_by_who_gave_up_waiting() -> None:
    turns = Turns(connections=1, patience=0.02)
    with pytest.raises(ValueError, match="failed"):
        async with turns.turn():
            raise ValueError("failed")
    async with turns.turn():
        with pytest.raises(TimeoutError):
            async with turns.turn():
                raise AssertionError("nobody else may be at work")
        assert not people_wait()
    async with turns.turn():
        pass


async def test_whoever_is_cancelled_in_the_queue_takes_nobodys_turn() -> None:
    turns = Turns(connections=1, patience=5.0)
    async with turns.turn():
        waiting = asyncio.create_task(_once(turns))
        await asyncio.sleep(0)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        assert not people_wait()
    await asyncio.wait_for(_once(turns), 1)


@pytest.fixture
def brisk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(courtesy, "SHORT_SECONDS", 0.02)
    monkeypatch.setattr(courtesy, "LONGEST_SECONDS", 0.3)
    monkeypatch.setattr(courtesy, "CALM_SECONDS", 0.1)
    monkeypatch.setattr(courtesy, "LOOK_SECONDS", 0.01)


@pytest.mark.usefixtures("brisk")
async def test_loops_put_their_work_off_while_people_wait_and_a_moment_longer() -> None:
    turns, pace, clock = Turns(connections=1, patience=5.0), Pace(gap=0.0), asyncio.get_running_loop()
    await _calm(pace)
    async with turns.turn():
        waiting = asyncio.create_task(_once(turns))
        await asyncio.sleep(0.03)
        assert people_wait()
        passing = asyncio.create_task(pace.keep())
        await asyncio.sleep(0.05)
        assert not passing.done()
    await waiting
    begin = clock.time()
    await passing
    assert 0.05 <= clock.time() - begin < 0.2


@pytest.mark.usefixtures("brisk")
async def test_a_surge_without_end_stops_no_loop() -> None:
    turns, pace, clock = Turns(connections=1, patience=5.0), Pace(gap=0.0), asyncio.get_running_loop()
    await _calm(pace)
    async with turns.turn():
        waiting = asyncio.create_task(_once(turns))
        await asyncio.sleep(0.03)
        begin = clock.time()
        await pace.keep()
        assert 0.3 <= clock.time() - begin < 0.6
        assert people_wait()
    await waiting


@pytest.mark.usefixtures("brisk")
async def test_requests_that_meet_for_a_moment_slow_no_loop() -> None:
    """They may be asking for what the loop is about to do."""
    turns, pace, clock = Turns(connections=1, patience=5.0), Pace(gap=0.0), asyncio.get_running_loop()
    await _calm(pace)
    begin = clock.time()
    for _ in range(5):
        async with turns.turn():
            waiting = asyncio.create_task(_once(turns))
            await asyncio.sleep(0)
            assert not people_wait()
            await pace.keep()
        await waiting
    await pace.keep()
    assert clock.time() - begin < 0.05


@pytest.mark.usefixtures("brisk")
async def test_requests_that_need_not_wait_slow_no_loop() -> None:
    turns, pace, clock = two_turns(), Pace(gap=0.0), asyncio.get_running_loop()
    await _calm(pace)
    async with turns.turn():
        await _once(turns)
    begin = clock.time()
    await pace.keep()
    assert clock.time() - begin < 0.05


def test_what_is_put_off_is_far_from_being_late() -> None:
    """The first evidence is late after five minutes."""
    assert courtesy.LONGEST_SECONDS <= 30


async def _calm(pace: Pace) -> None:
    """Whoever waited in the test before is forgotten."""
    await asyncio.sleep(0.11)
    await pace.keep()


async def _once(turns: Turns) -> None:
    async with turns.turn():
        pass
