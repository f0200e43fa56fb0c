"""Problems of a campaign over both buses: owner, measure, day and result, with a copy to the committee (S-063)."""

from datetime import timedelta

from tests.integration.cooperation.asking import (
    BOTH,
    KIND,
    Stated,
    bureau,
    facts,
    opened,
    person,
    quiet,
    request,
    stated,
)
from tests.integration.cooperation.test_correction import uploaded
from tests.integration.cooperation.test_legal_aid import forge
from tests.integration.cooperation.test_opinions import committee
from tests.integration.liaison.town import Town
from tests.integration.supervision.acting import act, acts, attempt, clocks, codes, ok, reached, see, shared
from zf_contracts.cooperation_values import CooperationAct
from zf_contracts.interagency.cooperation import CampaignProblemRectified
from zf_platform.bus.embedded import Vices
from zf_platform.testing import Caller

REGISTERED: Stated = {
    "campaign": "执法突出问题专项整改",
    "topic": "market",
    "source": "opinion",
    "problem": "个别法律服务所超范围执业、收费不透明",
    "rectify_by": "2026-12-20",
}
PLANNED: Stated = {
    "owner": "金秋实",
    "owner_unit": "综合管理科",
    "measure": "逐所检查，公示收费标准",
    "finish_on": "2026-12-15",
}
DONE: Stated = {"outcome": "rule_added", "result": "检查十二所，两所限期整改，收费标准已公示"}


async def reported(takes: Caller, problem: str, *, number: int) -> None:
    paper = ok(await uploaded(takes, problem, number=number))["id"]
    await act(takes, problem, "rectify", kind=KIND, facts=facts(DONE), files=[paper])


async def test_a_problem_gets_owner_measure_day_and_result_and_is_verified(city: Town) -> None:
    zhi, takes = committee(city), bureau(city)
    problem = await opened(zhi, "campaign_problem", REGISTERED)
    arrived = await reached(city, takes, problem, "registered", kind=KIND)
    assert arrived["matter_no"] == "云政法整改〔2026〕1号"
    assert clocks(arrived) == {"L81": ("2026-11-30", "running"), "L82": ("2026-12-20", "running")}
    late = facts({**PLANNED, "finish_on": "2026-12-21"})
    assert codes(await attempt(takes, problem, "plan", kind=KIND, facts=late)) == ["cooperation.done_after_day"]
    await act(takes, problem, "plan", kind=KIND, facts=facts(PLANNED))
    planned = await reached(city, zhi, problem, "planned", kind=KIND)
    assert (stated(planned)["owner"], clocks(planned)["L81"][1]) == ("金秋实", "met")
    assert codes(await attempt(takes, problem, "rectify", kind=KIND, facts=facts(DONE))) == [
        "supervision.evidence_needed"
    ]
    await reported(takes, problem, number=1)
    told = await reached(city, zhi, problem, "rectified", kind=KIND)
    assert clocks(told)["L83"] == ("2026-12-07", "running")
    past = await attempt(zhi, problem, "send_back", kind=KIND, text="再查", facts=facts({"rectify_by": "2026-11-20"}))
    assert codes(past) == ["task.due_not_ahead"]
    longer = facts({"rectify_by": "2026-12-31"})
    await act(zhi, problem, "send_back", kind=KIND, text="两所整改结果未报", facts=longer)
    again = await reached(city, takes, problem, "planned", kind=KIND)
    assert clocks(again)["L82"] == ("2026-12-31", "running")
    await act(takes, problem, "plan", kind=KIND, facts=facts({**PLANNED, "finish_on": "2026-12-28"}))
    await reported(takes, problem, number=2)
    await reached(city, zhi, problem, "rectified", kind=KIND)
    await act(zhi, problem, "close", kind=KIND, text="已现场核验")
    ended = await reached(city, takes, problem, "closed", kind=KIND)
    await quiet(city)
    assert shared(ended, *BOTH) == shared(await see(zhi, problem, kind=KIND), *BOTH)
    board = ok(await zhi.get("/cooperation/problems"))
    assert [(one["owner"], one["finish_on"], one["outcome_zh"]) for one in board["problems"]] == [
        ("金秋实", "2026-12-28", "有漏就补，建章立制")
    ]
    assert [(one["topic"], one["registered"], one["closed"], one["overdue"]) for one in board["topics"]] == [
        ("publicity", 0, 0, 0),
        ("market", 1, 1, 0),
    ]


