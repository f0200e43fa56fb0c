"""F18: SIGTERM under load: requests and batches in hand are finished, nothing is delivered again beyond the prefetch."""

import asyncio
import time
from pathlib import Path

import pytest

from tests.broker_server import Broker
from tests.fleet.checker import Checker
from tests.fleet.doses import Dose, say
from tests.fleet.towns import OVERSIGHT, Town, processes

pytestmark = [pytest.mark.faults, pytest.mark.slow, pytest.mark.rabbitmq, pytest.mark.timeout(3600)]
_PREFETCH = 200
_RESEND = {"ZF_RESEND_SECONDS": "60", "ZF_RESEND_MAX": "60"}
"""So late that a duplicate can only come from a redelivery, which is what is counted here."""


async def test_stop_politely_under_load(admin_url: str, broker: Broker, tmp_path: Path, dose: Dose) -> None:
    """C: each of the four processes is stopped 2 times at 10 packages/s; N: 20 times at 100/s."""
    rounds, rate, pause = dose.of((2, 10, 2.0), (20, 100, 3.0))
    seconds = int(rounds * 4 * (pause + 2.5))
    slowest = 0.0
    async with processes(admin_url, tmp_path, broker=broker, cases=seconds * rate, settings=_RESEND) as town:
        sending = asyncio.create_task(town.send(seconds * rate, rate=rate, give_up=300))
        for _ in range(rounds):
            for name in town.fleet.names:
                await asyncio.sleep(pause)
                slowest = max(slowest, await _stop(town, name))
        tally = await sending
        verdict = await town.judge(seconds=600, beyond=OVERSIGHT)
        deaths = town.fleet.deaths
    say(
        dose,
        f"F18: {len(deaths)} polite stops in {seconds} s at {rate}/s, slowest {slowest:.1f} s; {verdict}; "
        f"{tally.repeats} requests met no listener, {tally.server_errors} × 5xx",
    )
    assert tally.server_errors == 0
    assert verdict.duplicates <= _PREFETCH * len(deaths)


async def _stop(town: Town, name: str) -> float:
    begin = time.monotonic()
    death = await town.fleet.terminate(name)
    assert death.status == 0, f"{name} ended with {death.status}\n{town.fleet.tail(name)}"
    took = time.monotonic() - begin
    assert took < 40, f"{name} took {took:.0f} s to stop"
    await _nothing_leased(town, name)
    await town.fleet.start(name)
    return took


async def _nothing_leased(town: Town, name: str) -> None:
    """A stopped service leaves no row behind that somebody would have to wait for."""
    address = next(one for one in town.site.addresses if f"{one.agency}.{one.service}" == name)
    async with Checker(town.site) as checker:
        for table, state in (("inbox", "taken"), ("outbox", "open")):
            rows = await checker.rows(
                address, f"SELECT count(*) FROM {table} WHERE state = '{state}' AND lease_token IS NOT NULL"
            )
            assert rows == [(0,)], f"{name} left {rows[0][0]} rows of its {table} leased"
