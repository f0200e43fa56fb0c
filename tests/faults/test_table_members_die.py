"""F1 at the table: liaisons are killed while agencies confer, supervise and answer; and one is away for a whole meeting."""

import asyncio
import time
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from tests.broker_server import Broker
from tests.fleet.doses import Dose, say
from tests.fleet.round_table import AGENCIES, RoundTable, round_table
from zf_node.demo.desk import Json, until
from zf_node.demo.joint_meeting import CONVENER, Table
from zf_node.demo.matter import Matter
from zf_node.demo.stories import tell

pytestmark = [pytest.mark.faults, pytest.mark.slow, pytest.mark.rabbitmq, pytest.mark.timeout(7200)]
_PAUSE = 2.0
_PARTS = "SELECT kind, count(*) FROM meeting_part WHERE meeting_id = ANY(:meetings) GROUP BY 1 ORDER BY 1"
_HELD = "SELECT id FROM meeting WHERE convener = 'committee' AND head->>'state' = 'tracking'"
_CLOSED = "SELECT count(*) FROM supervision_notice WHERE state = 'closed'"
_ACTS = """
    SELECT act, count(*) FROM supervision_notice_step
    WHERE notice_id IN (SELECT id FROM supervision_notice WHERE state = 'closed') GROUP BY act ORDER BY act
"""


async def test_the_table_is_complete_after_many_deaths(
    admin_url: str, broker: Broker, tmp_path: Path, dose: Dose
) -> None:
    """C: three meetings and three supervision documents at once, a kill every two seconds; N: thirty, ten times over."""
    rounds, at_once = dose.of(1, 10), 3
    async with round_table(admin_url, tmp_path, broker=broker) as table:
        begin = time.monotonic()
        killing = asyncio.create_task(_kill_on(table, dose))
        try:
            for _ in range(rounds):
                names = ["joint-meeting", "correction-notice"] * at_once
                await asyncio.gather(*(tell(Matter(table.town), name) for name in names))
        finally:
            killing.cancel()
            await asyncio.gather(killing, return_exceptions=True)
        took = time.monotonic() - begin
        meetings = await table.ids(_HELD)
        verdict = await table.judge(meetings)
        told = rounds * at_once
        assert len(meetings) == told
        await _once(table, meetings, told)
        kills = len(table.killed)
    say(dose, f"F1 at the table: {kills} kills in {took:.0f} s; {verdict}; {table.line.repeats} requests repeated")
    assert kills >= took / _PAUSE / 2
    assert {name.split(".")[0] for name in table.killed} == set(AGENCIES)


async def test_a_member_away_for_the_whole_meeting_ends_with_the_same_record(
    admin_url: str, broker: Broker, tmp_path: Path, dose: Dose
) -> None:
    """The court's process is down from the notice to the circulation; tasks wait for it too. Then it comes back, and is
    killed once more while it catches up."""
    tasks = dose.of(20, 500)
    async with round_table(admin_url, tmp_path, broker=broker) as table:
        course = _Course(table, Table(Matter(table.town)))
        await table.fleet.terminate(table.liaison("court"))
        await course.held()
        issued = [await course.task(number) for number in range(tasks)]
        await table.fleet.start(table.liaison("court"))
        await table.fleet.kill(table.liaison("court"))
        await course.concluded()
        for task_id in issued:
            await course.arrived(task_id)
        verdict = await table.judge([course.table.meeting_id])
        assert await table.count("court", "SELECT count(*) FROM supervised_task") == tasks
        await _the_judge_sees_a_changed_copy(table, course.table.meeting_id)
    say(dose, f"away at the table: {tasks} tasks waited; {verdict}")


async def _the_judge_sees_a_changed_copy(table: RoundTable, meeting_id: str) -> None:
    """A judge that never finds anything proves nothing."""
    engine = create_async_engine(table.site.databases["police"].owner_url)
    async with engine.begin() as connection:
        change = text(
            "UPDATE liaison.meeting_part SET version = version + 1 WHERE meeting_id = :id AND kind = 'section'"
        )
        await connection.execute(change, {"id": meeting_id})
    await engine.dispose()
    with pytest.raises(AssertionError, match="differs between the nodes"):
        await table.judge([meeting_id])


