"""Assistance in enforcement over both buses: asked by the court, answered by code, gone on with, declined (S-061)."""

from datetime import timedelta

from tests.integration.cooperation.asking import (
    BOTH,
    KIND,
    Stated,
    court,
    facts,
    opened,
    person,
    quiet,
    request,
    stated,
)
from tests.integration.liaison.town import Town
from tests.integration.supervision.acting import act, attempt, clocks, codes, reached, see, shared

ASKED: Stated = {
    "case_no": "（2026）苏9901执31号",
    "paper": "（2026）苏9901执31号之一",
    "person": "贺某",
    "wanted": "locate",
    "details": "查找被执行人现住址",
    "urgent": "no",
    "reply_by": "2026-11-30",
    "contact": "书记员 000-0000-3301",
}


async def test_a_request_is_signed_for_answered_gone_on_with_and_closed(city: Town) -> None:
    asks, helps = court(city), person(city, "police", "legal_reviewer", "legal")
    matter_id = await opened(asks, "enforcement_assist", ASKED, addressees=["police"])
    arrived = await reached(city, helps, matter_id, "requested", kind=KIND)
    assert clocks(arrived) == {"L21": ("2026-11-24", "running"), "L22": ("2026-11-30", "running")}
    await act(helps, matter_id, "sign_for", kind=KIND, unit="yunling_station")
    await act(helps, matter_id, "reply", kind=KIND, facts=facts({"result": "partly", "found": "查到户籍地址"}))
    replied = await reached(city, asks, matter_id, "replied", kind=KIND)
    assert (stated(replied)["result"], clocks(replied)["L22"][1]) == ("partly", "met")
    await act(asks, matter_id, "send_back", kind=KIND, text="请继续查找现住址", until="2026-12-10")
    again = await reached(city, helps, matter_id, "signed_for", kind=KIND)
    assert clocks(again)["L22"] == ("2026-12-10", "running")
    await act(helps, matter_id, "reply", kind=KIND, facts=facts({"result": "done", "found": "现住云岭区示例路3号"}))
    await reached(city, asks, matter_id, "replied", kind=KIND)
    await act(asks, matter_id, "accept", kind=KIND)
    ended = await reached(city, helps, matter_id, "closed", kind=KIND)
    await quiet(city)
    assert shared(ended, *BOTH) == shared(await see(asks, matter_id, kind=KIND), *BOTH)
    assert ended["unit"] == "yunling_station"


async def test_a_refusal_needs_its_code_and_a_late_reply_says_so(embedded_town: Town) -> None:
    city = embedded_town
    asks, helps = court(city), person(city, "police", "legal_reviewer", "legal")
    first = await opened(asks, "enforcement_assist", ASKED, addressees=["police"])
    await reached(city, helps, first, "requested", kind=KIND)
    assert codes(await attempt(helps, first, "decline", kind=KIND, text="不办")) == ["cooperation.fact_needed"]
    await act(helps, first, "decline", kind=KIND, text="不在本地", facts=facts({"refusal": "other_place"}))
    declined = await reached(city, asks, first, "declined", kind=KIND)
    assert stated(declined)["refusal"] == "other_place"
    second = await opened(asks, "enforcement_assist", ASKED, addressees=["police"])
    await reached(city, helps, second, "requested", kind=KIND)
    await act(helps, second, "sign_for", kind=KIND)
    city.clock.advance(timedelta(days=9))
    await act(helps, second, "reply", kind=KIND, facts=facts({"result": "not_found", "found": "未查到"}))
    late = await reached(city, asks, second, "replied", kind=KIND)
    assert (late["late"], clocks(late)["L22"]) == (True, ("2026-11-30", "met_late"))


async def test_only_the_court_asks_and_a_past_day_is_refused(embedded_town: Town) -> None:
    city = embedded_town
    officer = person(city, "police", "legal_reviewer", "legal")
    wrong = await officer.post("/cooperation", json=request("enforcement_assist", ASKED, addressees=["justice"]))
    assert codes(wrong) == ["cooperation.wrong_issuer"]
    past = {**ASKED, "reply_by": "2026-11-23"}
    answer = await court(city).post("/cooperation", json=request("enforcement_assist", past, addressees=["police"]))
    assert codes(answer) == ["task.due_not_ahead"]
