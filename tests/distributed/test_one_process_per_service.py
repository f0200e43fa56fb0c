"""The wiring of the deployment without containers: one process per service with the deployment's own commands, RabbitMQ with
its own accounts, PostgreSQL with its own roles, the front end apart. Both stories run through, and everything stops politely.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from tests.broker_server import Broker
from tests.fleet.checker import Checker
from tests.fleet.doses import Dose, say
from tests.fleet.processes import Fleet, fleet
from tests.fleet.sites import EXCHANGE, PAIR, Site, site
from tests.ports import free_port
from zf_contracts.envelope import Address
from zf_node.demo.stories import STORIES
from zf_node.wiring import SERVICES

pytestmark = [pytest.mark.faults, pytest.mark.slow, pytest.mark.rabbitmq, pytest.mark.timeout(600)]
HALL = "hall"
_SETTINGS = {"ZF_TRACE_SINK": "pg", "ZF_POLL_SECONDS": "1"}
AGENCIES = (*PAIR, "court", "justice")
NEEDED = {"police": SERVICES, "procuratorate": EXCHANGE, "court": EXCHANGE, "justice": EXCHANGE}
"""What the stories walk through; the clocks of the others would be told to an oversight that nobody asks."""
COMMITTEE = Address("committee", "liaison")
"""Told of overdue clocks, and not there."""
ABSENT = (COMMITTEE, *(Address(agency, "oversight") for agency in AGENCIES if agency != "police"))


async def test_the_stories_through_the_processes(admin_url: str, broker: Broker, tmp_path: Path, dose: Dose) -> None:
    """C: the services the stories need, forked from one that has imported them; N: all services, each its own
    interpreter. The joint meeting and the cooperation need the committee, which is not there; their integration tests run over
    RabbitMQ.
    """
    begin, told_here = time.monotonic(), {*STORIES} - {"joint-meeting", "cooperation"}
    async with deployment(admin_url, tmp_path, broker=broker, whole=dose.nightly) as (made, found):
        started = time.monotonic() - begin
        await _enrol(made, found, admin_url)
        steps = await asyncio.gather(*(_told(made, found, story, folder=tmp_path) for story in sorted(told_here)))
        told = time.monotonic() - begin - started
        async with Checker(made, beyond=(COMMITTEE,) if dose.nightly else ABSENT) as checker:
            drained = await checker.drained(seconds=60)
            traced = await _traces(checker, made)
        await _front_end_answers(found)
        stops = await _stop_all(made, found)
    say(
        dose,
        f"{len(stops)} processes ready in {started:.1f} s; {len(steps)} stories ({sum(steps)} steps) at once in {told:.1f} s, "
        f"drained {drained:.1f} s, {traced} traces over several services; slowest stop {max(stops):.1f} s",
    )
    assert traced > 0


@asynccontextmanager
async def deployment(admin_url: str, folder: Path, *, broker: Broker, whole: bool) -> AsyncIterator[tuple[Site, Fleet]]:
    """Every process by the very command that docker-compose.yml names."""
    services = dict.fromkeys(AGENCIES, SERVICES) if whole else NEEDED
    start = ("exec",) if whole else ()
    async with (
        site(admin_url, folder, agencies=AGENCIES, services=services, broker=broker, settings=_SETTINGS) as made,
        fleet(folder) as found,
    ):
        for address in made.addresses:
            argv = [*start, "zf", "service", address.service, "--agency", address.agency]
            found.add(_name(address), argv, environment=made.environment(address), port=made.ports[address])
        port = free_port()
        settings = {"ZF_HALL_URLS": _urls(made), "ZF_HALL_SECURE_COOKIES": "false"}
        argv = ["exec", "zf", "hall", "--host", "127.0.0.1", "--port", str(port)]
        found.add(HALL, argv, environment=settings, port=port, ready="/health/live")
        await found.start()
        yield made, found


async def _enrol(made: Site, found: Fleet, admin_url: str) -> None:
    """The demo accounts, by the command; a second time nothing is new."""
    argv = ["zf", "demo", "people", "--admin-url", admin_url, "--prefix", made.prefix]
    argv += [word for agency in AGENCIES for word in ("--agency", agency)]
    for name in ("people", "people again"):
        assert await found.run(name, argv, environment={"ZF_LANG": "en"}) == 0, found.tail(name)
    assert found.tail("people").count(" new accounts") == len(AGENCIES)
    assert found.tail("people again").count(": 0 new accounts") == len(AGENCIES)


async def _told(made: Site, found: Fleet, story: str, *, folder: Path) -> int:
    """`zf demo story` against the addresses of this city: it checks every message, document and clock. Returns its steps."""
    argv = ["zf", "demo", "story", story, "--urls", _urls(made), "--json"]
    status = await found.run(story, argv, environment={}, seconds=240)
    assert status == 0, found.tail(story)
    printed = json.loads((folder / f"{story}.log").read_text(encoding="utf-8").splitlines()[-1])
    assert printed["story"] == story
    return len(printed["steps"])


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


async def _stop_all(made: Site, found: Fleet) -> list[float]:
    """SIGTERM to all at once; each ends by itself, with status 0."""

    async def one(name: str) -> float:
        begin = time.monotonic()
        death = await found.terminate(name, seconds=60)
        assert death.status == 0, f"{name} ended with {death.status}\n{found.tail(name)}"
        return time.monotonic() - begin

    return list(await asyncio.gather(*(one(name) for name in (HALL, *map(_name, made.addresses)))))


def _name(address: Address) -> str:
    return f"{address.agency}.{address.service}"


def _urls(made: Site) -> str:
    return ",".join(f"{_name(one)}={made.url(one)}" for one in made.addresses)
