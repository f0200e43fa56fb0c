"""What happens in the year: meetings, topics, resolutions, tasks, who is late, who is away. Pure; the same every time.

Nothing is drawn by chance: a hash of the place of a thing in the year decides, so that two runs are the same run.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

IsWorking = Callable[[date], bool]
FIRST_DAY = date(2026, 1, 1)
MOST_MONTHS = 12
TOPICS_A_MEETING = 6
_MEETING_DAYS = (10, 24)
_TASK_DAYS = (5, 19)
_AWAY_FROM, _AWAY_UNTIL = -2, 5
"""Days around a meeting during which one member's line is dead: it misses session and signing, and owes reports."""
CORE = ("police", "procuratorate", "court")
"""Required at every meeting, and always there: without one of them nothing could be resolved."""
_KINDS = ("law_application", "evidence_standard", "transfer_quality", "deadlines_custody", "property", "statistics")
_TITLES = (
    ("盗窃案件数额认定的法律适用", "制定数额认定指引"),
    ("电子数据取证的证据标准", "制定电子数据取证清单"),
    ("电子卷宗移送质量", "制定电子卷宗验收标准"),
    ("羁押期限预警与衔接", "建立羁押期限预警台账"),
    ("涉案财物移交与保管", "完成涉案财物清点移交"),
    ("案件数据统计口径", "统一统计口径并发文"),
)


@dataclass(frozen=True, slots=True)
class TopicPlan:
    """A topic and the resolution it ends in. `late`: the duty is not done by its day and becomes a supervised task."""

    proposer: str
    kind: str
    title: str
    restricted: bool
    named: tuple[str, ...]
    debtor: str
    deliverable: str
    late: bool


@dataclass(frozen=True, slots=True)
class MeetingPlan:
    """`guests` speak; `clash` names two who write one section at once; `silent` never answers, `objecting` says no."""

    no: int
    day: date
    topics: tuple[TopicPlan, ...]
    speakers: tuple[str, ...]
    clash: tuple[str, str]
    absent: str
    silent: str
    objecting: str


@dataclass(frozen=True, slots=True)
class TaskPlan:
    """A task the committee issues by itself. manner: prompt | late | extended; `slow`: signed for after its day."""

    no: int
    day: date
    assignee: str
    level: str
    title: str
    manner: str
    slow: bool


@dataclass(frozen=True, slots=True)
class Outage:
    """`agency` can neither send nor receive from `first` until `last`, both included."""

    agency: str
    first: date
    last: date

    def covers(self, agency: str, day: date) -> bool:
        return agency == self.agency and self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Programme:
    meetings: tuple[MeetingPlan, ...]
    tasks: tuple[TaskPlan, ...]
    outages: tuple[Outage, ...]


def make_programme(*, months: int, members: Sequence[str], is_working: IsWorking) -> Programme:
    """Two meetings and two tasks a month. `members` are all but the convener, who comes to every meeting."""
    days = [_month(number) for number in range(months)]
    meetings = [_working(first.replace(day=day), is_working) for first in days for day in _MEETING_DAYS]
    tasks = [_working(first.replace(day=day), is_working) for first in days for day in _TASK_DAYS]
    outages = tuple(_outage(number, meetings, members) for number in range(0, months, 4))
    away = tuple({outage.agency for outage in outages})
    return Programme(
        meetings=tuple(_meeting(no, day, members) for no, day in enumerate(meetings, start=1)),
        tasks=tuple(_task(no, day, [one for one in members if one not in away]) for no, day in enumerate(tasks, 1)),
        outages=outages,
    )


def draw(what: str, number: int, *, among: Sequence[str], but: Sequence[str] = ()) -> str:
    """One of them, by the place of the thing in the year."""
    left = [one for one in among if one not in but]
    return left[_hash(what, number) % len(left)]


def _meeting(no: int, day: date, members: Sequence[str]) -> MeetingPlan:
    absent = draw("absent", no, among=members, but=CORE)
    silent = draw("silent", no, among=members, but=(absent,))
    return MeetingPlan(
        no=no,
        day=day,
        topics=tuple(_topic(no, place, members) for place in range(TOPICS_A_MEETING)),
        speakers=tuple(draw("speaks", no * 10 + place, among=members, but=(absent,)) for place in range(4)),
        clash=_pair(no, members, absent),
        absent=absent if no % 2 else "",
        silent=silent if no % 3 == 0 else "",
        objecting=draw("objects", no, among=members, but=(absent, silent)) if no % 4 == 0 else "",
    )


def _topic(no: int, place: int, members: Sequence[str]) -> TopicPlan:
    """Each meeting has one restricted topic and, by turns, one or two duties that will be late."""
    number = no * TOPICS_A_MEETING + place
    proposer = members[number % len(members)]
    debtor = draw("debtor", number, among=members)
    title, deliverable = _TITLES[place]
    return TopicPlan(
        proposer=proposer,
        kind=_KINDS[place],
        title=f"{title}（第{no}次）",
        restricted=place == TOPICS_A_MEETING - 1,
        named=(debtor,) if place == TOPICS_A_MEETING - 1 else (),
        debtor=debtor,
        deliverable=f"{deliverable}（第{no}次）",
        late=place == 1 or (place == 3 and no % 2 == 0),
    )


def _pair(no: int, members: Sequence[str], absent: str) -> tuple[str, str]:
    first = draw("writes", no, among=members, but=(absent,))
    return first, draw("writes too", no, among=members, but=(absent, first))


def _task(no: int, day: date, members: Sequence[str]) -> TaskPlan:
    assignee = draw("task", no, among=members)
    return TaskPlan(
        no=no,
        day=day,
        assignee=assignee,
        level=("ordinary", "key", "ordinary", "listed")[no % 4],
        title=f"涉法涉诉信访积案化解督办（第{no}件）",
        manner=("prompt", "late", "extended")[no % 3],
        slow=no % 4 == 0,
    )


def _outage(number: int, meetings: Sequence[date], members: Sequence[str]) -> Outage:
    """Around the first meeting of that month."""
    day = meetings[number * len(_MEETING_DAYS)]
    agency = draw("away", number, among=members, but=CORE)
    return Outage(agency, day + timedelta(days=_AWAY_FROM), day + timedelta(days=_AWAY_UNTIL))


def _month(number: int) -> date:
    year, month = divmod(FIRST_DAY.month - 1 + number, 12)
    return date(FIRST_DAY.year + year, month + 1, 1)


def _working(day: date, is_working: IsWorking) -> date:
    while not is_working(day):
        day += timedelta(days=1)
    return day


def _hash(what: str, number: int) -> int:
    return int.from_bytes(hashlib.sha256(f"{what}/{number}".encode()).digest()[:4])
