"""One joint meeting from its topics to its closing, as nine agencies go through it at their own nodes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from zf_node.demo.calendar.diary import Diary
from zf_node.demo.calendar.members import CONVENER
from zf_node.demo.calendar.programme import CORE, MeetingPlan, TopicPlan
from zf_node.demo.calendar.task_course import close_overdue_task, own_overdue_tasks
from zf_node.demo.desk import Json
from zf_platform.clock import ZONE

_PAPER = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
SESSION = time(9, 30)
ISSUE_AFTER = 8
"""Days after the session: whoever has not countersigned by then is silent."""
_DUE_AFTER = timedelta(days=20)


@dataclass(slots=True)
class MeetingCourse:
    diary: Diary
    plan: MeetingPlan
    meeting_id: str = ""
    topics: list[str] = field(default_factory=list)

    def enter(self) -> None:
        """Into the diary, around the day of the session."""
        for days, hour, deed in (
            (-8, 10, self._propose),
            (-4, 10, self._convene),
            (1, 15, self._countersign),
            (ISSUE_AFTER, 9, self._issue),
            (10, 14, self._progress),
            (16, 9, self._report),
            (22, 9, self._make_good),
            (24, 9, self._close),
        ):
            self.diary.write(self.plan.day + timedelta(days=days), hour, deed, before=days < 0)
        self.diary.write_exactly(self._starts_at, self._hold)

    @property
    def _starts_at(self) -> datetime:
        return datetime.combine(self.plan.day, SESSION, tzinfo=ZONE)

    @property
    def _path(self) -> str:
        return f"/meetings/{self.meeting_id}"

    async def _propose(self) -> None:
        for topic in self.plan.topics:
            self.topics.append(await self._proposed(topic))
        await self.diary.city.settle()
        others = [one for one in self.diary.city.members if one not in (CONVENER, *CORE)]
        made = await self.diary.post(
            CONVENER,
            "/meetings",
            title=f"第{self.plan.no}次联席会议",
            starts_at=self._starts_at.isoformat(),
            place="市委政法委三楼会议室",
            required=CORE,
            optional=others,
            topics=self.topics,
        )
        self.meeting_id = str(_head(made)["meeting_id"])
        self.diary.tally.meetings += 1
        self.diary.tally.topics += len(self.topics)
        await self._step("collect")

    async def _proposed(self, topic: TopicPlan) -> str:
        """For somebody whose line is dead the committee proposes it."""
        proposer = CONVENER if topic.proposer in self.diary.city.away else topic.proposer
        desk = self.diary.desk(proposer)
        form = {"title": f"{topic.title}材料"}
        paper = await desk.upload("liaison", "/meetings/materials", form=form, file=("paper.pdf", _PAPER))
        made = await self.diary.post(
            proposer,
            "/meetings/topics",
            convener=CONVENER,
            type=topic.kind,
            title=topic.title,
            question="请会商统一做法。",
            restricted=topic.restricted,
            named=topic.named,
            materials=[paper["id"]],
        )
        return str(made["topic_id"])

    async def _convene(self) -> None:
        await self._step("convene")

    async def _hold(self) -> None:
        await self._step("open")
        await self.diary.city.settle()
        for agency in self._present():
            await self.diary.post(agency, f"{self._path}/attendance")
        await self.diary.city.settle()
        await self._speak()
        await self._write()
        for place, topic in enumerate(self.plan.topics):
            await self._resolve(self.topics[place], topic)
        await self._step("end")
        await self._step("circulate")

    async def _speak(self) -> None:
        for place, agency in enumerate(self.plan.speakers):
            if agency in self._present():
                said = {"stance": "oppose" if place == 0 else "support", "dissent": place == 0}
                path = f"{self._path}/opinions"
                await self.diary.post(agency, path, topic_id=self.topics[place], text="本单位意见如下。", **said)

    async def _write(self) -> None:
        """A section for each topic; then two write one of them at once, and the committee merges what stands beside."""
        present = self._present()
        for place, topic in enumerate(self.plan.topics):
            writer = topic.proposer if topic.proposer in present else CONVENER
            await self._section(writer, self.topics[place], base=0, text=f"关于{topic.title}，与会单位同意统一做法。")
        await self.diary.city.settle()
        both = [agency for agency in self.plan.clash if agency in present]
        for agency in both:
            await self._section(agency, self.topics[0], base=1, text=f"{agency}的修改稿。")
        await self.diary.city.settle()
        if both:
            seen = await self.diary.get(CONVENER, self._path)
            section = next(one for one in _rows(seen, "sections") if one["topic_id"] == self.topics[0])
            version = section["version"]
            assert isinstance(version, int)
            beside = [one["part_id"] for one in _rows(seen, "parallels") if one["topic_id"] == self.topics[0]]
            await self._section(CONVENER, self.topics[0], base=version, text="合并后的文本。", merges=beside)

    async def _section(
        self, agency: str, topic_id: str, *, base: int, text: str, merges: Sequence[object] = ()
    ) -> None:
        path = f"{self._path}/minutes"
        await self.diary.post(agency, path, topic_id=topic_id, base=base, text=text, merges=merges)

    async def _resolve(self, topic_id: str, topic: TopicPlan) -> None:
        await self.diary.post(
            CONVENER,
            f"{self._path}/resolutions",
            topic_id=topic_id,
            about="general",
            agency=topic.debtor,
            deliverable=topic.deliverable,
            due=(self.plan.day + _DUE_AFTER).isoformat(),
            acceptance="各成员单位书面确认",
        )
        self.diary.tally.resolutions += 1

    async def _countersign(self) -> None:
        for agency in self.diary.here(self.diary.city.members):
            if agency == self.plan.silent:
                continue
            objects = agency == self.plan.objecting
            said = {"decision": "objected", "text": "请补充不同意见。"} if objects else {"decision": "confirmed"}
            await self.diary.post(agency, f"{self._path}/countersign", edition=1, **said)

    async def _issue(self) -> None:
        await self._step("issue")

    async def _progress(self) -> None:
        await self._tell(late=False, done=False, text="正在办理。")

    async def _report(self) -> None:
        await self._tell(late=False, done=True, text="已经办结，附书面报告。")
        await self.diary.city.settle()
        await self._verify()

    async def _make_good(self) -> None:
        """What was not done in time has become a supervised task; now it is done, and both are reported."""
        owing = [str(one["agency"]) for one in await self._open() if one["overdue_at"]]
        for agency in self.diary.here(dict.fromkeys(owing)):
            await own_overdue_tasks(self.diary, agency)
        await self._tell(late=True, done=True, text="逾期事项已经办结。")

    async def _close(self) -> None:
        """Whoever was away when it was time to make good does it first."""
        await self._make_good()
        await self.diary.city.settle()
        await self._verify()
        self.diary.tally.overdue += sum(bool(one["overdue_at"]) for one in await self._resolutions())
        for task_id in [str(one["task_id"]) for one in await self._resolutions() if one["task_id"]]:
            await close_overdue_task(self.diary, task_id)
        await self._step("close")

    async def _tell(self, *, late: bool, done: bool, text: str) -> None:
        """`late`: everything that is still open, whoever should have reported it long ago."""
        dilatory = {topic.deliverable for topic in self.plan.topics if topic.late}
        for one in await self._open():
            agency = str(one["agency"])
            if agency in self.diary.city.away or (one["deliverable"] in dilatory and not late):
                continue
            if one["state"] == "reported":
                continue
            path = f"{self._path}/resolutions/{str(one['part_id']).removeprefix('resolution:')}/progress"
            await self.diary.post(agency, path, text=text, done=done)

    async def _verify(self) -> None:
        for one in await self._open():
            if one["state"] == "reported":
                path = f"{self._path}/resolutions/{str(one['part_id']).removeprefix('resolution:')}/verification"
                await self.diary.post(CONVENER, path, closed=True, text="核验通过。")

    async def _open(self) -> list[Json]:
        return [one for one in await self._resolutions() if one["state"] != "closed"]

    async def _resolutions(self) -> list[Json]:
        return _rows(await self.diary.get(CONVENER, self._path), "resolutions")

    def _present(self) -> Sequence[str]:
        return [one for one in self.diary.here(self.diary.city.members) if one != self.plan.absent]

    async def _step(self, name: str) -> None:
        version = _head(await self.diary.get(CONVENER, self._path))["version"]
        await self.diary.post(CONVENER, f"{self._path}/step", step=name, version=version)


def _head(view: Json) -> Json:
    head = view["head"]
    assert isinstance(head, dict)
    return head


def _rows(view: Json, name: str) -> list[Json]:
    rows = view[name]
    assert isinstance(rows, list)
    return rows