async def test_what_another_agency_finds_is_copied_to_the_committee(embedded_town: Town) -> None:
    city = embedded_town
    finds, takes = person(city, "police", "legal_reviewer", "legal"), bureau(city)
    said = {**REGISTERED, "topic": "publicity", "problem": "乡镇普法宣传栏长期未更新"}
    bare = await finds.post("/cooperation", json=request("campaign_problem", said))
    assert codes(bare) == ["cooperation.copy_needed"]
    problem = await opened(finds, "campaign_problem", said, copies=["committee"])
    await reached(city, takes, problem, "registered", kind=KIND)
    await quiet(city)
    copy = await see(committee(city), problem, kind=KIND)
    assert (copy["role"], copy["options"], stated(copy)["problem"]) == ("copy", [], said["problem"])
    board = ok(await committee(city).get("/cooperation/problems"))
    assert [(one["topic"], one["registered"], one["overdue"]) for one in board["topics"]] == [
        ("publicity", 1, 0),
        ("market", 0, 0),
    ]
    own = await bureau(city).post("/cooperation", json=request("campaign_problem", said, addressees=["justice"]))
    assert codes(own)[0] == "cooperation.wrong_issuer"


async def test_what_is_put_right_late_says_so_on_both_sides(embedded_town: Town) -> None:
    city = embedded_town
    zhi, takes = committee(city), bureau(city)
    problem = await opened(zhi, "campaign_problem", REGISTERED)
    await reached(city, takes, problem, "registered", kind=KIND)
    await act(takes, problem, "plan", kind=KIND, facts=facts(PLANNED))
    city.clock.advance(timedelta(days=28))
    market = ok(await takes.get("/cooperation/problems"))["topics"][1]
    assert (market["rectified"], market["overdue"]) == (0, 1)
    await reported(takes, problem, number=1)
    told = await reached(city, zhi, problem, "rectified", kind=KIND)
    assert (told["late"], clocks(told)["L82"]) == (True, ("2026-12-20", "met_late"))
    assert (await see(takes, problem, kind=KIND))["late"] is True


async def test_the_bureau_was_away_and_duplicates_change_nothing(embedded_town: Town) -> None:
    city = embedded_town
    city.give(Vices(seed=3, duplicate=0.5, reorder=True, drop=0.2))
    zhi, takes = committee(city), bureau(city)
    problem = await opened(zhi, "campaign_problem", REGISTERED)
    await act(zhi, problem, "remind", kind=KIND, text="请尽快确定责任人")
    await city.drain(*[agency for agency in city.nodes if agency != "justice"])
    assert (await takes.get(f"/cooperation/{problem}")).status_code == 404
    await city.due_now("committee")

    async def reminded() -> bool:
        seen = await takes.get(f"/cooperation/{problem}")
        return seen.is_success and acts(seen.json()) == ["register", "remind"]

    await city.settle(reminded, seconds=40)
    city.give(Vices(seed=7))
    await act(takes, problem, "plan", kind=KIND, facts=facts(PLANNED))
    await reached(city, zhi, problem, "planned", kind=KIND)
    await quiet(city)
    assert shared(await see(zhi, problem, kind=KIND), *BOTH) == shared(await see(takes, problem, kind=KIND), *BOTH)


async def test_a_result_told_by_another_agency_is_rejected_and_recorded(embedded_town: Town) -> None:
    city = embedded_town
    zhi, takes = committee(city), bureau(city)
    problem = await opened(zhi, "campaign_problem", REGISTERED)
    await reached(city, takes, problem, "registered", kind=KIND)
    now = city.clock.now()
    told = CooperationAct(act_id="f8", matter_id=problem, act="rectify", by_name="外人", acted_at=now)
    await forge(city, "court", "committee", CampaignProblemRectified(body=told))
    rejected = await city.value(
        "committee", "SELECT problems FROM ledger WHERE direction = 'in' AND state = 'rejected'"
    )
    assert "exchange.sender_not_entitled" in str(rejected)
    assert (await see(zhi, problem, kind=KIND))["state"] == "registered"
