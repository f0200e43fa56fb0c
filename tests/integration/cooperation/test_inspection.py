"""Inspections over both buses: visits, findings that become matters, correction, objection, follow-up, figures (S-072)."""

from datetime import timedelta

from tests.integration.cooperation.asking import BOTH, KIND, Stated, facts, opened, person, quiet, request, stated
from tests.integration.cooperation.test_correction import uploaded
from tests.integration.cooperation.test_legal_aid import forge
from tests.integration.cooperation.test_opinions import committee, leader
from tests.integration.liaison.town import Town
from tests.integration.supervision.acting import View, act, acts, attempt, clocks, codes, ok, reached, see, shared
from zf_contracts.cooperation_values import CooperationAct
from zf_contracts.interagency.cooperation import InspectionFindingRectified
from zf_platform.bus.embedded import Vices
from zf_platform.testing import Caller

BEGUN: Stated = {
    "group": "市委政法委第一巡视督查组",
    "leader": "常书记",
    "members": [["韩梅", "执法监督科科长"], ["温良", "信访科副科长"]],
    "period_from": "2026-11-23",
    "period_to": "2026-12-04",
    "methods": [["covert_visit", "窗口接待"], ["talks", "办案单位负责人"]],
    "targets": [
        ["police", "临河派出所", "last_ranked", "187"],
        ["police", "云岭派出所", "petitions", ""],
        ["court", "执行局", "last_ranked", "176"],
    ],
}
VISITS = [
    ["2026-11-23", "police", "临河派出所", "covert_visit", "韩梅、温良", "报案后未给回执"],
    ["2026-11-23", "court", "执行局", "talks", "常书记", "案款发放迟延"],
]
FINDINGS = [
    [
        "police",
        "临河派出所",
        "covert_visit",
        "violation",
        "报案后未给回执",
        "违反受案登记规定",
        "补录并规范",
        "2026-12-10",
    ],
    ["court", "执行局", "talks", "flaw", "案款发放迟延", "应当限期发放", "逐案清理", "2026-12-20"],
]
DONE: Stated = {"corrected": "已补录受案登记并送达回执", "responsible": "所长"}
FOLLOWED: Stated = {"followed_on": "2026-12-15", "followed_by": "韩梅", "follow_result": "kept"}


COUNTED = {
    "units_chosen": 3,
    "units_by_rank": 2,
    "units_inspected": 2,
    "visits": 2,
    "findings": 2,
    "corrected": 1,
    "violations": 1,
    "violations_corrected": 1,
    "overdue": 0,
}


async def begun(city: Town) -> str:
    return await opened(committee(city), "inspection", BEGUN, addressees=["committee"], title="第一轮巡视督查")


async def figures(city: Town, inspection: str) -> View:
    return ok(await committee(city).get(f"/cooperation/{inspection}/findings"))


async def issued(city: Town, inspection: str, rows: list[list[str]] = FINDINGS) -> dict[str, str]:
    """Agency → its finding."""
    await act(committee(city), inspection, "issue_findings", kind=KIND, facts=facts({"findings": rows}))
    return {str(one["addressee"]): str(one["id"]) for one in (await figures(city, inspection))["findings"]}


async def at_police(city: Town) -> tuple[Caller, Caller, str, str]:
    inspection = await begun(city)
    finding = (await issued(city, inspection))["police"]
    fa = leader(city, "police")
    await reached(city, fa, finding, "issued", kind=KIND)
    return committee(city), fa, inspection, finding


async def corrected(caller: Caller, finding: str, *, again: bool = False) -> None:
    paper = ok(await uploaded(caller, finding, number=2 if again else 1))["id"]
    await act(caller, finding, "report_correction", kind=KIND, facts=facts(DONE), files=[paper])


