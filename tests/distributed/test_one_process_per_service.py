"""The wiring of the deployment without containers: one process per service with the deployment's own commands, RabbitMQ with
its own accounts, PostgreSQL with its own roles, the front end apart. A story runs through, and everything stops politely.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import groupby
from pathlib import Path

import httpx
import pytest

from tests.broker_server import Broker, broker
from tests.fleet.checker import Checker
from tests.fleet.doses import Dose, say
from tests.fleet.processes import Fleet, fleet
from tests.fleet.sites import PAIR, Site, free_port, site
from zf_contracts.envelope import Address
from zf_contracts.http.liaison import CreateAccount
from zf_liaison.accounts.enrol import enrol
from zf_liaison.accounts.passwords import Passwords
from zf_node.demo.desk import Town
from zf_node.demo.matter import Matter
from zf_node.demo.people import DEMO_PASSWORD, DEMO_PEOPLE
from zf_node.demo.stories import STORIES
from zf_node.wiring import SERVICES
from zf_platform.clock import SystemClock
from zf_platform.database import Database
from zf_platform.transaction import Cause, TransactionFactory, Wakeups, service_actor
from zf_platform.wake import LocalWakeup

__all__ = ["broker"]

pytestmark = [pytest.mark.faults, pytest.mark.slow, pytest.mark.rabbitmq, pytest.mark.timeout(900)]
HALL = "hall"
_SETTINGS = {"ZF_TRACE_SINK": "pg", "ZF_POLL_SECONDS": "1"}


async def test_a_story_through_the_processes(admin_url: str, broker: Broker, tmp_path: Path, dose: Dose) -> None:
    """C: police and procuratorate, 8 services and the front end, the story of the fraud; N: four agencies, the theft."""
    agencies, story = dose.of((PAIR, "fraud"), ((*PAIR, "court", "justice"), "theft"))
    begin = time.monotonic()
    async with deployment(admin_url, tmp_path, agencies=agencies, broker=broker) as (made, found):
        started = time.monotonic() - begin
        await enrol_people(made)
        matter = await _tell(made, story)
        told = time.monotonic() - begin - started
        async with Checker(made) as checker:
            drained = await checker.drained(seconds=60)
            traced = await _traces(checker, made)
        await _front_end_answers(found)
        stops = await _stop_all(found)
    say(
        dose,
        f"{len(found.names)} processes ready in {started:.1f} s; story {story} ({len(matter.log)} steps) in {told:.1f} s, "
        f"drained {drained:.1f} s, {traced} traces over several services; slowest stop {max(stops):.1f} s",
    )
    assert traced > 0


@asynccontextmanager
async def deployment(
    admin_url: str, folder: Path, *, agencies: tuple[str, ...], broker: Broker
) -> AsyncIterator[tuple[Site, Fleet]]:
    """Every process by exec of the very command that docker-compose.yml names."""
    async with (
        site(admin_url, folder, agencies=agencies, services=SERVICES, broker=broker, settings=_SETTINGS) as made,
        fleet(folder) as found,
    ):
        for address in made.addresses:
            argv = ["exec", "zf", "service", address.service, "--agency", address.agency]
            name = f"{address.agency}.{address.service}"
            found.add(name, argv, environment=made.environment(address), port=made.ports[address])
        port = free_port()
        urls = ",".join(f"{one.agency}.{one.service}={made.url(one)}" for one in made.addresses)
        settings = {"ZF_HALL_URLS": urls, "ZF_HALL_SECURE_COOKIES": "false"}
        argv = ["exec", "zf", "hall", "--host", "127.0.0.1", "--port", str(port)]
        found.add(HALL, argv, environment=settings, port=port, ready="/health/live")
        await found.start()
        yield made, found


async def enrol_people(made: Site) -> None:
    """The people of the sample city, through liaison's own use case, straight into its database."""
    passwords = Passwords()
    people = [one for one in DEMO_PEOPLE if Address(one.agency, "liaison") in made.ports]
    for agency, staff in groupby(sorted(people, key=lambda one: one.agency), key=lambda one: one.agency):
        identity = Address(agency, "liaison")
        database = Database(made.databases[agency].service_urls["liaison"], schema="liaison", pool_size=1)
        wakeups = Wakeups(outbox=LocalWakeup(), inbox=LocalWakeup())
        factory = TransactionFactory(database=database, identity=identity, clock=SystemClock(), wakeups=wakeups)
        accounts = [
            CreateAccount(username=one.username, name=one.name, unit=one.unit, roles=one.roles, password=DEMO_PASSWORD)
            for one in staff
        ]
        async with factory.begin() as transaction:
            cause = Cause(correlation_id="setup", request_id="setup")
            scope = transaction.scope(actor=service_actor(identity), cause=cause)
            assert await enrol(scope, accounts, law=made.law, passwords=passwords) == len(accounts)
            await transaction.commit()
        await database.close()


async def _tell(made: Site, story: str) -> Matter:
    urls = {(address.agency, address.service): made.url(address) for address in made.addresses}
    async with httpx.AsyncClient(timeout=60) as http:
        matter = Matter(Town(http, base="http://nowhere.invalid", password=DEMO_PASSWORD, urls=urls))
        await STORIES[story](matter)
    assert len(matter.log) > 20
    return matter


async def _traces(checker: Checker, made: Site) -> int:
    """Traces in the police database that run through more than one process: the context crossed the broker."""
    liaison = Address(made.addresses[0].agency, "liaison")
    several = "SELECT trace_id FROM telemetry.otel_span GROUP BY trace_id HAVING count(DISTINCT service) > 1"
    sql = f"SELECT count(*) FROM ({several}) found"
    return int(str((await checker.rows(liaison, sql))[0][0]))


async def _front_end_answers(found: Fleet) -> None:
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{found.port(HALL)}", follow_redirects=True) as http:
        page = await http.get("/")
        assert page.status_code == 200
        assert "text/html" in page.headers["content-type"]
        assert "公安" in page.text


async def _stop_all(found: Fleet) -> list[float]:
    """SIGTERM to all at once; each ends by itself, with status 0."""

    async def one(name: str) -> float:
        begin = time.monotonic()
        death = await found.terminate(name, seconds=60)
        assert death.status == 0, f"{name} ended with {death.status}\n{found.tail(name)}"
        return time.monotonic() - begin

    return list(await asyncio.gather(*(one(name) for name in found.names)))
