"""What the papers of a meeting say: from the record as this agency has it, the same words on every node. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from zf_contracts import meeting_values as v
from zf_law.deadlines import ZONE
from zf_law.moments import day_of
from zf_law.papers import Content, Value, chinese_day, paragraphs
from zf_law.problems import Problem
from zf_law.reading import Label
from zf_liaison.meetings.record_rules import Meeting, is_withheld

NOTICE: Final = "meeting_notice"
SIGN_IN: Final = "meeting_sign_in"
MINUTES: Final = "meeting_minutes"
TASK_SLIP: Final = "meeting_task_slip"
_SECRECY: Final[Mapping[str, str]] = {"none": "不涉密", "internal": "内部", "secret": "秘密"}
_ANSWERS: Final[Mapping[str, str]] = {"confirmed": "同意印发", "objected": "有异议"}
_PLANNED: Final = ("proposed",)
_NUMERALS: Final = "一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Names:
    """How agencies and types of topics are called."""

    agency: Callable[[str], str]
    topic_types: Mapping[str, Label]

    def agencies(self, codes: Iterable[str]) -> str:
        return "、".join(self.agency(code) for code in codes)


def possible_papers(meeting: Meeting, *, here: str) -> tuple[str, ...]:
    """What there is to print by now. Issued minutes are printed by those to whom they were distributed."""
    found = [NOTICE, SIGN_IN] if meeting.head.state not in _PLANNED else []
    given = not meeting.head.distribution or here in (meeting.head.convener, *meeting.head.distribution)
    if given and any(section.text for section in meeting.of(v.Section)):
        found.append(MINUTES)
    if _issued(meeting):
        found.append(TASK_SLIP)
    return tuple(found)


def withheld_papers(meeting: Meeting, *, here: str) -> tuple[str, ...]:
    """What an agency may have printed while the minutes went round and may not read once they are not for it."""
    return (MINUTES,) if is_withheld(meeting.head, agency=here) else ()


def paper_problems(meeting: Meeting, kind: str, *, here: str) -> list[Problem]:
    possible = possible_papers(meeting, here=here)
    return [] if kind in possible else [Problem("paper.nothing_to_print", {"field": "type"})]


def meeting_content(meeting: Meeting, kind: str, *, title: str, names: Names) -> Content:
    head = meeting.head
    return Content(
        type=kind,
        title=title,
        agency=names.agency(head.convener),
        number=head.number if kind in (MINUTES, TASK_SLIP) else "",
        dated=day_of(head.issued_at or head.starts_at),
        matter={},
        fields=_FIELDS[kind](meeting, names),
    )


def is_draft(meeting: Meeting, kind: str) -> bool:
    """Minutes without a number are for reading only."""
    return kind == MINUTES and not meeting.head.number


def _notice(meeting: Meeting, names: Names) -> dict[str, Value]:
    head = meeting.head
    needed = (head.convener, *head.required)
    return {
        **_where(head),
        "chair": head.chair,
        "contact": head.contact,
        "collect_until": _moment(head.collect_until),
        "members": [
            {"agency": names.agency(one), "part": "必须到会" if one in needed else "参会"} for one in head.members
        ],
        "topics": [
            {
                "title": topic.title,
                "type": names.topic_types[topic.type].zh if topic.type in names.topic_types else topic.type,
                "proposer": names.agency(topic.proposer),
            }
            for topic in meeting.topics
        ],
        "carried": [
            {"deliverable": one.deliverable, "agency": names.agency(one.agency), "due": chinese_day(one.due)}
            for one in head.carried
        ],
    }


def _sign_in(meeting: Meeting, names: Names) -> dict[str, Value]:
    """A line for everybody who checked in, and an empty one for a member from whom nobody has."""
    rows = []
    for agency in meeting.head.members:
        here = [one for one in meeting.attendance if one.agency == agency]
        rows += [_seat(names.agency(agency), one) for one in sorted(here, key=lambda one: (one.at, one.part_id))]
        if not here:
            rows.append(_seat(names.agency(agency), None))
    return {**_where(meeting.head), "people": rows}


def _seat(agency: str, here: v.Attendance | None) -> Mapping[str, str]:
    part = "" if here is None else "参会代表" if here.authorised else "列席"
    name, at = (here.who.name, _time(here.at)) if here else ("", "")
    return {"agency": agency, "name": name, "part": part, "at": at, "signature": ""}


def _minutes(meeting: Meeting, names: Names) -> dict[str, Value]:
    head = meeting.head
    titles = {topic.topic_id: topic.title for topic in meeting.topics}
    return {
        **_where(head),
        "chair": head.chair,
        "recorder": head.recorder,
        "secrecy": _SECRECY[head.secrecy],
        "present": _present(meeting, names),
        "sections": _sections(meeting),
        "opinions": [
            {"agency": names.agency(one.agency), "title": titles.get(one.topic_id, ""), "text": one.text}
            for one in sorted(meeting.of(v.Opinion), key=lambda one: (one.at, one.part_id))
            if one.dissent
        ],
        "duties": _duties(meeting.resolutions, names),
        "signs": _signs(meeting, names),
        "distribution": names.agencies(head.distribution or head.members),
    }


def _task_slip(meeting: Meeting, names: Names) -> dict[str, Value]:
    head = meeting.head
    return {"subject": head.title, "starts": _moment(head.starts_at), "duties": _duties(_issued(meeting), names)}


def _present(meeting: Meeting, names: Names) -> list[str]:
    found = []
    for agency in meeting.head.members:
        people = sorted({one.who.name for one in meeting.attendance if one.agency == agency and one.who.name})
        if any(one.agency == agency for one in meeting.attendance):
            found.append(names.agency(agency) + (f"（{'、'.join(people)}）" if people else ""))
    return found


def _sections(meeting: Meeting) -> list[str]:
    """The general section first, then the topics in their order, each under its heading."""
    general = meeting.section("")
    lines = list(paragraphs(general.text)) if general else []
    for topic in meeting.topics:
        section = meeting.section(topic.topic_id)
        if section is not None and section.text:
            lines += [f"{_numeral(topic.no)}、{topic.title}", *paragraphs(section.text)]
    return lines


def _duties(resolutions: Sequence[v.Resolution], names: Names) -> list[Mapping[str, str]]:
    return [
        {
            "deliverable": one.deliverable,
            "agency": names.agency(one.agency),
            "helpers": names.agencies(one.co_agencies),
            "due": chinese_day(one.due),
            "acceptance": one.acceptance,
        }
        for one in resolutions
    ]


def _signs(meeting: Meeting, names: Names) -> list[Mapping[str, str]]:
    """Silence is printed as silence, never as consent."""
    if not meeting.head.edition:
        return []
    rows: list[Mapping[str, str]] = []
    for agency in meeting.head.members:
        signed = meeting.countersigned(agency)
        answer = _ANSWERS[signed.decision] if signed else "未答复" if meeting.head.number else "待答复"
        rows.append({"agency": names.agency(agency), "answer": answer, "text": signed.text if signed else ""})
    return rows


def _issued(meeting: Meeting) -> tuple[v.Resolution, ...]:
    return tuple(one for one in meeting.resolutions if one.state != "drafted")


def _where(head: v.MeetingHead) -> dict[str, Value]:
    place = head.place + (f"（视频：{head.video}）" if head.place and head.video else head.video)
    return {"subject": head.title, "starts": _moment(head.starts_at), "place": place}


def _moment(at: datetime | date) -> str:
    if not isinstance(at, datetime):
        return chinese_day(at)
    here = at.astimezone(ZONE)
    return f"{chinese_day(here.date())}{here:%H:%M}"


def _time(at: datetime) -> str:
    here = at.astimezone(ZONE)
    return f"{here.month}月{here.day}日{here:%H:%M}"


def _numeral(number: int) -> str:
    """一 to 九十九."""
    tens, ones = divmod(number, 10)
    front = ("" if tens == 1 else _NUMERALS[tens - 1]) + "十" if tens else ""
    return front + (_NUMERALS[ones - 1] if ones else "")


_FIELDS: Final[Mapping[str, Callable[[Meeting, Names], dict[str, Value]]]] = {
    NOTICE: _notice,
    SIGN_IN: _sign_in,
    MINUTES: _minutes,
    TASK_SLIP: _task_slip,
}
