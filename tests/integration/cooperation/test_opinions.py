"""Opinions forwarded with a common frame that each agency fills in its own way, and plans side by side (S-069)."""

from tests.integration.cooperation.asking import BOTH, KIND, Stated, facts, person, quiet, request, stated
from tests.integration.liaison.town import Town
from tests.integration.supervision.acting import act, attempt, clocks, codes, ok, reached, see, shared
from zf_platform.testing import Caller

FORWARDED: Stated = {
    "campaign": "执法突出问题专项整改",
    "opinions": [["efficiency", "报案后长时间没有回音", "visit", "23"], ["service", "窗口态度生硬", "survey", "7"]],
    "frame": [["受案立案", "怎样做到有案必受"], ["窗口服务", "怎样改进态度"]],
    "local_demands": [["年底前报案回复率达到百分之百", "2026-12-31"]],
    "plan_by": "2026-11-30",
    "report_by": "2026-12-31",
}
OWN_LINE = [["受案立案改革检查", "公法〔2026〕9号", "2026-12-20"]]
MEASURES = [
    ["受案立案", "每日巡查未受案警情", "报案后长时间没有回音", "法制支队", "2026-12-15"],
    ["窗口服务", "首问负责", "窗口态度生硬", "办公室", "2026-12-10"],
]


def committee(city: Town) -> Caller:
    return person(city, "committee", "plc_coordinator", "coordination")


def leader(city: Town, agency: str) -> Caller:
    role = {"police": "bureau_leader", "court": "court_leader"}[agency]
    return person(city, agency, role, "leadership")


async def forwarded(city: Town) -> tuple[dict[str, str], str]:
    """Agency → the id of its matter, and the group."""
    said = request("opinion", FORWARDED, addressees=["police", "court"])
    ids = ok(await committee(city).post("/cooperation", json=said))["ids"]
    views = [await see(committee(city), str(one), kind=KIND) for one in ids]
    return {str(one["addressee"]): str(one["id"]) for one in views}, str(views[0]["group_id"])


async def test_each_agency_fills_the_frame_in_its_own_way_and_all_stand_side_by_side(city: Town) -> None:
    zhi, police, court = committee(city), leader(city, "police"), leader(city, "court")
    ids, group = await forwarded(city)
    arrived = await reached(city, police, ids["police"], "forwarded", kind=KIND)
    assert clocks(arrived) == {"L31": ("2026-11-24", "running"), "L32": ("2026-11-30", "running")}
    await act(police, ids["police"], "sign_for", kind=KIND)
    gap = facts({"measures": [MEASURES[0], ["队伍建设", *MEASURES[1][1:]]]})
    assert codes(await attempt(police, ids["police"], "submit_plan", kind=KIND, facts=gap)) == [
        "cooperation.beside_the_frame",
        "cooperation.section_unanswered",
    ]
    plan = facts({"measures": MEASURES, "superior_demands": OWN_LINE})
    await act(police, ids["police"], "submit_plan", kind=KIND, facts=plan)
    told = await reached(city, zhi, ids["police"], "plan_submitted", kind=KIND)
    assert stated(told)["measures"] == MEASURES
    await reached(city, court, ids["court"], "forwarded", kind=KIND)
    both = ok(await zhi.get(f"/cooperation/groups/{group}"))
    assert {one["addressee"]: one["state"] for one in both["agencies"]} == {
        "police": "plan_submitted",
        "court": "forwarded",
    }
    assert both["local"]["rows"] == FORWARDED["local_demands"]
    assert {one["agency"]: one["rows"] for one in both["superior"]} == {"police": OWN_LINE, "court": []}
    first = {cell["agency"]: cell["rows"] for cell in both["sections"][0]["cells"]}
    assert (both["sections"][0]["section"], first["police"]) == ("受案立案", [MEASURES[0][1:]])
    alone = ok(await police.get(f"/cooperation/groups/{group}"))
    assert [one["addressee"] for one in alone["agencies"]] == ["police"]
    assert (
        await person(city, "justice", "bureau_leader", "leadership").get(f"/cooperation/groups/{group}")
    ).status_code == 404


async def test_a_plan_is_sent_back_to_a_new_day_accepted_carried_out_and_closed(embedded_town: Town) -> None:
    city = embedded_town
    zhi, police = committee(city), leader(city, "police")
    ids, _ = await forwarded(city)
    mine = ids["police"]
    await reached(city, police, mine, "forwarded", kind=KIND)
    await act(police, mine, "sign_for", kind=KIND)
    await act(police, mine, "submit_plan", kind=KIND, facts=facts({"measures": MEASURES}))
    await reached(city, zhi, mine, "plan_submitted", kind=KIND)
    await act(zhi, mine, "return_plan", kind=KIND, text="缺少上级要求", until="2026-12-04")
    back = await reached(city, police, mine, "plan_returned", kind=KIND)
    assert clocks(back)["L32"] == ("2026-12-04", "running")
    prefilled = next(one for one in back["options"] if one["act"] == "submit_plan")["fields"]
    assert [one["prefill"] for one in prefilled if one["id"] == "measures"] == [MEASURES]
    again = facts({"measures": MEASURES, "superior_demands": OWN_LINE})
    await act(police, mine, "submit_plan", kind=KIND, facts=again)
    await reached(city, zhi, mine, "plan_submitted", kind=KIND)
    await act(zhi, mine, "accept_plan", kind=KIND)
    await reached(city, police, mine, "plan_accepted", kind=KIND)
    done = facts({"results": [["每日巡查未受案警情", "已建立日巡查"]]})
    await act(police, mine, "report", kind=KIND, facts=done)
    await reached(city, zhi, mine, "reported", kind=KIND)
    await act(zhi, mine, "close", kind=KIND, text="落实到位")
    ended = await reached(city, police, mine, "closed", kind=KIND)
    assert {rule: state for rule, (_, state) in clocks(ended).items()} == {"L31": "met", "L32": "met", "L33": "met"}
    await quiet(city)
    assert shared(ended, *BOTH) == shared(await see(zhi, mine, kind=KIND), *BOTH)


async def test_a_past_day_a_strange_class_and_a_stranger_are_refused(embedded_town: Town) -> None:
    city = embedded_town
    zhi = committee(city)
    past = {**FORWARDED, "plan_by": "2026-11-23"}
    answer = await zhi.post("/cooperation", json=request("opinion", past, addressees=["police"]))
    assert [(one["code"], one["field"]) for one in answer.json()["problems"]] == [
        ("task.due_not_ahead", "facts.plan_by")
    ]
    strange = {**FORWARDED, "opinions": [["beauty", "意见", "visit", ""]]}
    wrong = await zhi.post("/cooperation", json=request("opinion", strange, addressees=["police", "committee"]))
    assert codes(wrong) == ["cooperation.wrong_addressee", "cooperation.cell_wrong"]
    clerk = person(city, "committee", "petition_head", "petition")
    assert (await clerk.post("/cooperation", json=request("opinion", FORWARDED))).status_code == 403
    assert await city.value("committee", "SELECT count(*) FROM cooperation_matter") == 0