async def test_a_finding_is_corrected_sent_back_verified_followed_up_and_counted(city: Town) -> None:
    zhi, fa, inspection, finding = await at_police(city)
    await act(zhi, inspection, "record_visit", kind=KIND, facts=facts({"visit": VISITS[:1]}))
    await act(zhi, inspection, "record_visit", kind=KIND, facts=facts({"visit": VISITS[1:]}))
    assert stated(await see(zhi, inspection, kind=KIND))["visits"] == VISITS
    arrived = await see(fa, finding, kind=KIND)
    said = stated(arrived)
    assert (said["supervising_body"], said["method"]) == ("市委政法委第一巡视督查组（组长：常书记）", "covert_visit")
    assert clocks(arrived) == {"L71": ("2026-11-24", "running"), "L72": ("2026-12-10", "running")}
    await act(fa, finding, "sign_for", kind=KIND, unit="linhe_station")
    assert codes(await attempt(fa, finding, "report_correction", kind=KIND, facts=facts(DONE))) == [
        "supervision.evidence_needed"
    ]
    await corrected(fa, finding)
    told = await reached(city, zhi, finding, "rectified", kind=KIND)
    assert clocks(told)["L75"] == ("2026-12-07", "running")
    await act(zhi, finding, "send_back", kind=KIND, text="请补充责任追究情况", until="2026-12-20")
    again = await reached(city, fa, finding, "signed_for", kind=KIND)
    assert clocks(again)["L72"] == ("2026-12-20", "running")
    await corrected(fa, finding, again=True)
    await reached(city, zhi, finding, "rectified", kind=KIND)
    await act(zhi, finding, "verify", kind=KIND, facts=facts({"verified_how": "调阅台账，现场查看"}))
    assert codes(await attempt(zhi, finding, "close", kind=KIND)) == ["supervision.wrong_mark"]
    await act(zhi, finding, "follow_up", kind=KIND, facts=facts(FOLLOWED))
    await act(zhi, finding, "close", kind=KIND)
    ended = await reached(city, fa, finding, "closed", kind=KIND)
    await quiet(city)
    assert shared(ended, *BOTH) == shared(await see(zhi, finding, kind=KIND), *BOTH)
    page = await figures(city, inspection)
    assert page["figures"] == COUNTED
    assert [(one["inspected"], one["follow_result_zh"]) for one in page["findings"]] == [
        ("临河派出所", "整改成效保持"),
        ("执行局", ""),
    ]


async def test_an_objection_has_its_period_and_its_answer(embedded_town: Town) -> None:
    city = embedded_town
    zhi, fa, inspection, finding = await at_police(city)
    await act(fa, finding, "object", kind=KIND, text="当日已给回执，附登记簿")
    objected = await reached(city, zhi, finding, "issued", kind=KIND)

    async def told() -> bool:
        return bool((await see(zhi, finding, kind=KIND))["mark"] == "objected")

    await city.settle(told, seconds=40)
    objected = await see(zhi, finding, kind=KIND)
    assert clocks(objected)["L74"] == ("2026-11-30", "running")
    await act(zhi, finding, "uphold_objection", kind=KIND, text="登记簿属实")
    revoked = await reached(city, fa, finding, "revoked", kind=KIND)
    assert {rule: state for rule, (_, state) in clocks(revoked).items()} == {
        "L71": "cancelled",
        "L72": "cancelled",
        "L74": "met",
    }
    assert (await figures(city, inspection))["figures"]["findings"] == 1
    court = leader(city, "court")
    other = (await issued(city, inspection, FINDINGS[1:]))["court"]
    await reached(city, court, other, "issued", kind=KIND)
    city.clock.advance(timedelta(days=8))
    late = await attempt(court, other, "object", kind=KIND, text="不认可")
    assert codes(late) == ["cooperation.period_over"]
    assert "2026-11-30" in late.json()["problems"][0]["zh"]


async def test_what_is_not_corrected_in_time_is_overdue_and_stays_late(embedded_town: Town) -> None:
    city = embedded_town
    zhi, fa, inspection, finding = await at_police(city)
    await act(fa, finding, "sign_for", kind=KIND)
    city.clock.advance(timedelta(days=20))
    assert (await figures(city, inspection))["figures"]["overdue"] == 2
    await corrected(fa, finding)
    told = await reached(city, zhi, finding, "rectified", kind=KIND)
    assert (told["late"], clocks(told)["L72"]) == (True, ("2026-12-10", "met_late"))
    await act(zhi, finding, "verify", kind=KIND, facts=facts({"verified_how": "现场查看"}))
    relapsed = facts({**FOLLOWED, "followed_on": "2026-12-13", "follow_result": "relapsed"})
    await act(zhi, finding, "follow_up", kind=KIND, facts=relapsed)
    await act(zhi, finding, "reopen", kind=KIND, text="问题反弹", until="2026-12-31")
    again = await reached(city, fa, finding, "signed_for", kind=KIND)
    assert (again["late"], clocks(again)["L72"]) == (True, ("2026-12-31", "running"))


