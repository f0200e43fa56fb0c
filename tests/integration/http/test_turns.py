"""A surge makes a queue: everybody is served in his turn, and who waited too long is told to come again and nothing changed."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from tests.integration.emptying import empty_tables
from tests.integration.http.desk import desk, value
from zf_platform.http.route import RUNTIME_KEY, HttpRuntime
from zf_platform.provision import AgencyDatabase
from zf_platform.testing import Caller, ServiceUnderTest

ONE_AT_ONCE = {"pool_size": 3, "pool_overflow": 0, "pool_timeout": 0.5, "turn_timeout": 20.0}


@pytest_asyncio.fixture
async def narrow(database: AgencyDatabase, tmp_path: Path) -> AsyncIterator[ServiceUnderTest]:
    await empty_tables(database, "oversight")
    async with desk(database, blob_dir=tmp_path, settings=ONE_AT_ONCE) as running:
        yield running


def clerk(service: ServiceUnderTest) -> Caller:
    return service.caller("police.clerk", roles=["clerk"], unit="u1")


def runtime_of(service: ServiceUnderTest) -> HttpRuntime:
    found = getattr(service.service.app.state, RUNTIME_KEY)
    assert isinstance(found, HttpRuntime)
    return found


async def test_many_at_once_are_all_served_by_few_connections(narrow: ServiceUnderTest) -> None:
    answers = await asyncio.gather(*(clerk(narrow).post("/notes", json={"title": f"note {n}"}) for n in range(60)))
    assert {answer.status_code for answer in answers} == {201}
    assert await value(narrow, "SELECT count(*) FROM note") == 60
    assert narrow.service.parts.database.connections <= 3


async def test_who_waited_too_long_is_told_when_to_come_again(database: AgencyDatabase, tmp_path: Path) -> None:
    await empty_tables(database, "oversight")
    impatient = {**ONE_AT_ONCE, "turn_timeout": 0.05}
    async with desk(database, blob_dir=tmp_path, settings=impatient) as service:
        async with runtime_of(service).turns.turn():
            busy = await clerk(service).post("/notes", json={"title": "too late"}, key="turn-00001")
        assert (busy.status_code, busy.json()["problems"][0]["code"]) == (503, "request.busy")
        assert int(busy.headers["retry-after"]) >= 1
        assert await value(service, "SELECT count(*) FROM note") == 0
        again = await clerk(service).post("/notes", json={"title": "too late"}, key="turn-00001")
        assert again.status_code == 201
