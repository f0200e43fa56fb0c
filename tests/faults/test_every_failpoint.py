"""F2: the process is killed at every named place, at its first and at its second passage, over both buses. Exhaustive.

After each death everything is checked. The place is chosen in a process that has been running, through a file.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import time
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import create_async_engine

from tests.broker_server import Broker
from tests.fleet.doses import Dose, say
from tests.fleet.processes import choose, fleet
from tests.fleet.towns import CITY, Town, one_process, processes
from tests.fleet.waiting import until
from zf_platform.database import other_database
from zf_platform.failpoints import FAILPOINTS
from zf_platform.migrate import current, heads
from zf_platform.provision import drop_agency

pytestmark = [pytest.mark.faults, pytest.mark.slow, pytest.mark.timeout(1800)]
_MIGRATION = "migrate.before_commit"
_VICTIMS = {
    "outbox": "police.liaison",
    "inbox": "procuratorate.liaison",
    "act": "procuratorate.casemgmt",
    "receipt": "procuratorate.liaison",
    "http": "police.casemgmt",
    "audit": "police.casemgmt",
}
"""Over RabbitMQ each service is a process: the one in which this kind of place lies on the way of a package."""
_SETTINGS = {"ZF_LEASE_SECONDS": "1.5", "ZF_PUBLISH_TIMEOUT": "0.5", "ZF_RESEND_SECONDS": "1", "ZF_RESEND_MAX": "2"}
_PLACES = [(name, hit) for name in FAILPOINTS if name != _MIGRATION for hit in (1, 2)]
_MOST = 8


async def test_in_one_process(admin_url: str, tmp_path: Path, dose: Dose) -> None:
    """12 places × 2 passages over the in-process bus."""
    choice = tmp_path / "failpoint"
    settings = {**_SETTINGS, "ZF_FAILPOINT": f"@{choice}"}
    async with one_process(
        admin_url, tmp_path, cases=len(_PLACES) * _MOST, settings=settings, restart_after=0.1
    ) as town:
        await _all_places(town, choice, dose, bus="in-process bus")


@pytest.mark.rabbitmq
async def test_over_the_broker(admin_url: str, broker: Broker, tmp_path: Path, dose: Dose) -> None:
    """12 places × 2 passages over RabbitMQ, one process per service."""
    choice = tmp_path / "failpoint"
    cases = len(_PLACES) * _MOST
    async with processes(
        admin_url, tmp_path, broker=broker, cases=cases, settings=_SETTINGS, choices=tmp_path, restart_after=0.1
    ) as town:
        await _all_places(town, choice, dose, bus="RabbitMQ")


async def _all_places(town: Town, choice: Path, dose: Dose, *, bus: str) -> None:
    begin = time.monotonic()
    worst = 0.0
    for name, hit in _PLACES:
        victim = CITY if CITY in town.fleet.names else _VICTIMS[name.split(".", 1)[0]]
        file = choice if victim == CITY else choice.with_name(f"{victim}.failpoint")
        took = await _one_death(town, victim, file, f"{name}:{hit}")
        worst = max(worst, took)
        print(f"{bus} {name}:{hit} in {victim}: {took:.1f} s", flush=True)
    verdict = await town.judge()
    seconds = time.monotonic() - begin
    say(dose, f"F2 {bus}: {len(town.fleet.deaths)} deaths in {seconds:.0f} s, slowest {worst:.1f} s; {verdict}")
    assert len(town.fleet.deaths) == len(_PLACES)


async def _one_death(town: Town, victim: str, file: Path, place: str) -> float:
    """Choose the place, hand packages over until it strikes, let the supervisor act, then check everything."""
    begin = time.monotonic()
    pid = town.fleet.pid(victim)
    choose(file, place)
    async with asyncio.TaskGroup() as group:
        group.create_task(_send_until_dead(town, pid, place))
        death = await town.fleet.death_of(pid)
        # At once: the next life would run into the same place.
        choose(file, "")
    assert (death.pid, death.status) == (pid, -signal.SIGKILL), f"{place}: {death}"
    try:
        await town.judge()
    except AssertionError as fault:
        raise AssertionError(f"after {place} in {victim}: {fault}\n{town.fleet.tail(victim)}") from fault
    return time.monotonic() - begin


async def _send_until_dead(town: Town, pid: int, place: str) -> None:
    """A package whose answer died with the process is repeated with its key until the next life answers."""
    for sent in range(_MOST):
        await town.send(1, rate=10)
        if any(death.pid == pid for death in town.fleet.deaths):
            return
        await asyncio.sleep(0.1 * sent)

    async def dead() -> bool:
        return any(death.pid == pid for death in town.fleet.deaths)

    await until(dead, what=f"anything passed {place}")


async def test_in_the_middle_of_a_migration(admin_url: str, tmp_path: Path, dose: Dose) -> None:
    """Killed before the commit of the first and of the second service's schema; the next run finishes the work."""
    prefix = f"zfm{os.getpid()}_"
    settings = {"ZF_TEST_PROVISION": json.dumps({"admin_url": admin_url, "prefix": prefix})}
    services = ("casemgmt", "liaison")
    engine = create_async_engine(other_database(admin_url, f"{prefix}police"))
    try:
        async with fleet(tmp_path, restart_after=3600) as found:
            found.add("migration", ["tests.fleet.provision_once"], environment=settings)
            for hit, done in ((1, 0), (2, 1)):
                await found.start("migration", extra={"ZF_FAILPOINT": f"{_MIGRATION}:{hit}"})
                death = await found.death_of(found.pid("migration"))
                assert death.status == -signal.SIGKILL, found.tail("migration")
                heights = [await current(engine, schema=service) for service in services]
                assert [bool(height) for height in heights] == [number < done for number in range(2)]
            await found.start("migration")
            assert (await found.death_of(found.pid("migration"))).status == 0, found.tail("migration")
        assert [await current(engine, schema=service) for service in services] == [heads(one) for one in services]
    finally:
        await engine.dispose()
        await drop_agency(admin_url, agency="police", services=services, prefix=prefix)
    say(dose, "F2 migration: 2 deaths, schema complete after the third run")
