"""线索通报, 巡视督查 and 专项整改问题 as stories and as samples of the city: both sides say the same at each step."""

from zf_node.demo.cooperation_steps import Stated, act, alike, day, offered, opened, refused
from zf_node.demo.desk import Town
from zf_node.demo.matter import Matter

TELLS, INQUIRES, LOOKS = "procuratorate.petition", "police.inspector", "police.leader"
LEADS, TAKES = "committee.coordinator", "justice.office"
INQUIRERS: Stated = {"inquirers": "督察支队卫思齐、吕安宁"}
FOUND: Stated = {
    "result": "partly",
    "grounds": "受案登记迟延属实；未发现应当立案而不立案。",
    "measures": "补录受案登记，所内通报，调整值班交接。",
    "handled": [["丁某", "talk"]],
}


def clue(matter: Matter) -> Stated:
    return {
        "from_department": "petition",
        "to_department": "supervision",
        "behaviour": "slow",
        "clause": "B",
        "source": "petition",
        "subject_unit": "临河派出所",
        "happened_on": day(matter, -21),
        "officers": [["丁某", "", "临河派出所民警"]],
        "account": "群众来信反映，报警后二十日未收到受案回执。",
    }


async def fault_clue(matter: Matter) -> None:
    """The leader of the agency sees that there is a clue, and not whom it concerns."""
    told = await opened(matter, TELLS, "fault_clue", ["police"], "临河派出所受案登记迟延", clue(matter))
    await alike(matter, (TELLS, INQUIRES), told, state="reported", rule="L61")
    veiled = await matter.town.desk(LOOKS).get("liaison", f"/cooperation/{told}")
    matter.expect(veiled["veiled"] is True and "丁某" not in str(veiled), "局领导看不到被反映人员")
    await refused(matter, LOOKS, told, "progress", "cooperation.known_to_departments", text="查看")
    await act(matter, INQUIRES, told, "sign_for", INQUIRERS)
    await alike(matter, (TELLS, INQUIRES), told, state="inquiring", rule="L62")
    await act(matter, INQUIRES, told, "conclude", FOUND)
    await act(matter, TELLS, told, "send_back", text="请核查登记迟延的原因")
    await alike(matter, (TELLS, INQUIRES), told, state="inquiring", rule="L64")
    await act(matter, INQUIRES, told, "conclude", {**FOUND, "grounds": "值班交接不清，登记迟延属实。"})
    await act(matter, TELLS, told, "close")
    await alike(matter, (TELLS, INQUIRES), told, state="concluded", rule="L64")


async def inspection(matter: Matter) -> None:
    """A visit, a finding that becomes a matter of the agency, its correction, the follow-up, the figures."""
    group = await _inspected(matter)
    finding = await _finding(matter, group)
    await alike(matter, (LEADS, LOOKS), finding, state="issued", rule="L72")
    await refused(matter, LOOKS, finding, "report_correction", "supervision.wrong_state", text="已改")
    await act(matter, LOOKS, finding, "sign_for")
    done: Stated = {"corrected": "补录受案登记并送达回执，全所规范。", "responsible": "所长"}
    await act(matter, LOOKS, finding, "report_correction", done, paper="补录的受案登记表")
    await alike(matter, (LEADS, LOOKS), finding, state="rectified", rule="L75")
    await act(matter, LEADS, finding, "verify", {"verified_how": "调阅台账，现场查看。"})
    followed: Stated = {"followed_on": day(matter, 0), "followed_by": "韩梅", "follow_result": "kept"}
    await act(matter, LEADS, finding, "follow_up", followed)
    await act(matter, LEADS, finding, "close")
    await alike(matter, (LEADS, LOOKS), finding, state="closed", rule="L75")
    figures = (await matter.town.desk(LEADS).get("liaison", f"/cooperation/{group}/findings"))["figures"]
    assert isinstance(figures, dict)
    matter.expect((figures["units_inspected"], figures["violations_corrected"]) == (1, 1), "督查 1 个单位，纠正 1 件")