class _Course:
    """One meeting by hand, because the story waits for every member at each step."""

    def __init__(self, around: RoundTable, table: Table) -> None:
        self._around = around
        self.table = table

    async def held(self) -> None:
        table, town = self.table, self._around.town
        plan = {
            "title": "缺席成员的联席会议",
            "starts_at": (town.clock.now() + timedelta(days=10)).isoformat(),
            "place": "市委政法委三楼会议室",
            "required": ["procuratorate", "police"],
            "optional": ["court"],
            "topics": [await self._topic()],
        }
        made = await town.desk(CONVENER).post("liaison", "/meetings", plan)
        head = made["head"]
        assert isinstance(head, dict)
        table.meeting_id = str(head["meeting_id"])
        await table.step("convene", "发会议通知")
        await table.step("open", "开会")
        present = (CONVENER, "procuratorate.chief", "police.leader")
        for username in present:
            await table.seen(username, lambda view: _head(view)["state"] == "in_session", what="会议开始")
            await table.do(username, "attendance", "签到")
        for base, draft in enumerate(("第一稿", "第二稿", "第三稿")):
            await table.do(CONVENER, "minutes", "起草纪要", base=base, text=draft)
        due = (town.clock.now() + timedelta(days=30)).date().isoformat()
        duty = {"agency": "court", "deliverable": "制定验收标准", "due": due, "acceptance": "成员单位书面确认"}
        await table.seen(CONVENER, lambda view: bool(view["quorum"]), what="达到会要求")
        await table.do(CONVENER, "resolutions", "议定", topic_id=plan["topics"][0], **duty)
        await table.step("end", "结束会议")
        await table.step("circulate", "送会签")
        for username in present:
            await table.seen(username, lambda view: _head(view)["state"] == "countersigning", what="收到会签稿")
            await table.do(username, "countersign", "会签确认", edition=1, decision="confirmed")

    async def _topic(self) -> str:
        body = {"convener": "committee", "type": "evidence_standard", "title": "证据标准", "question": "请会商。"}
        made = await self._around.town.desk("procuratorate.chief").post("liaison", "/meetings/topics", body)

        async def arrived() -> Json | None:
            waiting: object = await self._around.town.desk(CONVENER).get("liaison", "/meetings/topics")
            assert isinstance(waiting, list)
            return next((one for one in waiting if one["topic_id"] == made["topic_id"]), None)

        await until(arrived, what="议题到达召集单位")
        return str(made["topic_id"])

    async def task(self, number: int) -> str:
        town = self._around.town
        body = {
            "assignee": "court",
            "level": "ordinary",
            "source": "inspection",
            "title": f"督办事项 {number}",
            "demand": "报告整改情况",
            "standard": "书面报告",
            "due": (town.clock.now() + timedelta(days=30)).date().isoformat(),
        }
        return str((await town.desk(CONVENER).post("liaison", "/tasks", body))["id"])

    async def concluded(self) -> None:
        """The court has the circulated text, signs, and the minutes are issued everywhere."""
        table = self.table
        await table.seen("court.leader", lambda view: _head(view)["state"] == "countersigning", what="收到会签稿")
        await table.do("court.leader", "countersign", "会签确认", edition=1, decision="confirmed")
        await table.seen(CONVENER, lambda view: all(_signed(view)), what="全部会签")
        await table.step("issue", "印发纪要")
        await table.everywhere(lambda view: _head(view)["state"] == "tracking", what="收到纪要")

    async def arrived(self, task_id: str) -> None:
        desk = self._around.town.desk("court.leader")

        async def there() -> Json | None:
            return await desk.find("liaison", f"/tasks/{task_id}")

        view = await until(there, what="督办件到达")
        assert view["state"] == "issued"


async def _kill_on(table: RoundTable, dose: Dose) -> None:
    """Every two seconds one of the liaisons that are alive, each in its turn of chance."""
    chance = dose.chance
    while True:
        await asyncio.sleep(_PAUSE)
        names = [table.liaison(agency) for agency in AGENCIES if table.fleet.alive(table.liaison(agency))]
        if names:
            victim = chance.choice(names)
            await table.fleet.kill(victim)
            table.killed.append(victim)


async def _once(table: RoundTable, meetings: list[str], told: int) -> None:
    """What each story does stands there as often as it was told, on every node."""
    for agency in AGENCIES:
        counts = _counted(await table.rows(agency, _PARTS, meetings=meetings))
        wanted = {"topic": 2, "attendance": 4, "opinion": 1, "resolution": 2, "progress": 1, "countersign": 4}
        assert {name: counts.get(name) for name in wanted} == {name: times * told for name, times in wanted.items()}
    for agency in ("procuratorate", "police"):
        acts = _counted(await table.rows(agency, _ACTS))
        assert (acts["sign_for"], acts["reply"], acts["urge"], acts["escalate"]) == (told, 2 * told, told, told)
    assert [await table.count(agency, _CLOSED) for agency in ("procuratorate", "police")] == [told, told]


def _counted(rows: list[tuple[object, ...]]) -> dict[str, int]:
    return {str(name): int(str(times)) for name, times in rows}


def _head(view: Json) -> Json:
    head = view["head"]
    assert isinstance(head, dict)
    return head


def _signed(view: Json) -> list[bool]:
    seats = view["seats"]
    assert isinstance(seats, list)
    return [one["countersign"] == "confirmed" for one in seats]
