"""What the agencies of the sample city have between them: liaison officers, a few supervised tasks, supervision documents."""

from dataclasses import dataclass
from datetime import timedelta

from zf_node.demo.desk import Desk, Json, Town, until
from zf_node.demo.supervision import DRAFT
from zf_platform.clock import ZONE

ISSUER = "committee.coordinator"


@dataclass(frozen=True, slots=True)
class _Officer:
    """`keeper` enters whom the agency names."""

    keeper: str
    unit: str
    names: tuple[str, str]


_OFFICERS = (
    _Officer("police.leader", "command", ("秦望舒", "许海棠")),
    _Officer("procuratorate.chief", "case_office", ("蒋清越", "何立群")),
    _Officer("court.leader", "review", ("魏秋实", "孔安宁")),
    _Officer("justice.leader", "case_office", ("金云帆", "朱思齐")),
    _Officer("committee.leader", "office", ("陶长河", "姜若水")),
)


@dataclass(frozen=True, slots=True)
class _Task:
    """`acts`: what the addressee has done by now."""

    assignee: str
    level: str
    title: str
    days: int
    by: str
    acts: tuple[str, ...]


_TASKS = (
    _Task("police", "ordinary", "督办夜间噪声扰民重复信访", 20, "police.legal", ("sign_for", "start")),
    _Task("court", "key", "督办执行积案集中化解", 30, "court.leader", ("sign_for",)),
    _Task("procuratorate", "ordinary", "督办国家赔偿申请逾期答复", 10, "procuratorate.chief", ()),
    _Task("police", "listed", "督办涉案车辆长期未返还", 5, "police.legal", ("sign_for", "start", "report")),
)


async def furnish_liaison(town: Town) -> int:
    """Everything through the public API, as people would; returns how many officers, tasks and documents there are."""
    for officer in _OFFICERS:
        await _officers(town, officer)
    for task in _TASKS:
        await _task(town, task)
    await _notice(town, serve=True)
    await _notice(town, serve=False)
    return 2 * len(_OFFICERS) + len(_TASKS) + 2


async def _officers(town: Town, officer: _Officer) -> None:
    since = town.clock.now().astimezone(ZONE).date() - timedelta(days=200)
    for number, (post, name) in enumerate(zip(("officer", "deputy"), officer.names, strict=True)):
        entry = {"unit": officer.unit, "post": post, "name": name, "phone": f"000-0000-12{number}0"}
        desk = town.desk(officer.keeper)
        await desk.post("liaison", "/liaison-officers", {**entry, "term_from": since.isoformat()})


async def _task(town: Town, task: _Task) -> None:
    due = town.clock.now().astimezone(ZONE).date() + timedelta(days=task.days)
    order = {
        "assignee": task.assignee,
        "level": task.level,
        "source": "petition",
        "title": task.title,
        "demand": "查清事实，依法处理，并书面报告办理结果。",
        "standard": "信访人签字认可，或者依法作出书面答复",
        "due": due.isoformat(),
        "leader": "陶明远" if task.level == "listed" else "",
    }
    task_id = str((await town.desk(ISSUER).post("liaison", "/tasks", order))["id"])
    for name in task.acts:
        await _act(town.desk(task.by), f"/tasks/{task_id}", name)


async def _notice(town: Town, *, serve: bool) -> None:
    """One that waits for an answer, and one that waits for its approval."""
    made = await town.desk("procuratorate.prosecutor").post("liaison", "/notices", DRAFT)
    for name in ("approve", "serve") if serve else ():
        await _act(town.desk("procuratorate.chief"), f"/notices/{made['id']}", name)
    if serve:
        await _act(town.desk("police.legal"), f"/notices/{made['id']}", "sign_for")


async def _act(desk: Desk, path: str, name: str) -> None:
    """When what the other side told has come in."""

    async def offered() -> Json | None:
        found = await desk.find("liaison", path)
        options = found["options"] if found else []
        assert isinstance(options, list)
        return found if any(one["act"] == name and one["allowed"] for one in options) else None

    seen = await until(offered, what=f"{desk.username} {name}")
    await desk.post(
        "liaison", f"{path}/acts", {"act": name, "version": seen["version"], "text": "已按要求办理，报告如下。"}
    )
