"""F1: a random process is killed every two seconds while packages are handed over: nothing lost, nothing twice."""

import asyncio
import time
from pathlib import Path

import pytest

from tests.broker_server import Broker
from tests.fleet.doses import Dose, say
from tests.fleet.ledgers import compare_ledgers
from tests.fleet.towns import OVERSIGHT, Town, processes

pytestmark = [pytest.mark.faults, pytest.mark.slow, pytest.mark.rabbitmq, pytest.mark.timeout(7200)]
_PAUSE = 2.0


async def test_kill_any_process(admin_url: str, broker: Broker, tmp_path: Path, dose: Dose) -> None:
    """C: 90 s at 50 packages/s (about 39 kills); N: 30 min at 100/s. Roles: API, relay, taker, worker, sequencer."""
    seconds, rate = dose.of(90, 1800), dose.of(50, 100)
    async with processes(admin_url, tmp_path, broker=broker, cases=seconds * rate) as town:
        killing = asyncio.create_task(_kill_on(town, dose, until=time.monotonic() + seconds))
        tally = await town.send(seconds * rate, rate=rate)
        await killing
        verdict = await town.judge(seconds=600, unknown=tally.unknown, beyond=OVERSIGHT)
        differences = await compare_ledgers(town.site)
        kills = len(town.fleet.deaths)
    say(
        dose,
        f"F1: {kills} kills in {seconds} s at {rate}/s; {verdict}; answers p50 "
        f"{tally.percentile(0.5):.2f} s p99 {tally.percentile(0.99):.2f} s max {max(tally.latencies):.2f} s, "
        f"{tally.repeats} repeated; reconciliation differences {differences}",
    )
    assert differences == 0
    assert kills >= seconds / _PAUSE / 2


async def _kill_on(town: Town, dose: Dose, *, until: float) -> None:
    """Every two seconds one of the processes that are alive."""
    chance = dose.chance
    while time.monotonic() < until:
        await asyncio.sleep(_PAUSE)
        alive = [name for name in town.fleet.names if town.fleet.alive(name)]
        if alive:
            await town.fleet.kill(chance.choice(alive))
