"""Run the calendar: databases for nine nodes, the programme into the diary, the year lived through, the books closed."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial
from pathlib import Path

from zf_law.loader import Law
from zf_node.demo.calendar.books import Books, close_books
from zf_node.demo.calendar.diary import Diary, Tally
from zf_node.demo.calendar.meeting_course import MeetingCourse
from zf_node.demo.calendar.members import CONVENER, nine_member_law
from zf_node.demo.calendar.programme import FIRST_DAY, Outage, make_programme
from zf_node.demo.calendar.simulated_city import SERVICES, simulated_city
from zf_node.demo.calendar.task_course import TaskCourse
from zf_platform.bus.embedded import Vices
from zf_platform.clock import ZONE, SystemClock
from zf_platform.provision import AgencyDatabase, drop_agency, provision_agency

_BEFORE = timedelta(days=5)
"""Accounts are made before the first day."""
_MORNING, _EVENING = 8, 20


@dataclass(frozen=True, slots=True)
class YearResult:
    months: int
    members: int
    tally: Tally
    books: Books
    worked: int
    seconds: float

    def figures(self) -> dict[str, int]:
        return {
            "months": self.months,
            "members": self.members,
            "meetings": self.tally.meetings,
            "topics": self.tally.topics,
            "resolutions": self.tally.resolutions,
            "overdue": self.tally.overdue,
            "tasks": self.tally.tasks,
            "late_tasks": self.tally.late_tasks,
            "away_days": self.tally.away_days,
            "acts": self.tally.acts,
            "messages": self.books.messages,
            "ledger_days": self.books.compared_days,
            "audit_entries": self.books.entries,
            "checks": self.books.records,
            "differences": len(self.books.differences),
            "seconds": round(self.seconds),
        }


async def run_year(
    admin_url: str,
    *,
    months: int,
    folder: Path,
    prefix: str,
    progress: Callable[[datetime], None] | None = None,
    vices: Vices | None = None,
) -> YearResult:
    """Databases of this prefix are made and removed again. `vices`: of the line between the nodes."""
    law, clock = nine_member_law(), SystemClock()
    begin = clock.now()
    async with _databases(admin_url, law=law, prefix=prefix) as databases:
        start = datetime.combine(FIRST_DAY - _BEFORE, time(_MORNING), tzinfo=ZONE)
        async with simulated_city(databases, law=law, folder=folder, start=start, vices=vices) as city:
            diary = Diary(city)
            _write(diary, months=months)
            await diary.live_through(progress=progress)
            if vices is not None:
                await city.mend_the_line()
            books = await close_books(city)
            seconds = (clock.now() - begin).total_seconds()
            return YearResult(months, len(city.members), diary.tally, books, city.worked, seconds)


def _write(diary: Diary, *, months: int) -> None:
    city = diary.city
    members = [one for one in city.members if one != CONVENER]
    programme = make_programme(months=months, members=members, is_working=city.law.calendar.is_working)
    for meeting in programme.meetings:
        MeetingCourse(diary, meeting).enter()
    for task in programme.tasks:
        TaskCourse(diary, task).enter()
    for outage in programme.outages:
        _cut(diary, outage)


def _cut(diary: Diary, outage: Outage) -> None:
    """The line is dead from the evening of the first day until the evening of the last."""
    diary.write_exactly(_evening(outage, first=True), partial(diary.city.leave, outage.agency))
    diary.write_exactly(_evening(outage, first=False), partial(diary.city.come_back, outage.agency))
    diary.tally.away_days += (outage.last - outage.first).days


def _evening(outage: Outage, *, first: bool) -> datetime:
    return datetime.combine(outage.first if first else outage.last, time(_EVENING), tzinfo=ZONE)


@asynccontextmanager
async def _databases(admin_url: str, *, law: Law, prefix: str) -> AsyncIterator[Mapping[str, AgencyDatabase]]:
    codes = [agency.code for agency in law.agencies.with_node()]
    try:
        made = {}
        for code in codes:
            await drop_agency(admin_url, agency=code, services=SERVICES, prefix=prefix)
            made[code] = await provision_agency(admin_url, agency=code, services=SERVICES, prefix=prefix)
        yield made
    finally:
        for code in codes:
            await drop_agency(admin_url, agency=code, services=SERVICES, prefix=prefix)