async def test_findings_are_issued_all_or_none_and_only_from_an_inspection(embedded_town: Town) -> None:
    city = embedded_town
    zhi, inspection = committee(city), await begun(city)
    past = [FINDINGS[0], [*FINDINGS[1][:7], "2026-11-20"]]
    answer = await attempt(zhi, inspection, "issue_findings", kind=KIND, facts=facts({"findings": past}))
    assert [(one["code"], one["field"]) for one in answer.json()["problems"]] == [
        ("task.due_not_ahead", "facts.findings")
    ]
    strange = [["moon", *FINDINGS[0][1:]]]
    unknown = await attempt(zhi, inspection, "issue_findings", kind=KIND, facts=facts({"findings": strange}))
    assert codes(unknown) == ["cooperation.addressee_unknown"]
    assert (await figures(city, inspection))["findings"] == []
    alone: Stated = {
        "supervising_body": "某组", "method": "talks", "unit": "某所", "nature": "flaw", "found": "问题", "opinion": "意见",
        "demand": "要求", "correct_by": "2026-12-10",
    }  # fmt: skip
    by_hand = await zhi.post("/cooperation", json=request("inspection_finding", alone, addressees=["police"]))
    assert codes(by_hand) == ["cooperation.part_of_another"]
    offered = [one["id"] for one in ok(await zhi.get("/cooperation/words"))["kinds"]]
    assert "inspection" in offered
    assert "inspection_finding" not in offered
    assert await city.value("committee", "SELECT count(*) FROM audit_entry WHERE act = 'act.refused'") == 3


async def test_a_place_in_the_list_is_named_and_the_days_follow_each_other(embedded_town: Town) -> None:
    city = embedded_town
    wrong = {**BEGUN, "period_to": "2026-11-01", "targets": [["police", "临河派出所", "last_ranked", ""]]}
    answer = await committee(city).post("/cooperation", json=request("inspection", wrong, addressees=["committee"]))
    assert codes(answer) == ["cooperation.days_reversed", "cooperation.rank_needed"]
    police = person(city, "police", "bureau_leader", "leadership")
    other = await police.post("/cooperation", json=request("inspection", BEGUN, addressees=["police"]))
    assert codes(other)[0] == "cooperation.wrong_issuer"


async def test_an_agency_that_was_away_catches_up_and_duplicates_change_nothing(embedded_town: Town) -> None:
    city = embedded_town
    city.give(Vices(seed=5, duplicate=0.5, reorder=True, drop=0.2))
    inspection = await begun(city)
    finding = (await issued(city, inspection))["police"]
    zhi, fa = committee(city), leader(city, "police")
    await act(zhi, finding, "remind", kind=KIND, text="请尽快签收")
    await city.drain(*[agency for agency in city.nodes if agency != "police"])
    assert (await fa.get(f"/cooperation/{finding}")).status_code == 404
    await city.due_now("committee")
    await reached(city, fa, finding, "issued", kind=KIND)

    async def reminded() -> bool:
        return acts(await see(fa, finding, kind=KIND)) == ["issue", "remind"]

    await city.settle(reminded, seconds=40)
    await act(fa, finding, "sign_for", kind=KIND)
    await reached(city, zhi, finding, "signed_for", kind=KIND)
    city.give(Vices(seed=7))
    await quiet(city)
    assert shared(await see(zhi, finding, kind=KIND), *BOTH) == shared(await see(fa, finding, kind=KIND), *BOTH)


async def test_a_correction_told_by_another_agency_is_rejected_and_recorded(embedded_town: Town) -> None:
    city = embedded_town
    zhi, _fa, _inspection, finding = await at_police(city)
    now = city.clock.now()
    told = CooperationAct(act_id="f9", matter_id=finding, act="report_correction", by_name="外人", acted_at=now)
    await forge(city, "court", "committee", InspectionFindingRectified(body=told))
    rejected = await city.value(
        "committee", "SELECT problems FROM ledger WHERE direction = 'in' AND state = 'rejected'"
    )
    assert "supervision.not_from_that_side" in str(rejected)
    assert (await see(zhi, finding, kind=KIND))["state"] == "issued"
