"""Warnings and breaches are told once each, also after a standstill, and again after a new computation (S-044)."""

from datetime import date, datetime, timedelta

import pytest

from tests.integration.letters import audited, deliver, sent
from tests.integration.oversight.clock_messages import custody, ended, started
from zf_oversight.clocks import scan_clocks
from zf_platform.clock import ZONE, FixedClock
from zf_platform.testing import ServiceUnderTest

WARNED = "deadline.warning.raised"
BREACHED = "deadline.breach.found"


async def scan(oversight: ServiceUnderTest, times: int = 2) -> None:
    """More than once, so that telling twice would show."""
    for _ in range(times):
        assert await oversight.service.scheduler.run_now("scan_clocks")


def day(number: int, hour: int = 0, *, month: int = 11) -> datetime:
    return datetime(2026, month, number, hour, tzinfo=ZONE)


async def test_each_warning_time_warns_once(oversight: ServiceUnderTest, clock: FixedClock) -> None:
    await deliver(oversight.service, started())
    await scan(oversight)
    assert await sent(oversight.service, WARNED) == []
    for number, at in enumerate((day(24), day(25)), start=1):
        clock.at = at - timedelta(seconds=1)
        await scan(oversight)
        assert len(await sent(oversight.service, WARNED)) == number - 1
        clock.at = at
        await scan(oversight)
        assert len(await sent(oversight.service, WARNED)) == number
    told = (await sent(oversight.service, WARNED))[-1]
    assert (told["receiver"], told["level"], told["due"]) == ("urn:zf:police:casemgmt", "warn", "2026-11-27")
    assert await sent(oversight.service, BREACHED) == []


async def test_after_a_standstill_one_warning_stands_for_all(oversight: ServiceUnderTest, clock: FixedClock) -> None:
    await deliver(oversight.service, started())
    clock.at = day(26)
    await scan(oversight)
    assert len(await sent(oversight.service, WARNED)) == 1


async def test_the_last_day_is_in_time_until_midnight(oversight: ServiceUnderTest, clock: FixedClock) -> None:
    await deliver(oversight.service, started(warn_at=()))
    clock.at = day(28) - timedelta(milliseconds=1)
    await scan(oversight)
    assert await sent(oversight.service, BREACHED) == []
    clock.at = day(28)
    await scan(oversight)
    (breach,) = await sent(oversight.service, BREACHED)
    assert (breach["receiver"], breach["custody"], breach["collab_no"]) == ("urn:zf:police:liaison", False, "XT1")
    (warning,) = await sent(oversight.service, WARNED)
    assert warning["level"] == "overdue"
    assert await audited(oversight.service, "clock.find_breach") == 1


async def test_custody_running_out_is_the_gravest_level(oversight: ServiceUnderTest, clock: FixedClock) -> None:
    await deliver(oversight.service, custody())
    clock.at = day(23, 12)
    await scan(oversight)
    assert [one["level"] for one in await sent(oversight.service, WARNED)] == ["warn"]
    clock.at = day(23, 12) + timedelta(seconds=1)
    await scan(oversight)
    assert [one["level"] for one in await sent(oversight.service, WARNED)] == ["warn", "custody_overdue"]
    (breach,) = await sent(oversight.service, BREACHED)
    assert (breach["custody"], breach["rule"], breach["due"]) == (True, "P13", "2026-11-23T12:00:00+08:00")


async def test_an_ended_clock_is_silent(oversight: ServiceUnderTest, clock: FixedClock) -> None:
    await deliver(oversight.service, started(), ended(), custody(), ended("k1", outcome="paused"))
    clock.at = day(30)
    await scan(oversight)
    assert await sent(oversight.service, WARNED) == await sent(oversight.service, BREACHED) == []


async def test_a_new_computation_is_watched_anew(oversight: ServiceUnderTest, clock: FixedClock) -> None:
    await deliver(oversight.service, started())
    clock.at = day(28)
    await scan(oversight)
    longer = started(revision=2, due=date(2026, 12, 20), warn_at=(date(2026, 12, 17),))
    await deliver(oversight.service, longer)
    await scan(oversight)
    assert len(await sent(oversight.service, BREACHED)) == 1
    clock.at = day(17, month=12)
    await scan(oversight)
    assert [one["level"] for one in await sent(oversight.service, WARNED)] == ["overdue", "warn"]
    clock.at = day(21, month=12)
    await scan(oversight)
    assert len(await sent(oversight.service, BREACHED)) == 2


async def test_a_repeated_message_does_not_tell_again(oversight: ServiceUnderTest, clock: FixedClock) -> None:
    await deliver(oversight.service, started())
    clock.at = day(28)
    await scan(oversight)
    await deliver(oversight.service, started())
    await scan(oversight)
    assert len(await sent(oversight.service, BREACHED)) == 1


async def test_the_scan_works_through_several_batches(
    oversight: ServiceUnderTest, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scan_clocks, "BATCH", 3)
    await deliver(oversight.service, *(started(f"d{number}", warn_at=()) for number in range(7)))
    clock.at = day(28)
    await scan(oversight)
    assert len(await sent(oversight.service, BREACHED)) == 7


@pytest.mark.parametrize("nature", ["right", "term"])
async def test_a_right_warns_before_its_end_and_breaches_nothing_after_it(
    oversight: ServiceUnderTest, clock: FixedClock, nature: str
) -> None:
    await deliver(oversight.service, started(nature=nature))
    clock.at = day(25)
    await scan(oversight)
    assert len(await sent(oversight.service, WARNED)) == 1
    clock.at = day(29)
    await scan(oversight)
    assert len(await sent(oversight.service, WARNED)) == 1
    assert await sent(oversight.service, BREACHED) == []
