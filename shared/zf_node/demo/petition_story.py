"""A petition of two agencies, told as a story: one registration in the hall, two parts, one combined answer served once."""

from collections.abc import Awaitable, Callable, Mapping

from zf_node.demo.desk import Json, until
from zf_node.demo.matter import Matter

HALL, HALL_HEAD = "committee.guide", "committee.petition"
HEADS: Mapping[str, str] = {"police": "police.petition", "court": "court.petition"}
LEAD = "police"
REPLY = "统一答复：一、报案已经立案，正在侦查；二、扣押的车辆已经发还。"


async def joint_petition(matter: Matter) -> None:
    """联合信访：大厅登记一次，拆分给公安局和法院，各自答复，牵头机关统一答复，大厅送达一次。"""
    main = await _registered(matter)
    await _split(matter, main)
    for agency, result in (("court", "supported"), (LEAD, "explained")):
        await _answered(matter, agency, result=result)
    await _combined(matter)
    await _served(matter, main)


PETITION_STORIES: Mapping[str, Callable[[Matter], Awaitable[None]]] = {"joint-petition": joint_petition}


async def _registered(matter: Matter) -> str:
    """The id of the petition in the node of the hall."""
    desk = matter.town.desk(HALL)
    body = {
        "channel": "visit",
        "received_at": matter.town.clock.now().isoformat(),
        "title": "反映报案后没有回音并要求退还被扣押的车辆",
        "requests": ["答复报案是否已经立案", "退还被扣押的电动车"],
        "facts": "去年报案后一直没有收到答复，被扣押的电动车在案件判决后也没有退还。",
        "category": "appeal_claim",
        "persons": [{"name": "周示例", "phone": "000-0000-0002"}],
    }
    made = await desk.post("intake", "/petitions", body)
    petition = _inside(made, "petition")
    matter.collab_no = str(petition["collab_no"])
    matter.say(HALL, f"登记 {petition['petition_no']}（{matter.collab_no}）")
    matter.expect(bool(_inside(made, "receipt")["query_code"]), "回执上有查询码")
    return str(petition["id"])


async def _split(matter: Matter, petition_id: str) -> None:
    desk = matter.town.desk(HALL)
    petition = await desk.get("intake", f"/petitions/{petition_id}")
    parts = [{"agency": LEAD, "request_nos": [1], "main": True}, {"agency": "court", "request_nos": [2]}]
    made = await desk.post(
        "intake", f"/petitions/{petition_id}/split", {"version": petition["version"], "parts": parts}
    )
    matter.say(HALL, "拆分给公安局和法院")
    found = (made["lead_agency"], made["lead_rule"])
    matter.expect(found == (LEAD, "main_request"), "主要诉求所在的公安局牵头")

    async def confirmed() -> Json | None:
        joint = await desk.get("intake", f"/petitions/{petition_id}/joint")
        return joint if all(_inside(one, "confirmation")["band"] == "confirmed" for one in _parts(joint)) else None

    await until(confirmed, what="两个机关都确认收到")
    matter.expect(True, "两个机关都确认收到，在柜台看得见")


async def _answered(matter: Matter, agency: str, *, result: str) -> None:
    """The agency handles its own petition in its own node, with its own clocks, and answers its part."""
    username = HEADS[agency]
    desk = matter.town.desk(username)
    petition = await _own(matter, username)
    rules = {str(clock["rule"]) for clock in _rows(petition, "clocks") if clock["ended_at"] is None}
    matter.expect("X03" in rules, f"{agency} 的告知期限自收到之日起算")
    me = await desk.who()
    path = f"/petitions/{petition['id']}"
    petition = await desk.post("intake", f"{path}/acceptance", {"version": petition["version"]})
    handling = {"version": petition["version"], "officer_id": me.account_id, "officer_name": me.name}
    petition = await desk.post("intake", f"{path}/handling", handling)
    opinion = {
        "version": petition["version"],
        "form": "opinion",
        "result": result,
        "results": [{"no": one["no"], "result": result} for one in _rows(petition, "requests")],
        "claims": "诉求如登记。",
        "facts_and_reasons": "经调查核实，事实清楚。",
        "opinion": "本机关的分项意见见统一答复。",
        "legal_basis": "《信访工作条例》第三十二条",
    }
    await desk.post("intake", f"{path}/answer", opinion)
    matter.say(username, f"办理并答复分项 {petition['petition_no']}")


async def _combined(matter: Matter) -> None:
    """Only when all parts are in may the lead agency answer, once for all."""
    username = HEADS[LEAD]
    desk = matter.town.desk(username)
    petition = await _own(matter, username)

    async def all_in() -> Json | None:
        joint = await desk.get("intake", f"/petitions/{petition['id']}/joint")
        return None if joint["missing"] else joint

    joint = await until(all_in, what="分项答复到齐")
    answers = [part["answer"] for part in _parts(joint)]
    matter.expect(len(answers) == 2 and all(answers), "牵头机关看得见两份分项答复")
    await desk.post("intake", f"/joint/{joint['id']}/reply", {"version": joint["version"], "body": REPLY})
    matter.say(username, "作出统一答复")


async def _served(matter: Matter, petition_id: str) -> None:
    desk = matter.town.desk(HALL_HEAD)

    async def answered() -> Json | None:
        petition = await desk.get("intake", f"/petitions/{petition_id}")
        return petition if petition["state"] == "answered" else None

    petition = await until(answered, what="统一答复回到大厅")
    matter.expect([one["opinion"] for one in _rows(petition, "answers")] == [REPLY], "大厅只有一份统一答复")
    results = {one["no"]: one["result"] for one in _rows(petition, "requests")}
    matter.expect(results == {1: "explained", 2: "supported"}, "每项诉求都有结果")
    await desk.post("intake", f"/petitions/{petition_id}/service", {"version": petition["version"]})
    matter.say(HALL_HEAD, "送达信访人")
    for agency, username in HEADS.items():

        async def told(username: str = username) -> Json | None:
            own = await _own(matter, username)
            flags = own["flags"]
            return own if isinstance(flags, list) and "answer_served" in flags else None

        await until(told, what=f"{agency} 得知已送达")
    matter.expect(True, "两个机关都得知答复已送达")


async def _own(matter: Matter, username: str) -> Json:
    """This agency's own petition of the matter."""
    desk = matter.town.desk(username)

    async def there() -> Json | None:
        found = _rows(await desk.get("intake", "/petitions", q=matter.collab_no), "items")
        return await desk.get("intake", f"/petitions/{found[0]['id']}") if len(found) == 1 else None

    return await until(there, what=f"{username} 收到分项")


def _parts(joint: Json) -> list[Json]:
    return _rows(joint, "agencies")


def _rows(view: Json, name: str) -> list[Json]:
    rows = view[name]
    assert isinstance(rows, list)
    return rows


def _inside(view: Json, name: str) -> Json:
    inner = view[name]
    assert isinstance(inner, dict)
    return inner
