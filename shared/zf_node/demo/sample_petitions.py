"""Eighty sample petitions at every stage, entered through the public API as the windows and departments would enter them.

Deterministic like the sample cases, and received around the same days: some periods run, some are due soon, some are overdue.
What is done with them is done today, as an act is never dated before the registration. Nobody here exists and no text is
of a real letter.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from zf_law.numbering.persons import citizen_check_digit
from zf_node.demo.desk import Desk, Json, Town
from zf_node.demo.matter import at
from zf_node.demo.people import drawn_name
from zf_node.demo.sample import DAY_ZERO
from zf_node.demo.sample_petition_texts import CIRCUMSTANCES, HISTORY, SUGGESTION, THEMES

PETITIONS = 80
AT_ONCE = 4
_LONG_WAYS = 40
"""Later ones stop after their first step: a city has to start within a minute."""
_FIRST_PERSON = 3000
_CHANNELS = ("visit", "letter", "phone", "online", "visit", "fax")


@dataclass(frozen=True, slots=True)
class _Place:
    """Who registers and who heads petitions there; where the hall would send a matter on."""

    agency: str
    receiver: str
    head: str
    onward: str = "police"


_HALL = _Place("committee", "committee.window", "committee.petition")
_PLACES: Sequence[_Place] = (
    _HALL,
    _Place("police", "police.petition", "police.petition"),
    _Place("court", "court.petition", "court.petition"),
    _Place("committee", "committee.window", "committee.petition", "court"),
    _Place("procuratorate", "procuratorate.petition", "procuratorate.petition"),
    _Place("police", "police.petition", "police.petition"),
    _Place("justice", "justice.petition", "justice.petition"),
    _Place("committee", "committee.window", "committee.petition", "justice"),
)


@dataclass(slots=True)
class _Entry:
    """One petition on its way through its department."""

    index: int
    place: _Place
    town: Town
    petition: Json = field(default_factory=dict)

    @property
    def head(self) -> Desk:
        return self.town.desk(self.place.head)

    async def act(self, name: str, *, desk: Desk | None = None, **said: object) -> None:
        body = {"version": self.petition["version"], **said}
        path = f"/petitions/{self.petition['id']}/{name}"
        self.petition = await (desk or self.head).post("intake", path, body)


Step = Callable[[_Entry], Awaitable[None]]


async def load_petitions(town: Town, *, petitions: int = PETITIONS) -> int:
    """Enter them, a few at a time; returns how many. A repeated letter comes after the first one of its person."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(index: int) -> None:
        async with gate:
            steps, age = _PLANS[index % len(_PLANS)]
            if index >= _LONG_WAYS:
                steps = steps[:1]
            await _enter(town, index, steps, received=DAY_ZERO - timedelta(days=age + index // len(_PLANS)))

    for first in range(0, petitions, len(_PLANS)):
        await asyncio.gather(*(one(index) for index in range(first, min(petitions, first + len(_PLANS)))))
    return petitions


async def _enter(town: Town, index: int, steps: Sequence[Step], *, received: date) -> None:
    place = _HALL if steps and steps[0] in _FROM_THE_HALL else _PLACES[index % len(_PLACES)]
    moment = at(received.isoformat(), 9 + index % 8, index % 60)
    entry = _Entry(index, place, town)
    made = await town.desk(place.receiver).post("intake", "/petitions", _content(entry, steps, received=moment))
    petition = made["petition"]
    assert isinstance(petition, dict)
    entry.petition = petition
    for step in steps:
        await step(entry)


def _content(entry: _Entry, steps: Sequence[Step], *, received: datetime) -> Json:
    index = entry.index
    themes = THEMES[entry.place.agency]
    suggestion = _replied in steps
    title, request, facts = SUGGESTION if suggestion else themes[(index // len(_PLACES)) % len(themes)]
    body: Json = {
        "channel": _CHANNELS[index % len(_CHANNELS)],
        "received_at": received.isoformat(),
        "title": title,
        "requests": [request],
        "facts": _told_by(index, facts),
        "place": f"云岭区示例路{index + 1}号",
        "category": "suggestion" if suggestion else "appeal_claim",
        "persons": [_person(index)],
        "urgent": index % 27 == 5,
        "skip_level": index % len(_PLANS) == _SKIPPING,
        "long_standing": index % len(_PLANS) == _LONG_STANDING,
    }
    if index % len(_PLANS) == _COLLECTIVE:
        people = [_person(index * 20 + number, role="representative") for number in range(5)]
        body |= {"people_count": 12, "persons": people, "channel": "visit"}
    return body


def _told_by(index: int, facts: str) -> str:
    """Everybody tells it in his own way: equal words of many would be one collective matter."""
    circumstance = CIRCUMSTANCES[index * 7 % len(CIRCUMSTANCES)]
    history = HISTORY[index * 5 % len(HISTORY)]
    return f"本人住云岭区示例路{index + 1}号。{facts}{circumstance}{history}"


def _person(index: int, *, role: str = "petitioner") -> Json:
    """Whoever comes for the second time goes where he was before, forty petitions ago, with the same number."""
    number = index - _LONG_WAYS if index % len(_PLANS) == _REPEATED and index >= _LONG_WAYS else index
    vulnerable = ["elderly"] if number % 9 == 4 else []
    person = {"name": drawn_name(_FIRST_PERSON + number), "phone": f"000-0000-{number % 10_000:04d}"}
    known = {"id_kind": "citizen_id", "id_number": _number_of(number)} if number % 2 == 0 else {}
    return {"role": role, **person, **known, "address": f"云岭区示例路{number + 1}号", "vulnerable": vulnerable}


def _number_of(person: int) -> str:
    """A citizen's number of a district that does not exist, so that it is nobody's."""
    born = date(1950, 1, 1) + timedelta(days=person * 97 % 18_000)
    body = f"329902{born:%Y%m%d}{person % 1000:03d}"
    return body + citizen_check_digit(body)


async def _accepted(entry: _Entry) -> None:
    await entry.act("acceptance")


async def _handled(entry: _Entry) -> None:
    me = await entry.head.who()
    await entry.act("handling", officer_id=me.account_id, officer_name=me.name)


async def _told(entry: _Entry) -> None:
    await entry.act("progress", text="已经调取材料，正在向有关单位核实，下周电话告知进展。")


async def _answered(entry: _Entry) -> None:
    result = ("supported", "explained", "not_supported")[entry.index % 3]
    requests = entry.petition["requests"]
    assert isinstance(requests, list)
    await entry.act(
        "answer",
        form="opinion",
        result=result,
        results=[{"no": one["no"], "result": result} for one in requests],
        claims="诉求如登记。",
        facts_and_reasons="经调阅案卷、询问经办人员，情况属实的部分已经纠正，其余已当面说明。",
        opinion="所提问题已经处理，处理情况见上。不服本意见的，可以在三十日内请求复查。",
        legal_basis="《信访工作条例》第三十二条、第三十四条",
    )


async def _replied(entry: _Entry) -> None:
    await entry.act("answer", form="reply", opinion="感谢建议。已转有关部门研究，采纳情况另行告知。")


async def _served(entry: _Entry) -> None:
    await entry.act("service", served_how=("in_person", "post", "electronic")[entry.index % 3])


async def _closing_proposed(entry: _Entry) -> None:
    """The checks 四个不放过, each with its evidence."""
    statements = {
        "facts_established": "事实已经查清",
        "measures_done": "处理措施已经落实",
        "problem_solved": "实际问题已经解决",
        "petitioner_settled": "信访人表示满意，签了息诉承诺",
    }
    checks = {name: {"statement": said, "evidence": "卷内材料第 3 页"} for name, said in statements.items()}
    await entry.act("closing", path="settled", checks=checks)


async def _litigated(entry: _Entry) -> None:
    await entry.act("litigation-path", procedure="申请再审", competent_name="云川市人民法院")


async def _advised(entry: _Entry) -> None:
    """Half of them to a district, whose agencies have no node: the petitioner carries the matter there himself."""
    if entry.index % 2:
        advice = "事项发生在云岭区，由云岭区有关部门处理，可以到云岭区信访局提出。"
        await entry.act("advice", competent_name="云川市云岭区信访局", explanation=advice)
        return
    advice = "所反映的劳动报酬争议由人力资源社会保障部门处理，可以拨打 12333 或者到其窗口提出。"
    await entry.act("advice", competent_name="云川市人力资源和社会保障局", explanation=advice)


async def _forwarded(entry: _Entry) -> None:
    await entry.act(
        "forwarding", receiver=entry.place.onward, explanation="属于贵单位职责，请依法处理并书面答复信访人。"
    )


async def _assigned(entry: _Entry) -> None:
    day = (DAY_ZERO + timedelta(days=40)).isoformat()
    reason = "请查明情况，按期报告处理结果。"
    await entry.act("assignment", receiver="court", explanation=reason, report_day=day)


async def _at_once(entry: _Entry) -> None:
    opinion = "窗口当场查询并告知：材料已经齐全，三个工作日内办结，可凭编号查询。"
    await entry.act("answer-at-once", opinion=opinion, desk=entry.town.desk(entry.place.receiver))


async def _review_asked(entry: _Entry) -> None:
    await entry.act("review-request", statement="对处理意见不服，要求复查事实认定部分。")


_FROM_THE_HALL = (_advised, _forwarded, _assigned)
_COLLECTIVE, _REPEATED, _SKIPPING, _LONG_STANDING = 15, 14, 16, 6
_PLANS: Sequence[tuple[Sequence[Step], int]] = (
    ((), 1),
    ((_accepted,), 6),
    ((_accepted, _handled), 3),
    ((_accepted, _handled, _told, _answered, _served), 5),
    ((_accepted, _handled, _answered, _served, _closing_proposed), 4),
    ((), 30),
    ((), 18),
    ((_accepted, _replied, _served), 2),
    ((_accepted, _handled, _told), 4),
    ((_litigated,), 3),
    ((_advised,), 2),
    ((_forwarded,), 4),
    ((_assigned,), 5),
    ((_accepted, _handled, _answered, _served, _review_asked), 6),
    ((_accepted,), 2),
    ((_accepted, _handled), 1),
    ((_at_once,), 0),
    ((_accepted, _handled, _answered, _served), 3),
    ((), 7),
    ((), 5),
)
"""What happened to the n-th petition, and how many days before the last day it came."""
