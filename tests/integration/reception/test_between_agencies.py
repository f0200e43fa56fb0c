"""The hall and an agency tell each other, over both buses: calendars, windows, and one appointment on two sides."""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from tests.integration.reception.agencies import HALL, HOST, SERVICES, Agencies, agencies
from tests.integration.reception.floor import Body, codes, ok
from tests.standing_broker import StandingBroker
from zf_platform.bus.embedded import EmbeddedBus, Vices
from zf_platform.provision import AgencyDatabase
from zf_platform.testing import agency_database

WISH: Body = {
    "host": HOST,
    "matter": "conduct",
    "brief": "反映承办检察官拖延。",
    "petitioner_name": "测试来访人",
    "phone": "13900001111",
}


@pytest_asyncio.fixture(scope="session")
async def databases(admin_url: str) -> AsyncIterator[dict[str, AgencyDatabase]]:
    async with AsyncExitStack() as stack:
        yield {
            agency: await stack.enter_async_context(
                agency_database(admin_url, agency=agency, services=SERVICES, prefix=f"zft_hall_{os.getpid()}_")
            )
            for agency in (HALL, HOST)
        }


@pytest_asyncio.fixture
async def embedded(databases: dict[str, AgencyDatabase], tmp_path: Path) -> AsyncIterator[Agencies]:
    """The in-process bus, which delivers every word twice and out of order."""
    bus = EmbeddedBus(Vices(seed=11, duplicate=0.5, reorder=True))
    async with agencies(databases, tmp_path=tmp_path, bus=bus) as made:
        yield made


@pytest_asyncio.fixture
async def over_rabbit(
    standing_broker: StandingBroker, databases: dict[str, AgencyDatabase], tmp_path: Path
) -> AsyncIterator[Agencies]:
    async with (
        standing_broker.bus((HALL, HOST), SERVICES) as bus,
        agencies(databases, tmp_path=tmp_path, bus=bus) as made,
    ):
        yield made


@pytest.fixture(params=["embedded", pytest.param("over_rabbit", marks=pytest.mark.rabbitmq)])
def both(request: pytest.FixtureRequest) -> Agencies:
    found: Agencies = request.getfixturevalue(str(request.param))
    return found


async def eventually(both: Agencies, check: Callable[[], Awaitable[object]], *, seconds: float = 20.0) -> None:
    end = asyncio.get_running_loop().time() + seconds
    while True:
        await both.drain()
        if await check():
            return
        assert asyncio.get_running_loop().time() < end, "it did not happen in time"
        await asyncio.sleep(0.05)


async def with_leaders(both: Agencies) -> None:
    for rank, (account, name, title) in enumerate((("chief", "秦长河", "检察长"), ("deputy", "许平", "副检察长")), 1):
        body = {"account_id": account, "name": name, "title": title, "rank": rank, "portfolio": ["conduct"]}
        await both.post(HOST, "/receptions/leaders", body)


async def stands(both: Agencies, appointment_id: str, state: str) -> None:
    """Both sides show this state."""

    async def check() -> bool:
        for agency in (HALL, HOST):
            seen = await both.get(agency, f"/appointments/{appointment_id}")
            if seen.get("state") != state:
                return False
        return True

    await eventually(both, check)


def offer(both: Agencies, leader: str, **changed: object) -> Body:
    meets_at = (both.clock.now() + timedelta(minutes=2)).isoformat()
    return {"leader_id": leader, "meets_at": meets_at, "room": "检察长接待室", **changed}


