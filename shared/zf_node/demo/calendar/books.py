"""At the end of the year: every node tells the same of every meeting and task, and the ledgers of all pairs agree."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import text

from zf_node.demo.calendar.members import CONVENER, Envoy
from zf_node.demo.calendar.simulated_city import SimulatedCity
from zf_node.demo.desk import Json
from zf_platform.audit import verify

_PARTS = ("topics", "attendance", "opinions", "sections", "parallels", "resolutions", "progress")
_SEAT = ("agency", "required", "authorised", "people", "countersign", "countersign_text", "countersigned_at")
_TASK = ("task_no", "state", "due", "late", "listed", "level", "title", "reminders")
_STEP = ("act", "agency", "by_name", "state", "text", "until", "late", "at")
_CLOCK = ("rule", "anchor", "due", "state", "ended_at", "trace")
_STUCK = text(
    "SELECT (SELECT count(*) FROM inbox WHERE state <> 'done' AND state <> 'rejected') + (SELECT count(*) FROM quarantine)"
)


@dataclass(slots=True)
class Books:
    """Counts, and what differs. `differences` name node and thing; there must be none."""

    records: int = 0
    messages: int = 0
    compared_days: int = 0
    entries: int = 0
    differences: list[str] = field(default_factory=list)

    def check(self, holds: bool, what: str) -> None:
        self.records += 1
        if not holds:
            self.differences.append(what)


async def close_books(city: SimulatedCity) -> Books:
    books = Books()
    for meeting_id in await _all_meetings(city):
        await _compare_meeting(city, meeting_id, books)
    for row in await _all_tasks(city):
        await _compare_task(city, row, books)
    await _compare_accounts(city, books)
    for agency in city.members:
        await _compare_ledgers(city, agency, books)
        await _sound(city, agency, books)
    return books


async def _compare_meeting(city: SimulatedCity, meeting_id: str, books: Books) -> None:
    told = await _envoy(city, CONVENER, f"/meetings/{meeting_id}")
    for agency in city.members:
        if agency != CONVENER:
            copy = await _envoy(city, agency, f"/meetings/{meeting_id}")
            books.check(_record(copy, agency) == _record(told, agency), f"{agency}: 会议 {meeting_id}")


def _record(view: Json, agency: str) -> list[object]:
    """What this member may know of the record."""
    hidden = {one["topic_id"] for one in _rows(view, "topics") if not _may_see(one, agency)}
    seats = [[seat[name] for name in _SEAT] for seat in _rows(view, "seats")]
    return [
        view["head"],
        seats,
        *([row for row in _rows(view, name) if row["topic_id"] not in hidden] for name in _PARTS),
    ]


def _may_see(topic: Json, agency: str) -> bool:
    named = topic["named"]
    assert isinstance(named, list)
    return not topic["restricted"] or agency in (topic["proposer"], *named)


async def _compare_task(city: SimulatedCity, row: Json, books: Books) -> None:
    path = f"/tasks/{row['id']}"
    issuer, assignee = str(row["issuer"]), str(row["assignee"])
    if issuer != assignee:
        one, other = [_task(await _envoy(city, agency, path)) for agency in (issuer, assignee)]
        unlike = ", ".join(name for name in one if one[name] != other[name])
        books.check(not unlike, f"{assignee}: 督办件 {row['task_no']} {unlike}")


def _task(view: Json) -> dict[str, object]:
    """Steps by the clock are each side's own record, so acts of people are compared."""
    steps = [[one[name] for name in _STEP] for one in _rows(view, "steps") if one["by_name"]]
    clocks = [[one[name] for name in _CLOCK] for one in _rows(view, "clocks")]
    return {**{name: view[name] for name in _TASK}, "steps": steps, "clocks": clocks}


async def _compare_accounts(city: SimulatedCity, books: Books) -> None:
    told = await _account(city, CONVENER)
    for agency in city.members:
        books.check(await _account(city, agency) == told, f"{agency}: 挂账台账")


async def _account(city: SimulatedCity, agency: str) -> object:
    desk = city.town.desk(Envoy(agency).username)
    return [await desk.get("liaison", "/tasks/account", removed=removed) for removed in ("false", "true")]


async def _compare_ledgers(city: SimulatedCity, agency: str, books: Books) -> None:
    """The newest comparison of each day with each partner counts: earlier ones may have found what was repaired since."""
    newest: dict[tuple[object, object], object] = {}
    for run in await _pages(city, agency, "/reconciliations", clerk=True):
        newest.setdefault((run["peer"], run["day"]), run["state"])
    for (peer, day), state in newest.items():
        books.check(state == "equal", f"{agency}: 与 {peer} {day} 对账 {state}")
    books.compared_days += len(newest)
    async with city.services[agency].parts.database.session() as session:
        sent = await session.execute(text("SELECT count(*) FROM ledger WHERE direction = 'out'"))
        books.messages += int(sent.scalar_one())


async def _sound(city: SimulatedCity, agency: str, books: Books) -> None:
    """Nothing is stuck, and the audit log verifies."""
    async with city.services[agency].parts.database.session() as session:
        stuck = int((await session.execute(_STUCK)).scalar_one())
        report = await verify(session)
    books.check(stuck == 0, f"{agency}: {stuck} 条消息未办结")
    books.check(report.ok, f"{agency}: 审计链 {report.fault}")
    books.entries += report.count


async def _all_meetings(city: SimulatedCity) -> list[str]:
    return [str(row["meeting_id"]) for row in await _pages(city, CONVENER, "/meetings")]


async def _all_tasks(city: SimulatedCity) -> Sequence[Json]:
    return await _pages(city, CONVENER, "/tasks", state="all")


async def _pages(city: SimulatedCity, agency: str, path: str, *, clerk: bool = False, **params: str) -> list[Json]:
    envoy = Envoy(agency)
    desk = city.town.desk(envoy.clerk if clerk else envoy.username)
    found: list[Json] = []
    cursor: object = ""
    while cursor is not None:
        asked = params | ({"cursor": str(cursor)} if cursor else {})
        page = await desk.get("liaison", path, **asked)
        found += _rows(page, "items")
        cursor = page["next_cursor"]
    return found


async def _envoy(city: SimulatedCity, agency: str, path: str) -> Json:
    return await city.town.desk(Envoy(agency).username).get("liaison", path)


def _rows(view: Json, name: str) -> list[Json]:
    rows = view[name]
    assert isinstance(rows, list)
    return rows
