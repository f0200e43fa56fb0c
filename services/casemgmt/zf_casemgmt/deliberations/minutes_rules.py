"""What the minutes of a discussion say: from the record as it was closed. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from zf_casemgmt.deliberations.rules import Count, Seat
from zf_casemgmt.deliberations.word_rules import OPINIONS, OUTCOMES
from zf_law.deadlines import ZONE
from zf_law.deliberations import Committee
from zf_law.papers import Content, chinese_day, paragraphs

MINUTES: Final = "deliberation_minutes"


@dataclass(frozen=True, slots=True)
class Record:
    """A closed discussion. `reasons`: what each member said, by account; `number`: of the resolution, if there is one."""

    agency: str
    case_no: str
    case_title: str
    committee: Committee
    question: str
    act: str
    asked: str
    report: str
    convener: str
    place: str
    guests: Sequence[str]
    meets_at: datetime
    ended_at: datetime
    seats: Sequence[Seat]
    reasons: dict[str, str]
    votes: Count
    outcome: str
    number: str
    conclusion: str
    basis: str


def minutes_content(record: Record, *, title: str, number: str) -> Content:
    """Who withdrew is named with the reason; who was absent is named too, so that the votes can be counted again."""
    seats = record.seats
    return Content(
        type=MINUTES,
        title=f"{record.committee.zh}{title}",
        agency=record.agency,
        number=number,
        dated=record.ended_at.astimezone(ZONE).date(),
        matter={},
        fields={
            "committee": record.committee.zh,
            "case": f"{record.case_title}（{record.case_no}）",
            "meets_at": _moment(record.meets_at),
            "place": record.place,
            "convener": record.convener,
            "present": [seat.name for seat in seats if seat.votes],
            "absent": _listed([seat.name for seat in seats if not seat.present and not seat.recused]),
            "recused": _listed([f"{seat.name}（{seat.recused}）" for seat in seats if seat.recused]),
            "guests": _listed(record.guests),
            "question": f"{record.question}：{record.act}",
            "asked": record.asked,
            "report": paragraphs(record.report),
            "opinions": [
                {"name": seat.name, "opinion": OPINIONS[seat.opinion][0], "reason": record.reasons[seat.account_id]}
                for seat in seats
                if seat.opinion
            ],
            "votes": _votes(record),
            "result": _result(record),
            "conclusion": paragraphs(record.conclusion),
            "basis": record.basis,
        },
    )


def _votes(record: Record) -> str:
    votes = record.votes
    return (
        f"{record.committee.zh}委员{votes.members}人，同意{votes.favour}人，不同意{votes.against}人，"
        f"另行意见{votes.own}人，缺席或者回避{votes.missing}人。"
    )


def _result(record: Record) -> str:
    said = f"结果：{OUTCOMES[record.outcome][0]}“{record.act}”" if record.number else "结果：未形成决定"
    return f"{said}，决定文号{record.number}。" if record.number else f"{said}。"


def _listed(names: Sequence[str]) -> str:
    return "、".join(names) or "无"


def _moment(at: datetime) -> str:
    here = at.astimezone(ZONE)
    return f"{chinese_day(here.date())}{here:%H:%M}"
