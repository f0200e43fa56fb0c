"""协作事项 as a story: a lawyer on notice, a hand-over whose errors the sender puts right, a dispatch that issues tasks."""

import json
from collections.abc import Mapping, Sequence
from datetime import timedelta

from zf_node.demo.desk import Answered, Desk, Json, until
from zf_node.demo.matter import Matter
from zf_platform.clock import ZONE

Stated = Mapping[str, str | Sequence[Sequence[str]]]
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
    """法律援助通知与指派、社区矫正移交与差错改正、调度要求成为督办件：双方每一步状态和期限一致。"""
    await _legal_aid(matter)
    await _correction(matter)
    await _dispatch(matter)


async def _legal_aid(matter: Matter) -> None:
    notified: Stated = {
        "way": "notify",
        "ground": "minor",
        "person": "何某",
        "standing": "suspect",
        "charge": "盗窃",
        "found_on": _day(matter, 0),
        "contact": "承办民警 000-0000-1101",
    }
    aid = await _opened(matter, ASKS, "legal_aid", ["justice"], "何某法律援助", notified)
    await _alike(matter, (ASKS, NAMES), aid, state="requested", rule="L01")
    await _refused(matter, NAMES, aid, "refuse", "cooperation.act_not_for_this", text="不符合条件")
    await _act(matter, NAMES, aid, "assign", LAWYER)
    await _alike(matter, (ASKS, NAMES), aid, state="assigned", rule="L01")
    await _act(matter, NAMES, aid, "conclude", text="案件办结")
    await _alike(matter, (ASKS, NAMES), aid, state="concluded", rule="L01")


async def _correction(matter: Matter) -> None:
    sent: Stated = {
        "person": "罗某",
        "category": "probation",
        "charge": "危险驾驶",
        "effective_on": _day(matter, -3),
        "term_from": _day(matter, -3),
        "term_to": _day(matter, 180),
        "residence": "云岭区示例路12号",
        "papers": [["刑事判决书", "", "2"], ["执行通知书", "", "1"]],
    }
    copies = ["procuratorate", "police"]
    handed = await _opened(matter, SENDS, "correction_handover", ["justice"], "罗某社区矫正交接", sent, copies=copies)
    await _alike(matter, (SENDS, NAMES), handed, state="sent", rule="C13.arrival")
    wrong = [["执行通知书", "起止日算错", "更正后重新送达"]]
    await _act(matter, NAMES, handed, "raise_errors", {"errors": wrong})
    await _alike(matter, (SENDS, NAMES), handed, state="errors_raised", rule="L12")
    await _act(matter, SENDS, handed, "correct", {"corrections": [["执行通知书", "起止日已更正"]]})
    await _alike(matter, (SENDS, NAMES), handed, state="corrected", rule="L12")
    came: Stated = {"reported_on": _day(matter, 0), "station": "云岭司法所"}
    await _act(matter, NAMES, handed, "register_person", came)
    await _act(matter, NAMES, handed, "confirm_correction")
    await _act(matter, NAMES, handed, "complete")
    await _alike(matter, (SENDS, NAMES), handed, state="completed", rule="C13.arrival")


async def _dispatch(matter: Matter) -> None:
    row = ["police", "查找被执行人五十名", "三日内摸排", "名单逐人有结果", _day(matter, 20)]
    recorded: Stated = {"held_on": _day(matter, 0), "chair": "常书记", "heard": "执行难专项进展", "instructions": [row]}
    dispatch = await _opened(matter, LEADS, "dispatch", ["committee"], "执行难专项", recorded)
    await _act(matter, LEADS, dispatch, "instruct")
    desk = matter.town.desk(LEADS)
    task_id = str((await _line(desk, dispatch))["task_id"])
    await _offered(matter.town.desk(HELPS), f"/tasks/{task_id}", "sign_for")
    for act, text in (("sign_for", ""), ("progress", "已摸排四十二名")):
        task = await matter.town.desk(HELPS).get("liaison", f"/tasks/{task_id}")
        said = {"act": act, "version": task["version"], "text": text}
        await matter.town.desk(HELPS).post("liaison", f"/tasks/{task_id}/acts", said)
        matter.say(HELPS, f"督办件 {act}")

    async def told() -> Json | None:
        line = await _line(desk, dispatch)
        return line if line["progress"] == "已摸排四十二名" else None

    await until(told, what="调度看板显示进展")
    matter.say(LEADS, "调度看板显示进展")


