"""Handing over a package is the hot path: few statements, whatever the size of the case."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg
from asyncpg.connection import LoggedQuery
from sqlalchemy import event
from sqlalchemy.engine.interfaces import DBAPIConnection

from tests.integration.casemgmt.city import City
from tests.integration.casemgmt.shortcuts import in_exit_review
from zf_contracts.internal.transfers import TransferSubmitted
from zf_platform.database import Database

OWN_STATEMENTS = 6
ENVELOPE = ("BEGIN;", "COMMIT;", "ROLLBACK;")
PLATFORM_TABLES = ("idempotency_key", "outbox", "audit_entry", "inbox", "pg_notify")


async def test_a_submission_takes_few_statements_and_no_more_for_more_people(city: City) -> None:
    few = await submission_statements(city, "丙某")
    many = await submission_statements(city, *(f"嫌疑人{number}" for number in range(12)))
    assert few <= OWN_STATEMENTS
    assert many == few, "statements grow with the case"


async def test_of_two_who_submit_at_once_one_does_and_the_other_is_told(city: City) -> None:
    collab = await in_exit_review(city, "戊某")
    draft = await city.prepare("police", "handler", collab, "prosecution", "procuratorate")
    await city.check(collab)
    await city.sign(collab)
    body = {"version": draft["version"], "acted_at": city.tick().isoformat()}
    path = f"/transfers/{draft['id']}/submission"
    answers = await asyncio.gather(*(city.try_post("police", "outlet", path, body) for _ in range(2)))
    assert sorted(answer.status_code for answer in answers)[0] == 200
    assert all(answer.json()["problems"] for answer in answers if answer.status_code != 200)
    assert len([answer for answer in answers if answer.status_code == 200]) == 1
    await city.settle()
    told = [one for one in city.told("police", TransferSubmitted) if isinstance(one, TransferSubmitted)]
    assert [one.package.collab_no for one in told].count(collab) == 1


async def submission_statements(city: City, *names: str) -> int:
    collab = await in_exit_review(city, *names)
    draft = await city.prepare("police", "handler", collab, "prosecution", "procuratorate")
    await city.check(collab)
    await city.sign(collab)
    body = {"version": draft["version"], "acted_at": city.tick().isoformat()}
    with statements(city.services["police"].service.parts.database) as seen:
        answer = await city.try_post("police", "outlet", f"/transfers/{draft['id']}/submission", body)
    assert answer.status_code == 200, answer.text
    own = [one for one in seen if one not in ENVELOPE and not any(table in one for table in PLATFORM_TABLES)]
    assert own, "the driver was not heard"
    return len(own)


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    """Every statement the driver sends, whoever composed it."""
    seen: list[str] = []
    heard: set[asyncpg.Connection] = set()

    def note(record: LoggedQuery) -> None:
        seen.append(record.query)

    def listen(connection: DBAPIConnection, *_: object) -> None:
        driver = connection.driver_connection
        assert isinstance(driver, asyncpg.Connection)
        if driver not in heard:
            driver.add_query_logger(note)
            heard.add(driver)

    engine = database.engine.sync_engine
    event.listen(engine, "checkout", listen)
    try:
        yield seen
    finally:
        event.remove(engine, "checkout", listen)
        for driver in heard:
            driver.remove_query_logger(note)
