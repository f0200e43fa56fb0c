"""协作事项 as a story: a lawyer on notice, a hand-over whose errors the sender puts right, a dispatch that issues tasks.

The clue between departments, the inspection and the problem of a campaign follow in oversight_matters.py.
"""

import json

from zf_node.demo.cooperation_steps import Stated, act, alike, day, offered, opened, refused
from zf_node.demo.desk import Desk, Json, until
from zf_node.demo.matter import Matter
from zf_node.demo.oversight_matters import campaign_problem, fault_clue, inspection

ASKS, NAMES, SENDS, LEADS, HELPS = (
    "police.handler",
    "justice.office",
    "court.judge",
    "committee.coordinator",
    "police.legal",
)
LAWYER: Stated = {
    "lawyer": "许明哲",
    "firm": "云川示例律师事务所",
    "licence": "13299202010000001",
    "telephone": "000-0000-2201",
}


async def cooperation(matter: Matter) -> None:
    """法律援助通知与指派、社区矫正移交与差错改正、调度要求成为督办件、线索通报、巡视督查、专项整改：双方每一步状态和期限一致。"""
    await _legal_aid(matter)
    await _correction(matter)
    await _dispatch(matter)
    await fault_clue(matter)
    await inspection(matter)
    await campaign_problem(matter)


async def _legal_aid(matter: Matter) -> None:
    notified: Stated = {
        "way": "notify",
        "ground": "minor",
        "person": "何某",
        "standing": "suspect",
        "charge": "盗窃",
        "found_on": day(matter, 0),
        "contact": "承办民警 000-0000-1101",
    }
    aid = await opened(matter, ASKS, "legal_aid", ["justice"], "何某法律援助", notified)
    await alike(matter, (ASKS, NAMES), aid, state="requested", rule="L01")
    await refused(matter, NAMES, aid, "refuse", "cooperation.act_not_for_this", text="不符合条件")
    await act(matter, NAMES, aid, "assign", LAWYER)
    await alike(matter, (ASKS, NAMES), aid, state="assigned", rule="L01")
    await act(matter, NAMES, aid, "conclude", text="案件办结")
    await alike(matter, (ASKS, NAMES), aid, state="concluded", rule="L01")


async def _correction(matter: Matter) -> None:
    sent: Stated = {
        "person": "罗某",
        "category": "probation",
        "charge": "危险驾驶",
        "effective_on": day(matter, -3),
        "term_from": day(matter, -3),
        "term_to": day(matter, 180),
        "residence": "云岭区示例路12号",
        "papers": [["刑事判决书", "", "2"], ["执行通知书", "", "1"]],
    }
    copies = ["procuratorate", "police"]
    handed = await opened(matter, SENDS, "correction_handover", ["justice"], "罗某社区矫正交接", sent, copies=copies)
    await alike(matter, (SENDS, NAMES), handed, state="sent", rule="C13.arrival")
    wrong = [["执行通知书", "起止日算错", "更正后重新送达"]]
    await act(matter, NAMES, handed, "raise_errors", {"errors": wrong})
    await alike(matter, (SENDS, NAMES), handed, state="errors_raised", rule="L12")
    await act(matter, SENDS, handed, "correct", {"corrections": [["执行通知书", "起止日已更正"]]})
    await alike(matter, (SENDS, NAMES), handed, state="corrected", rule="L12")
    came: Stated = {"reported_on": day(matter, 0), "station": "云岭司法所"}
    await act(matter, NAMES, handed, "register_person", came)
    await act(matter, NAMES, handed, "confirm_correction")
    await act(matter, NAMES, handed, "complete")
    await alike(matter, (SENDS, NAMES), handed, state="completed", rule="C13.arrival")


async def _dispatch(matter: Matter) -> None:
    row = ["police", "查找被执行人五十名", "三日内摸排", "名单逐人有结果", day(matter, 20)]
    recorded: Stated = {"held_on": day(matter, 0), "chair": "常书记", "heard": "执行难专项进展", "instructions": [row]}
    dispatch = await opened(matter, LEADS, "dispatch", ["committee"], "执行难专项", recorded)
    await act(matter, LEADS, dispatch, "instruct")
    desk = matter.town.desk(LEADS)
    task_id = str((await _line(desk, dispatch))["task_id"])
    await offered(matter.town.desk(HELPS), f"/tasks/{task_id}", "sign_for")
    for name, text in (("sign_for", ""), ("progress", "已摸排四十二名")):
        task = await matter.town.desk(HELPS).get("liaison", f"/tasks/{task_id}")
        said = {"act": name, "version": task["version"], "text": text}
        await matter.town.desk(HELPS).post("liaison", f"/tasks/{task_id}/acts", said)
        matter.say(HELPS, f"督办件 {name}")

    async def told() -> Json | None:
        line = await _line(desk, dispatch)
        return line if line["progress"] == "已摸排四十二名" else None

    await until(told, what="调度看板显示进展")
    matter.say(LEADS, "调度看板显示进展")


async def _line(desk: Desk, dispatch_id: str) -> Json:
    """The board is a bare list."""
    lines: list[Json] = json.loads(await desk.download("liaison", "/cooperation/dispatches"))
    return next(line for line in lines if line["dispatch_id"] == dispatch_id)
