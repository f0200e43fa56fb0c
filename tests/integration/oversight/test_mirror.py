"""The mirror shows the same clock whatever order its messages come in and however often (S-044)."""

from datetime import date, timedelta
from itertools import permutations

import pytest
from sqlalchemy import text

from tests.integration.letters import deliver, inbox_states
from tests.integration.oversight.clock_messages import ANCHOR, ended, started
from tests.integration.schema import schema_differences
from zf_contracts.envelope import Payload
from zf_oversight.consumers import consumes
from zf_oversight.tables import Base
from zf_platform.provision import AgencyDatabase
from zf_platform.testing import Caller, ServiceUnderTest
from zf_platform.transaction import Cause, service_actor

HISTORIES: dict[str, tuple[Payload, ...]] = {
    "extended and met": (
        started(),
        started(revision=2, due=date(2026, 12, 20)),
        ended(revision=2, at=ANCHOR + timedelta(days=5)),
    ),
    "paused, resumed, met late": (
        started(),
        ended(outcome="paused"),
        started(revision=2, due=date(2026, 12, 4)),
        ended(revision=2, outcome="met_late", at=ANCHOR + timedelta(days=30)),
    ),
    "paused and cancelled meanwhile": (
        started(),
        ended(outcome="paused"),
        ended(outcome="cancelled", at=ANCHOR + timedelta(days=9)),
    ),
    "running after a pause": (started(), ended(outcome="paused"), started(revision=2, due=date(2026, 12, 4))),
}

# Newest computation, newest end, and what that end was: the clock runs while the first is the greater.
STANDS = {
    "extended and met": (2, 2, "met"),
    "paused, resumed, met late": (2, 2, "met_late"),
    "paused and cancelled meanwhile": (1, 1, "cancelled"),
    "running after a pause": (2, 1, "paused"),
}


@pytest.mark.parametrize("history", HISTORIES)
async def test_any_order_and_any_repetition_gives_the_same_clock(oversight: ServiceUnderTest, history: str) -> None:
    messages = HISTORIES[history]
    expected = await mirrored(oversight, messages)
    assert (expected["revision"], expected["ended_revision"], expected["outcome"]) == STANDS[history]
    for order in permutations(messages):
        assert await mirrored(oversight, (*order, *order)) == expected


async def test_a_clock_arrives_through_the_inbox_with_its_explanation(
    oversight: ServiceUnderTest, leader: Caller
) -> None:
    await deliver(oversight.service, started())
    (clock,) = (await leader.get("/clocks")).json()["items"]
    assert (clock["id"], clock["due"], clock["anchor"]) == ("d1", "2026-11-27", "2026-11-20T09:00:00+08:00")
    assert (clock["band"], clock["days_left"]) == ("running", 4)
    assert clock["trace"] == [
        {"zh": "当日不计", "en": "The day of the event is not counted", "basis": "CPL 105"},
    ]
    assert await inbox_states(oversight.service) == ["done"]


async def test_an_end_without_a_start_is_kept_and_not_shown(oversight: ServiceUnderTest, leader: Caller) -> None:
    await deliver(oversight.service, ended())
    assert (await leader.get("/clocks", params={"band": "ended"})).json()["items"] == []
    await deliver(oversight.service, started())
    assert [row["id"] for row in (await leader.get("/clocks", params={"band": "ended"})).json()["items"]] == ["d1"]
    assert (await leader.get("/clocks")).json()["items"] == []


async def test_the_migrations_make_the_declared_tables(database: AgencyDatabase) -> None:
    url = database.service_urls["oversight"]
    assert await schema_differences(url, schema="oversight", metadata=Base.metadata) == []


async def mirrored(oversight: ServiceUnderTest, messages: tuple[Payload, ...]) -> dict[str, object]:
    """The stored clock after acting on these messages, each in a transaction of its own, from an empty table."""
    factory = oversight.service.parts.factory
    actions = consumes()
    async with factory.begin() as transaction:
        await transaction.session.execute(text("DELETE FROM watched_clock"))
        await transaction.commit()
    for message in messages:
        async with factory.begin() as transaction:
            scope = transaction.scope(actor=service_actor(oversight.address), cause=Cause(correlation_id="t"))
            await actions[type(message)](scope, message)
            await transaction.commit()
    async with factory.begin() as transaction:
        return dict((await transaction.session.execute(text("SELECT * FROM watched_clock"))).mappings().one())
