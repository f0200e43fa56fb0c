"""纠正违法通知书 as a story: signed for, answered, found insufficient, urged, escalated; one clock on both sides."""

from datetime import timedelta

from zf_node.demo.desk import Answered, Desk, Json, until
from zf_node.demo.matter import Matter
from zf_platform.clock import ZONE

DRAFT: Json = {
    "kind": "correction_notice",
    "addressee": "police",
    "clue": "custody",
    "title": "拘留期满未变更强制措施",
    "facts": "犯罪嫌疑人拘留期限届满后，未依法变更强制措施，也未提请批准逮捕。",
    "demand": "立即纠正违法情形，查明责任，并书面回复纠正情况。",
    "basis": "《中华人民共和国刑事诉讼法》第九十一条、第九十九条",
}
EVIDENCE = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
PARTIES = ("procuratorate.prosecutor", "police.legal")


async def correction_notice(matter: Matter) -> None:
    """纠正违法通知书：检察院起草、审批、送达，公安签收、附证据回复，回复不充分，催办，报上级，再回复，办结。"""
    notice_id = await _served(matter)
    await _act(matter, "police.legal", notice_id, "sign_for")
    await _alike(matter, notice_id, state="signed_for", rule="N03")
    await _refused(matter, "police.legal", notice_id, "reply", "supervision.evidence_needed", text="已经纠正。")
    await _reply(matter, notice_id, "已对嫌疑人变更强制措施。", title="变更强制措施决定书")
    await _alike(matter, notice_id, state="replied", rule="N03")
    until_day = (matter.town.clock.now().astimezone(ZONE).date() + timedelta(days=10)).isoformat()
    await _act(
        matter,
        "procuratorate.prosecutor",
        notice_id,
        "find_insufficient",
        text="回复未说明责任人员的处理情况。",
        until=until_day,
    )
    view = await _alike(matter, notice_id, state="insufficient", rule="N14")
    matter.expect(_clock(view, "N14")["due"] == until_day, f"补充回复期限 {until_day}")
    await _act(matter, "procuratorate.prosecutor", notice_id, "urge", text="请尽快补充回复。")
    await _alike(matter, notice_id, state="urged", rule="N13")
    await _refused(
        matter, "procuratorate.prosecutor", notice_id, "escalate", "authority.no_permission", text="报请上级院。"
    )
    await _act(matter, "procuratorate.chief", notice_id, "escalate", text="经催办仍未回复，报请上级检察院督促。")
    await _alike(matter, notice_id, state="escalated", rule="N13")
    await _reply(matter, notice_id, "已对责任人员作出处理，并完善审批流程。", title="处理决定书")
    await _alike(matter, notice_id, state="replied", rule="N14")
    await _act(matter, "procuratorate.prosecutor", notice_id, "accept")
    await _act(matter, "procuratorate.prosecutor", notice_id, "close", text="纠正到位，办结。")
    await _alike(matter, notice_id, state="closed", rule="N13")


async def _served(matter: Matter) -> str:
    """Nobody approves his own draft; the number comes with the approval; four evidences prove the service."""
    made = await matter.town.desk("procuratorate.chief").post("liaison", "/notices", DRAFT)
    await _refused(matter, "procuratorate.chief", str(made["id"]), "approve", "notice.own_draft")
    drafted = await matter.town.desk("procuratorate.prosecutor").post("liaison", "/notices", DRAFT)
    notice_id = str(drafted["id"])
    matter.say("procuratorate.prosecutor", "起草纠正违法通知书")
    await _act(matter, "procuratorate.chief", notice_id, "approve")
    served = await _act(matter, "procuratorate.chief", notice_id, "serve")
    matter.say("procuratorate.chief", f"文号 {served['notice_no']}")
    await _alike(matter, notice_id, state="served", rule="N01")
    desk = matter.town.desk("procuratorate.prosecutor")

    async def opened() -> Json | None:
        view = await desk.get("liaison", f"/notices/{notice_id}")
        evidence = view["evidence"]
        assert isinstance(evidence, list)
        done = [one["step"] for one in evidence if one["state"] == "done"]
        return view if done == ["submitted", "relayed", "delivered", "opened"] else None

    await until(opened, what="四项凭证")
    matter.say("procuratorate.prosecutor", "四项凭证齐全：已提交、已转发、已送达、已拆阅")
    return notice_id


async def _act(matter: Matter, username: str, notice_id: str, act: str, **said: object) -> Json:
    """With the version the person sees now; before that, whatever the other side told has come in."""
    desk = matter.town.desk(username)
    await _possible(desk, notice_id, act)
    view = await desk.get("liaison", f"/notices/{notice_id}")
    done = await desk.post("liaison", f"/notices/{notice_id}/acts", {"act": act, "version": view["version"], **said})
    matter.say(username, f"{act} → {done['state']}")
    return done


async def _possible(desk: Desk, notice_id: str, act: str) -> None:
    async def offered() -> Json | None:
        view = await desk.get("liaison", f"/notices/{notice_id}")
        options = view["options"]
        assert isinstance(options, list)
        return view if any(one["act"] == act and one["allowed"] for one in options) else None

    await until(offered, what=f"{desk.username} 可以办理 {act}")


async def _refused(matter: Matter, username: str, notice_id: str, act: str, code: str, **said: object) -> None:
    """Refused with this reason, and nothing has changed."""
    desk = matter.town.desk(username)
    before = await desk.get("liaison", f"/notices/{notice_id}")
    try:
        body = {"act": act, "version": before["version"], **said}
        await desk.post("liaison", f"/notices/{notice_id}/acts", body)
    except Answered as error:
        matter.expect(code in error.codes, f"{act} 因 {code} 被拒绝")
    else:
        matter.expect(False, f"{act} 应当被拒绝")
    after = await desk.get("liaison", f"/notices/{notice_id}")
    matter.expect(before["version"] == after["version"], f"{act} 被拒绝后没有任何改变")


async def _reply(matter: Matter, notice_id: str, text: str, *, title: str) -> None:
    desk = matter.town.desk("police.legal")
    path = f"/notices/{notice_id}/files"
    laid = await desk.upload("liaison", path, form={"title": title}, file=("evidence.pdf", EVIDENCE))
    await _act(matter, "police.legal", notice_id, "reply", text=text, files=[laid["id"]])


async def _alike(matter: Matter, notice_id: str, *, state: str, rule: str) -> Json:
    """Both sides stand in the same state and show the same clock, to the day and the word."""
    desks = [matter.town.desk(username) for username in PARTIES]

    async def same() -> Json | None:
        try:
            views = [await desk.get("liaison", f"/notices/{notice_id}") for desk in desks]
        except Answered:
            return None
        if any(view["state"] != state for view in views):
            return None
        mine, theirs = (_counted(view, rule) for view in views)
        return views[0] if mine == theirs else None

    view = await until(same, what=f"双方都到 {state}")
    clock = _clock(view, rule)
    matter.say("双方", f"{state}；期限 {clock['title_zh']} {clock['due']} {clock['state']}")
    return view


def _clock(view: Json, rule: str) -> Json:
    clocks = view["clocks"]
    assert isinstance(clocks, list)
    found: Json = next(clock for clock in clocks if clock["rule"] == rule)
    return found


def _counted(view: Json, rule: str) -> tuple[object, ...]:
    clock = _clock(view, rule)
    return tuple(clock[name] for name in ("anchor", "due", "state", "ended_at", "trace"))