async def _line(desk: Desk, dispatch_id: str) -> Json:
    """The board is a bare list."""
    lines: list[Json] = json.loads(await desk.download("liaison", "/cooperation/dispatches"))
    return next(line for line in lines if line["dispatch_id"] == dispatch_id)


async def _opened(
    matter: Matter,
    username: str,
    kind: str,
    addressees: Sequence[str],
    title: str,
    stated: Stated,
    *,
    copies: Sequence[str] = (),
) -> str:
    body: Json = {"kind": kind, "addressees": list(addressees), "copies": list(copies), "title": title}
    made = await matter.town.desk(username).post("liaison", "/cooperation", {**body, "facts": _facts(stated)})
    ids = made["ids"]
    assert isinstance(ids, list)
    matter.say(username, f"提出 {title}")
    return str(ids[0])


def _facts(stated: Stated) -> list[Json]:
    return [
        {"name": name, "text": value}
        if isinstance(value, str)
        else {"name": name, "rows": [{"cells": list(row)} for row in value]}
        for name, value in stated.items()
    ]


async def _act(
    matter: Matter, username: str, matter_id: str, act: str, stated: Stated | None = None, *, text: str = ""
) -> None:
    """With the version the person sees now; before that, whatever the other side told has come in."""
    desk = matter.town.desk(username)
    view = await _offered(desk, f"/cooperation/{matter_id}", act)
    body: Json = {"act": act, "version": view["version"], "text": text, "facts": _facts(stated or {})}
    done = await desk.post("liaison", f"/cooperation/{matter_id}/acts", body)
    matter.say(username, f"{act} → {done['state']}")


async def _refused(matter: Matter, username: str, matter_id: str, act: str, code: str, *, text: str) -> None:
    desk = matter.town.desk(username)
    view = await desk.get("liaison", f"/cooperation/{matter_id}")
    try:
        body: Json = {"act": act, "version": view["version"], "text": text}
        await desk.post("liaison", f"/cooperation/{matter_id}/acts", body)
    except Answered as error:
        matter.expect(code in error.codes, f"{act} 因 {code} 被拒绝")
    else:
        matter.expect(False, f"{act} 应当被拒绝")


async def _offered(desk: Desk, path: str, act: str) -> Json:
    async def offered() -> Json | None:
        try:
            view = await desk.get("liaison", path)
        except Answered:
            return None
        options = view["options"]
        assert isinstance(options, list)
        return view if any(one["act"] == act and one["allowed"] for one in options) else None

    return await until(offered, what=f"{desk.username} 可以办理 {act}")


async def _alike(matter: Matter, parties: Sequence[str], matter_id: str, *, state: str, rule: str) -> None:
    """Both sides stand in the same state, know the same facts and show the same clock."""
    desks = [matter.town.desk(username) for username in parties]

    async def same() -> Json | None:
        try:
            mine, theirs = [await desk.get("liaison", f"/cooperation/{matter_id}") for desk in desks]
        except Answered:
            return None
        known = mine["state"] == theirs["state"] == state and mine["facts"] == theirs["facts"]
        return _clock(mine, rule) if known and _clock(mine, rule) == _clock(theirs, rule) else None

    clock = await until(same, what=f"双方都到 {state}")
    matter.say("双方", f"{state}；期限 {clock['title_zh']} {clock['due']} {clock['state']}")


def _clock(view: Json, rule: str) -> Json:
    clocks = view["clocks"]
    assert isinstance(clocks, list)
    found: Json = next(clock for clock in clocks if clock["rule"] == rule)
    return {name: found[name] for name in ("title_zh", "anchor", "due", "state", "ended_at", "trace")}


def _day(matter: Matter, days: int) -> str:
    return (matter.town.clock.now().astimezone(ZONE).date() + timedelta(days=days)).isoformat()