async def test_a_named_leader_is_asked_for_replaced_with_consent_and_receives(both: Agencies) -> None:
    await with_leaders(both)
    asked = await both.post(HALL, "/appointments", {**WISH, "named_name": "秦长河"}, status=201)
    one = str(asked["id"])
    await stands(both, one, "requested")
    seen = await both.get(HOST, f"/appointments/{one}")
    assert (seen["proposed_leader"], seen["proposed_why"], seen["phone_masked"]) == ("chief", "named", "")
    assert seen["petitioner_name"] == "测试来访人"
    await both.act(HOST, one, "offer", offer(both, "deputy", reason="检察长出差"))
    await stands(both, one, "reassigned")
    at_home = await both.get(HALL, f"/appointments/{one}")
    assert (at_home["leader_name"], at_home["reason"]) == ("许平", "检察长出差")
    await both.act(HALL, one, "answer", {"accepted": True})
    await stands(both, one, "confirmed")
    await both.act(HALL, one, "check-in")
    await stands(both, one, "checked_in")
    await both.act(HOST, one, "held", {"reply": "已交督察部门核查，十五日内答复。"})
    await stands(both, one, "held")
    assert (await both.get(HALL, f"/appointments/{one}"))["reply"] == "已交督察部门核查，十五日内答复。"
    for agency in (HALL, HOST):
        report = await both.get(agency, "/appointments/report")
        assert (report["named"], report["substituted"], report["honoured"]) == (1, 1, 0)

    async def delivered() -> bool:
        states = [state for agency in (HALL, HOST) for _, state in await both.ledger(agency, "out")]
        return set(states) == {"delivered"}

    await eventually(both, delivered)
    from_hall = [message for message, _ in await both.ledger(HALL, "out")]
    assert from_hall == ["hall.appointment.requested"] + ["hall.appointment.confirmed"] * 2
    from_host = [message for message, _ in await both.ledger(HOST, "out")]
    assert from_host == ["hall.appointment.reassigned", "hall.appointment.confirmed"]


async def test_neither_side_does_the_others_part(both: Agencies) -> None:
    await with_leaders(both)
    asked = await both.post(HALL, "/appointments", WISH, status=201)
    one = str(asked["id"])
    await stands(both, one, "requested")
    wrong = await both.act(HALL, one, "held", {"reply": "已接访"}, status=422)
    assert codes(wrong) == ["appointment.other_side"]
    await both.act(HOST, one, "offer", offer(both, "chief"))
    wrong = await both.act(HOST, one, "answer", {"accepted": True}, status=422)
    assert codes(wrong) == ["appointment.other_side"]


async def test_both_act_at_the_same_time_and_agree_afterwards(both: Agencies) -> None:
    await with_leaders(both)
    first = str((await both.post(HALL, "/appointments", WISH, status=201))["id"])
    second = str((await both.post(HALL, "/appointments", WISH, status=201))["id"])
    await stands(both, first, "requested")
    await stands(both, second, "requested")
    await both.act(HOST, first, "offer", offer(both, "chief"))
    await both.act(HALL, first, "cancellation", {"reason": "来访人撤回"})
    await stands(both, first, "cancelled")
    await both.act(HOST, second, "offer", offer(both, "chief"))
    await stands(both, second, "offered")
    await both.act(HALL, second, "answer", {"accepted": True})
    await stands(both, second, "confirmed")
    both.clock.advance(timedelta(minutes=3))
    await both.act(HALL, second, "no-show")
    await both.act(HOST, second, "held", {"reply": "提前到场，已接访"})
    await stands(both, second, "held")


async def test_the_calendar_and_the_windows_of_an_agency_stand_in_the_hall(both: Agencies) -> None:
    await with_leaders(both)
    await both.post(HOST, "/receptions/plan", {"until": "2026-12-10"})
    await both.post(HOST, "/receptions/publication", {"until": "2026-12-10", "place": "12309 大厅"})
    card = {"code": "1", "name": "一号接待室", "agency": HOST, "queues": ["visit"], "services": ["控告申诉"]}
    desk = await ok(both.head(HOST), "/hall/desks", card, status=201)
    await both.post(HOST, f"/hall/desks/{desk['id']}/state", {"state": "open", "version": 1})

    async def shown() -> bool:
        sessions = await both.rows(HALL, "/receptions", "sessions")
        return bool(sessions) and bool(await both.rows(HALL, "/hall/peer-desks"))

    await eventually(both, shown)
    sessions = await both.rows(HALL, "/receptions", "sessions")
    drafts = await both.rows(HOST, "/receptions/drafts?until=2026-12-10", "sessions")
    assert [one["day"] for one in sessions] == [one["day"] for one in drafts]
    assert {(one["agency"], one["place"]) for one in sessions} == {(HOST, "12309 大厅")}
    (window,) = await both.rows(HALL, "/hall/peer-desks")
    assert (window["agency"], window["state"], window["services"]) == (HOST, "open", ["控告申诉"])
    await both.post(HOST, f"/hall/desks/{desk['id']}/state", {"state": "paused", "version": 2})

    async def paused() -> bool:
        return (await both.rows(HALL, "/hall/peer-desks"))[0]["state"] == "paused"

    await eventually(both, paused)
