"""One supervised task from its issue to its closing; and those that an overdue resolution has become by itself."""

from dataclasses import dataclass
from datetime import timedelta

from zf_node.demo.calendar.diary import Diary
from zf_node.demo.calendar.members import CONVENER
from zf_node.demo.calendar.programme import TaskPlan
from zf_node.demo.desk import Json

_DUE_AFTER = timedelta(days=15)
_LONGER = timedelta(days=30)
_LISTED = "listed"
_OVERDUE = "联席会议议定事项逾期"
"""How the title of a task begins that a resolution has become."""


@dataclass(slots=True)
class TaskCourse:
    diary: Diary
    plan: TaskPlan
    task_id: str = ""

    def enter(self) -> None:
        """Into the diary, from the day of the issue."""
        told = {"prompt": 12, "late": 19, "extended": 24}[self.plan.manner]
        steps = [
            (0, 9, self._issue),
            (5 if self.plan.slow else 1, 10, self._sign_for),
            (7, 10, self._progress),
            (told, 11, self._report),
            (told + 2, 15, self._close),
        ]
        if self.plan.manner == "extended":
            steps += [(10, 10, self._ask_for_more), (11, 10, self._grant)]
        for days, hour, deed in steps:
            self.diary.write(self.plan.day + timedelta(days=days), hour, deed)

    async def _issue(self) -> None:
        made = await self.diary.post(
            CONVENER,
            "/tasks",
            assignee=self.plan.assignee,
            level=self.plan.level,
            source="petition",
            title=self.plan.title,
            demand="请限期化解并书面报告。",
            standard="信访人签字认可或依法终结",
            due=(self.plan.day + _DUE_AFTER).isoformat(),
            leader="委领导" if self.plan.level == _LISTED else "",
        )
        self.task_id = str(made["id"])
        self.diary.tally.tasks += 1

    async def _sign_for(self) -> None:
        await act(self.diary, self.plan.assignee, self.task_id, "sign_for")

    async def _progress(self) -> None:
        await act(self.diary, self.plan.assignee, self.task_id, "progress", text="已约谈信访人。")

    async def _ask_for_more(self) -> None:
        until = (self.plan.day + _LONGER).isoformat()
        await act(self.diary, self.plan.assignee, self.task_id, "request_extension", text="尚需鉴定。", until=until)

    async def _grant(self) -> None:
        until = (self.plan.day + _LONGER).isoformat()
        await act(self.diary, CONVENER, self.task_id, "grant_extension", until=until)

    async def _report(self) -> None:
        done = await act(self.diary, self.plan.assignee, self.task_id, "report", text="已化解，报告如下。")
        self.diary.tally.late_tasks += bool(done["late"])

    async def _close(self) -> None:
        await _finish(self.diary, self.task_id, listed=self.plan.level == _LISTED)


async def own_overdue_tasks(diary: Diary, agency: str) -> None:
    """The agency signs for the tasks its overdue resolutions became, and reports."""
    page = await diary.get(agency, "/tasks", state="issued", role="" if agency == CONVENER else "addressee")
    items = page["items"]
    assert isinstance(items, list)
    for row in (one for one in items if str(one["title"]).startswith(_OVERDUE)):
        await act(diary, agency, str(row["id"]), "sign_for")
        await act(diary, agency, str(row["id"]), "report", text="逾期事项已经办结。")
        diary.tally.tasks += 1


async def close_overdue_task(diary: Diary, task_id: str) -> None:
    await _finish(diary, task_id, listed=False)


async def _finish(diary: Diary, task_id: str, *, listed: bool) -> None:
    await act(diary, CONVENER, task_id, "verify", text="核查属实。")
    if listed:
        await act(diary, CONVENER, task_id, "delist", text="核查通过，销号。")
    await act(diary, CONVENER, task_id, "close", text="办结。")


async def act(diary: Diary, agency: str, task_id: str, name: str, **said: object) -> Json:
    seen = await diary.get(agency, f"/tasks/{task_id}")
    return await diary.post(agency, f"/tasks/{task_id}/acts", act=name, version=seen["version"], **said)