async def _inspected(matter: Matter) -> str:
    begun: Stated = {
        "group": "市委政法委第一巡视督查组",
        "leader": "陶明远",
        "members": [["韩梅", "执法监督科科长"], ["温良", "信访科副科长"]],
        "period_from": day(matter, -2),
        "period_to": day(matter, 12),
        "methods": [["covert_visit", "窗口接待"], ["talks", "办案单位负责人"]],
        "targets": [["police", "临河派出所", "last_ranked", "187"], ["court", "执行局", "petitions", ""]],
    }
    group = await opened(matter, LEADS, "inspection", ["committee"], "第一轮巡视督查", begun)
    visit = [day(matter, -1), "police", "临河派出所", "covert_visit", "韩梅、温良", "报案后未给回执"]
    await act(matter, LEADS, group, "record_visit", {"visit": [visit]})
    return group


async def _finding(matter: Matter, group: str) -> str:
    """The id of the finding, which is a matter of its own with the agency."""
    said = ["报案后未给受案回执", "违反受案登记规定", "补录并规范窗口接待", day(matter, 20)]
    row = ["police", "临河派出所", "covert_visit", "violation", *said]
    await act(matter, LEADS, group, "issue_findings", {"findings": [row]})
    found = (await matter.town.desk(LEADS).get("liaison", f"/cooperation/{group}/findings"))["findings"]
    assert isinstance(found, list)
    return str(found[0]["id"])


async def campaign_problem(matter: Matter) -> None:
    """A problem of the market of legal services: owner, measure, day, result, verified."""
    problem = await _registered(matter)
    await alike(matter, (LEADS, TAKES), problem, state="registered", rule="L81")
    await act(matter, TAKES, problem, "plan", _planned(matter))
    await alike(matter, (LEADS, TAKES), problem, state="planned", rule="L82")
    done: Stated = {"outcome": "rule_added", "result": "检查十二所，两所限期整改，收费标准已公示。"}
    await act(matter, TAKES, problem, "rectify", done, paper="检查情况报告")
    await act(matter, LEADS, problem, "close", text="已现场核验")
    await alike(matter, (LEADS, TAKES), problem, state="closed", rule="L83")


async def _registered(matter: Matter) -> str:
    said: Stated = {
        "campaign": "执法突出问题专项整改",
        "topic": "market",
        "source": "opinion",
        "problem": "个别法律服务所超范围执业、收费不透明。",
        "rectify_by": day(matter, 30),
    }
    return await opened(matter, LEADS, "campaign_problem", ["justice"], "法律服务收费不透明", said)


def _planned(matter: Matter) -> Stated:
    plan = {"owner": "金秋实", "owner_unit": "综合管理科", "measure": "逐所检查，公示收费标准。"}
    return {**plan, "finish_on": day(matter, 25)}


async def furnish_oversight(town: Town) -> int:
    """A clue between agencies under inquiry, one inside the police that waits, an inspection with a finding under
    correction, a problem of a campaign with its owner; returns how many matters there are.
    """
    matter = Matter(town)
    told = await opened(matter, TELLS, "fault_clue", ["police"], "云岭派出所接警后未出警", clue(matter))
    await act(matter, INQUIRES, told, "sign_for", INQUIRERS)
    inside = {**clue(matter), "from_department": "legal", "to_department": "petition", "behaviour": "inaction"}
    waits = await opened(matter, "police.legal", "fault_clue", ["police"], "信访件超期未答复", inside)
    await offered(town.desk("police.petition"), f"/cooperation/{waits}", "sign_for")
    finding = await _finding(matter, await _inspected(matter))
    await act(matter, LOOKS, finding, "sign_for")
    await act(matter, TAKES, await _registered(matter), "plan", _planned(matter))
    return 5
