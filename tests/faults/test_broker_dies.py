"""F3: the broker is killed and comes back, under load; nobody restarts a service by hand."""

import asyncio
from pathlib import Path

import pytest

from tests.broker_server import PrivateBroker
from tests.fleet.checker import Checker
from tests.fleet.doses import Dose, say
from tests.fleet.towns import OVERSIGHT, Town, processes
from tests.fleet.waiting import until
from zf_contracts.envelope import Address

pytestmark = [pytest.mark.faults, pytest.mark.slow, pytest.mark.rabbitmq, pytest.mark.timeout(7200)]
_LIAISON = Address("police", "liaison")


async def test_kill_the_broker(admin_url: str, private_broker: PrivateBroker, tmp_path: Path, dose: Dose) -> None:
    """C: 2 kills at 10 packages/s; N: 20 at 100/s, every 30 s."""
    kills, rate, pause = dose.of((2, 10, 5.0), (20, 100, 25.0))
    away = 6.0
    seconds = int(kills * (pause + away + 5) + 5)
    async with processes(admin_url, tmp_path, broker=private_broker, cases=seconds * rate) as town:
        sending = asyncio.create_task(town.send(seconds * rate, rate=rate))
        again = [await _outage(town, private_broker, pause=pause, away=away / 3) for _ in range(kills)]
        tally = await sending
        verdict = await town.judge(seconds=600, beyond=OVERSIGHT)
        assert not town.fleet.deaths, "a service died with the broker"
    say(
        dose,
        f"F3: {kills} broker kills in {seconds} s at {rate}/s; {verdict}; publishing again after "
        f"{', '.join(f'{one:.1f}' for one in again)} s; answers max {max(tally.latencies):.2f} s",
    )
    if dose.nightly:
        assert max(again) <= 10.0
    assert tally.server_errors == 0, "the API needs no broker to answer"


async def _outage(town: Town, broker: PrivateBroker, *, pause: float, away: float) -> float:
    """Kill, wait, start; returns the seconds from the answering port to the first confirm between agencies."""
    await asyncio.sleep(pause)
    await asyncio.to_thread(broker.kill)
    await asyncio.sleep(away)
    await asyncio.to_thread(broker.start)
    async with Checker(town.site) as checker:
        now = (await checker.rows(_LIAISON, "SELECT clock_timestamp()"))[0][0]
        sql = "SELECT count(*) FROM outbox WHERE channel = 'interagency' AND confirmed_at > :since"

        async def confirmed() -> bool:
            return bool((await checker.rows(_LIAISON, sql, since=now))[0][0])

        return await until(confirmed, what="a confirm after the broker came back")
