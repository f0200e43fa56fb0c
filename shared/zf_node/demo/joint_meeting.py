"""联席会议 as a story: topics of two agencies, a meeting of four, minutes, countersigning, resolutions, the next agenda."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from zf_node.demo.desk import Answered, Json, until
from zf_node.demo.matter import Matter, StoryFailed

CONVENER = "committee.coordinator"
MEMBERS = ("procuratorate.chief", "police.leader", "court.leader")
CASE_NO = "（2026）苏9901刑初1号"
_COMPARED = ("head", "topics", "attendance", "opinions", "sections", "resolutions", "progress")


@dataclass
class Table:
    """The meeting of this story, seen from any desk."""

    matter: Matter
    meeting_id: str = ""

    async def view(self, username: str) -> Json:
        return await self.matter.town.desk(username).get("liaison", f"/meetings/{self.meeting_id}")

    async def do(self, username: str, path: str, said: str, **body: object) -> Json:
        answer = await self.matter.town.desk(username).post("liaison", f"/meetings/{self.meeting_id}/{path}", body)
        self.matter.say(username, said)
        return answer

    async def step(self, name: str, said: str) -> Json:
        """With the version the convener sees; if a message of a member has moved the record on since, look and ask again."""
        while True:
            version = _head(await self.view(CONVENER))["version"]
            try:
                return await self.do(CONVENER, "step", said, step=name, version=version)
            except Answered as answered:
                if answered.codes != ["version.stale"]:
                    raise

    async def seen(self, username: str, holds: Callable[[Json], bool], *, what: str) -> Json:
        """Until the copy of this agency shows it."""

        async def there() -> Json | None:
            try:
                view = await self.view(username)
            except Answered as error:
                if error.status != 404:
                    raise
                return None
            return view if holds(view) else None

        return await until(there, what=what)

    async def everywhere(self, holds: Callable[[Json], bool], *, what: str) -> None:
        for username in (CONVENER, *MEMBERS):
            await self.seen(username, holds, what=f"{username} {what}")


async def joint_meeting(matter: Matter) -> None:
    """联席会议：检察院、法院提请议题，政法委召集，签到、纪要、会签、议定事项、进展、核验、带入下次议程。"""
    table = Table(matter)
    topics = [
        await _proposed(matter, "procuratorate.chief", "evidence_standard", "盗窃案件价格认定材料的证据标准"),
        await _proposed(matter, "court.leader", "transfer_quality", "电子卷宗移送质量"),
    ]
    await _convened(table, topics)
    await _in_session(table, topics)
    await _countersigned(table)
    open_duty = await _fulfilled(table)
    await _next_agenda(table, open_duty)
    await _same_everywhere(table)


async def _proposed(matter: Matter, username: str, kind: str, title: str) -> str:
    body = {"convener": "committee", "type": kind, "title": title, "question": "请会商统一做法。"}
    made = await matter.town.desk(username).post("liaison", "/meetings/topics", body)
    matter.say(username, f"提请议题：{title}")
    topic_id = str(made["topic_id"])

    async def arrived() -> Json | None:
        waiting: object = await matter.town.desk(CONVENER).get("liaison", "/meetings/topics")
        assert isinstance(waiting, list)
        return next((one for one in waiting if one["topic_id"] == topic_id), None)

    await until(arrived, what="议题到达召集单位")
    return topic_id


async def _convened(table: Table, topics: Sequence[str]) -> None:
    matter = table.matter
    plan = {
        "title": "证据标准与移送质量联席会议",
        "starts_at": (matter.town.clock.now() + timedelta(days=10)).isoformat(),
        "place": "市委政法委三楼会议室",
        "required": ["procuratorate", "police", "court"],
        "topics": list(topics),
    }
    made = await matter.town.desk(CONVENER).post("liaison", "/meetings", plan)
    table.meeting_id = str(_head(made)["meeting_id"])
    matter.say(CONVENER, "筹备联席会议，列入两个议题")
    await table.step("convene", "发会议通知")
    await table.everywhere(lambda view: _head(view)["state"] == "convened", what="收到会议通知")
    matter.expect(True, "四个节点都有会议通知、议程")
    await table.step("open", "开会")
    await table.everywhere(lambda view: _head(view)["state"] == "in_session", what="会议开始")


async def _in_session(table: Table, topics: Sequence[str]) -> None:
    for username in (CONVENER, *MEMBERS):
        await table.do(username, "attendance", "签到")
    await table.seen(CONVENER, lambda view: bool(view["quorum"]), what="达到会要求")
    await table.do(
        "court.leader",
        "opinions",
        "发表不同意见",
        topic_id=topics[0],
        stance="reserve",
        dissent=True,
        text="应先试行。",
    )
    await table.do("police.leader", "minutes", "起草纪要", topic_id=topics[0], base=0, text="各单位同意统一材料清单。")
    await table.seen(CONVENER, lambda view: bool(view["sections"]), what="纪要到达召集单位")
    await _no_outcome(table, topics[0])
    due = (table.matter.town.clock.now() + timedelta(days=30)).date().isoformat()
    for agency, deliverable in (("police", "制定价格认定材料清单"), ("court", "制定电子卷宗验收标准")):
        body = {"agency": agency, "deliverable": deliverable, "due": due, "acceptance": "各成员单位书面确认"}
        await table.do(CONVENER, "resolutions", f"议定：{deliverable}", topic_id=topics[0], **body)
    await table.step("end", "结束会议")


async def _no_outcome(table: Table, topic_id: str) -> None:
    """The hard limit of handbook 4.2, in the words of a person who oversteps it."""
    due = (table.matter.town.clock.now() + timedelta(days=5)).date().isoformat()
    wish = f"{CASE_NO}一案应当判处缓刑"
    body = {"topic_id": topic_id, "agency": "court", "deliverable": wish, "due": due, "acceptance": "判决书"}
    try:
        await table.do(CONVENER, "resolutions", "就个案结果作出议定", **body)
    except Answered as error:
        table.matter.expect(error.codes == ["meeting.instruction_on_outcome"], "就个案处理结果的议定被拒绝并登记")
        return
    raise StoryFailed("就个案处理结果的议定没有被拒绝")


async def _countersigned(table: Table) -> None:
    await table.step("circulate", "送会签")
    await table.everywhere(lambda view: _head(view)["state"] == "countersigning", what="收到会签稿")
    for username in (CONVENER, *MEMBERS):
        await table.do(username, "countersign", "会签确认", edition=1, decision="confirmed")
    signed = ("confirmed",) * (1 + len(MEMBERS))
    await table.seen(CONVENER, lambda view: _signs(view) == signed, what="全部会签")
    issued = await table.step("issue", "印发纪要")
    table.matter.expect(
        _head(issued)["state"] == "tracking", f"纪要印发：{_head(issued)['number']}，两项议定事项转入跟踪"
    )
    await table.everywhere(lambda view: _head(view)["state"] == "tracking", what="收到纪要")


async def _fulfilled(table: Table) -> str:
    """The police reports and is verified; the court has not reported yet. Returns what the court owes."""
    first, second = _rows(await table.view(CONVENER), "resolutions")
    path = f"resolutions/{str(first['part_id']).removeprefix('resolution:')}"
    await table.do("police.leader", f"{path}/progress", "报告议定事项完成", text="清单已印发执行。", done=True)
    await table.seen(CONVENER, lambda view: _states(view)[0] == "reported", what="报告到达召集单位")
    await table.do(CONVENER, f"{path}/verification", "核验办结", closed=True, text="各单位已书面确认。")
    await table.everywhere(lambda view: _states(view) == ("closed", "issued"), what="议定事项办结")
    return str(second["deliverable"])


async def _next_agenda(table: Table, deliverable: str) -> None:
    matter = table.matter
    plan = {
        "title": "下一次联席会议",
        "starts_at": (matter.town.clock.now() + timedelta(days=24)).isoformat(),
        "place": "市委政法委三楼会议室",
        "required": ["court", "police"],
    }
    made = await matter.town.desk(CONVENER).post("liaison", "/meetings", plan)
    carried = _head(made)["carried"]
    assert isinstance(carried, list)
    open_ones = [one["deliverable"] for one in carried if one["meeting_id"] == table.meeting_id]
    matter.expect(open_ones == [deliverable], f"下次会议先议未办结事项：{deliverable}")


async def _same_everywhere(table: Table) -> None:
    """Every node tells the same of the meeting."""
    wanted = _record(await table.view(CONVENER))
    for username in MEMBERS:
        found = await table.seen(username, lambda view: _record(view) == wanted, what=f"{username} 的记录一致")
        table.matter.expect(_record(found) == wanted, f"{username} 的会议记录与召集单位一致")


def _record(view: Json) -> list[object]:
    return [view[name] for name in _COMPARED]


def _head(view: Json) -> Json:
    head = view["head"]
    assert isinstance(head, dict)
    return head


def _rows(view: Json, name: str) -> list[Json]:
    rows = view[name]
    assert isinstance(rows, list)
    return rows


def _states(view: Json) -> tuple[object, ...]:
    return tuple(one["state"] for one in _rows(view, "resolutions"))


def _signs(view: Json) -> tuple[object, ...]:
    return tuple(one["countersign"] for one in _rows(view, "seats"))
