"""F5: the database server is stopped without manners, and single backends are killed, under load."""

import asyncio
import os
import signal
from pathlib import Path

import httpx
import pytest

from tests.broker_server import Broker
from tests.fleet.doses import Dose, say
from tests.fleet.private_postgres import PrivatePostgres, private_postgres, wait_until_gone
from tests.fleet.towns import OVERSIGHT, Town, processes
from tests.fleet.waiting import until

pytestmark = [pytest.mark.faults, pytest.mark.slow, pytest.mark.rabbitmq, pytest.mark.timeout(7200)]
# A running service is between two statements now and then; stuck is who stays there.
_STUCK = (
    "SELECT count(*) FROM pg_stat_activity "
    "WHERE state LIKE 'idle in transaction%' AND state_change < now() - interval '5 seconds'"
)
_BACKEND = "SELECT pid FROM pg_stat_activity WHERE application_name LIKE '%.%' AND pid <> pg_backend_pid() LIMIT 1"


async def test_stop_the_database(broker: Broker, tmp_path: Path, dose: Dose) -> None:
    """C: 2 immediate stops and 2 backend kills at 10 packages/s; N: 20 of each at 100/s."""
    rounds, rate, pause = dose.of((2, 40, 5.0), (20, 100, 10.0))
    seconds = int(rounds * (2 * pause + 8) + 3)
    with private_postgres() as postgres:
        async with processes(postgres.admin_url, tmp_path, broker=broker, cases=seconds * rate) as town:
            sending = asyncio.create_task(town.send(seconds * rate, rate=rate, give_up=300))
            healed = []
            for _ in range(rounds):
                healed += [await _stop(town, postgres, pause=pause), await _kill_backend(town, postgres, pause=pause)]
            tally = await sending
            verdict = await town.judge(seconds=600, unknown=tally.unknown, beyond=OVERSIGHT)
            connection = await postgres.connect()
            stuck = await connection.fetchval(_STUCK)
            await connection.close()
            assert not town.fleet.deaths, "a service died with its database"
    say(
        dose,
        f"F5: {rounds} immediate stops, {rounds} backend kills in {seconds} s at {rate}/s; {verdict}; ready again after "
        f"{', '.join(f'{one:.1f}' for one in healed)} s; stuck sessions {stuck}; "
        f"answers max {max(tally.latencies):.2f} s, {tally.repeats} repeated, {tally.server_errors} × 500",
    )
    assert stuck == 0
    if dose.nightly:
        assert max(healed) <= 5.0


async def _stop(town: Town, postgres: PrivatePostgres, *, pause: float) -> float:
    await asyncio.sleep(pause)
    await asyncio.to_thread(postgres.stop_immediately)
    await asyncio.sleep(2)
    await asyncio.to_thread(postgres.start)
    return await _healing(town, postgres)


async def _kill_backend(town: Town, postgres: PrivatePostgres, *, pause: float) -> float:
    """One killed backend makes the server throw out all others and recover."""
    await asyncio.sleep(pause)
    connection = await postgres.connect()
    pid = int(await connection.fetchval(_BACKEND))
    os.kill(pid, signal.SIGKILL)
    await asyncio.to_thread(wait_until_gone, pid)
    connection.terminate()
    return await _healing(town, postgres)


async def _healing(town: Town, postgres: PrivatePostgres) -> float:
    """Seconds from the moment the server takes connections until every service answers that it is ready."""
    await until(postgres.answers, what="PostgreSQL takes connections")
    return await until(lambda: _ready(town), what="every service is ready")


async def _ready(town: Town) -> bool:
    async with httpx.AsyncClient(timeout=30) as http:
        answers = [await http.get(f"{town.site.url(address)}/health/ready") for address in town.site.addresses]
    return all(answer.status_code == 200 for answer in answers)
