"""Dispatch: instructions become supervised tasks, the board says how far they are; reports and decisions on them (S-070)."""

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
from tests.integration.cooperation.test_opinions import committee, leader
from tests.integration.liaison.town import Town
from tests.integration.supervision.acting import View, act, attempt, codes, reached, see, shared
from zf_platform.testing import Caller

RECORDED: Stated = {
    "held_on": "2026-11-23",
    "chair": "常书记",
    "heard": "公安、法院汇报执行难专项进展",
    "instructions": [
        ["police", "协助查找被执行人五十名", "12月1日前摸排，12月10日前控制", "名单逐人有结果", "2026-12-15"],
        ["committee", "汇总两家数据", "每周五汇总", "形成周报", "2026-12-20"],
    ],
}
REPORT: Stated = {
    "category": "topic",
    "body": "执行难专项工作情况报告",
    "figures": [["控制被执行人", "31", "人"]],
}


async def board(caller: Caller) -> list[View]:
    answer = await caller.get("/cooperation/dispatches")
    assert answer.is_success, answer.text
    found: list[View] = answer.json()
    return found


async def test_an_instruction_becomes_a_task_and_the_board_follows_it(city: Town) -> None:
    zhi, fa = committee(city), person(city, "police", "legal_reviewer", "legal")
    dispatch_id = await opened(zhi, "dispatch", RECORDED, addressees=["committee"])
    before = await board(zhi)
    assert [(one["agency"], one["task_id"]) for one in before] == [("police", ""), ("committee", "")]
    await act(zhi, dispatch_id, "instruct", kind=KIND)
    first, second = await board(zhi)
    assert (first["task_state_zh"], first["schedule"], second["task_state_zh"]) == (
        "已下达，待签收",
        "12月1日前摸排，12月10日前控制",
        "已下达，待签收",
    )
    task = await reached(city, fa, str(first["task_id"]), "issued")
    assert (task["source"], task["due"], task["demand"]) == ("dispatch", "2026-12-15", "协助查找被执行人五十名")
    assert "12月10日前控制" in task["standard"]
    await act(fa, str(task["id"]), "sign_for")
    await act(fa, str(task["id"]), "progress", text="已摸排四十二名")
    await reached(city, zhi, str(task["id"]), "signed_for")
    await quiet(city)
    followed = (await board(zhi))[0]
    assert (followed["progress"], followed["band"]) == ("已摸排四十二名", "running")
    await act(zhi, dispatch_id, "summarise", kind=KIND, facts=facts({"summary": "进度符合安排"}))
    assert (await board(zhi))[0]["summary"] == "进度符合安排"
    assert await board(fa) == []


async def test_an_instruction_that_no_task_can_carry_leaves_everything_as_it_was(embedded_town: Town) -> None:
    city = embedded_town
    zhi = committee(city)
    strange = {**RECORDED, "instructions": [["moon", "要求", "安排", "标准", "2026-12-15"]]}
    wrong = await zhi.post("/cooperation", json=request("dispatch", strange, addressees=["committee"]))
    assert codes(wrong) == ["cooperation.addressee_unknown"]
    rows = RECORDED["instructions"]
    assert isinstance(rows, list)
    late = {**RECORDED, "instructions": [rows[0], [*rows[1][:4], "2026-11-23"]]}
    dispatch_id = await opened(zhi, "dispatch", late, addressees=["committee"])
    answer = await attempt(zhi, dispatch_id, "instruct", kind=KIND)
    assert [(one["code"], one["field"]) for one in answer.json()["problems"]] == [
        ("task.due_not_ahead", "instructions[1]")
    ]
    assert await city.value("committee", "SELECT count(*) FROM supervised_task") == 0
    assert (await see(zhi, dispatch_id, kind=KIND))["state"] == "recorded"
    await act(zhi, dispatch_id, "withdraw", kind=KIND, text="日期写错，重新记录")
    assert await board(zhi) == []


async def test_a_report_reaches_the_committee_and_its_decision_comes_back(city: Town) -> None:
    zhi, fa = committee(city), leader(city, "police")
    report_id = await opened(fa, "report", REPORT, addressees=["committee"])
    await reached(city, zhi, report_id, "submitted", kind=KIND)
    await act(zhi, report_id, "return", kind=KIND, text="请补充经费情况")
    await reached(city, fa, report_id, "returned", kind=KIND)
    await act(fa, report_id, "resubmit", kind=KIND, facts=facts({"body": "补充后的报告"}))
    await reached(city, zhi, report_id, "submitted", kind=KIND)
    await act(zhi, report_id, "receive", kind=KIND)
    decided: Stated = {"decision": "同意，按月报送", "decided_by": "常书记", "decided_on": "2026-11-23"}
    await act(zhi, report_id, "note_decision", kind=KIND, facts=facts(decided))
    told = await reached(city, fa, report_id, "decided", kind=KIND)
    assert (stated(told)["decision"], stated(told)["body"]) == ("同意，按月报送", "补充后的报告")
    await quiet(city)
    assert shared(told, *BOTH) == shared(await see(zhi, report_id, kind=KIND), *BOTH)


async def test_the_report_to_the_party_committee_stays_at_home_with_its_decision(embedded_town: Town) -> None:
    city = embedded_town
    zhi = committee(city)
    said: Stated = {"body": "向市委常委会的报告", "sources": [["云公报告〔2026〕1号", "执行难专项"]]}
    report_id = await opened(zhi, "committee_report", said, addressees=["committee"])
    await act(
        zhi,
        report_id,
        "note_hearing",
        kind=KIND,
        facts=facts({"meeting": "市委常委会第40次", "heard_on": "2026-11-25"}),
    )
    decided: Stated = {"decision": "原则同意", "paper": "云常纪〔2026〕40号", "decided_on": "2026-11-25"}
    view = await act(zhi, report_id, "note_decision", kind=KIND, facts=facts(decided))
    assert (view["state"], view["role"], stated(view)["paper"]) == ("decided", "both", "云常纪〔2026〕40号")
    assert await city.value("committee", "SELECT count(*) FROM ledger") == 0
    outsider = await bureau(city).post("/cooperation", json=request("committee_report", said))
    assert codes(outsider) == ["authority.no_permission"]
