"""What the record of a meeting asks of one member by when, and what a change of the record does to it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from zf_contracts import meeting_values as v
from zf_law.meetings import Meetings
from zf_liaison.clocks.rules import Orders, Start
from zf_liaison.meetings.record_rules import Meeting, countersign_part
from zf_liaison.meetings.resolution_rules import UNREPORTED_STATES


@dataclass(frozen=True, slots=True)
class Duty:
    """One period that runs: countersigning (K01), the next report (K02), or the day of a resolution (K03).

    `part` is the countersign or the resolution that answers it. `day`: the rule ends on it.
    """

    matter: Literal["meeting", "resolution"]
    matter_id: str
    part: str
    rule: str
    since: datetime
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What happens to the clocks of one matter."""

    duty: Duty
    orders: Orders


Key = tuple[str, str]


def duties(meeting: Meeting, *, agency: str, law: Meetings) -> Mapping[Key, Duty]:
    """By matter and rule: what this member owes as the record stands."""
    found = [duty for one in meeting.resolutions if one.agency == agency for duty in _of_resolution(one, law)]
    head = meeting.head
    waited_for = head.state == "countersigning" and head.circulated_at and meeting.countersigned(agency) is None
    if waited_for and agency in head.members:
        part = countersign_part(head.edition, agency)
        found.append(Duty("meeting", meeting.id, part, law.countersign_rule, head.circulated_at or head.starts_at))
    return {(duty.matter_id, duty.rule): duty for duty in found}


def changes(
    before: Mapping[Key, Duty], after: Mapping[Key, Duty], *, meeting: Meeting, now: datetime
) -> tuple[Change, ...]:
    """Ends first, then beginnings; a duty whose beginning moved without an answer is counted anew. `meeting`: afterwards."""
    ended: list[Change] = []
    begun: list[Change] = []
    for key, duty in before.items():
        following = after.get(key)
        if following is None or (following != duty and following.since == _answered(duty, meeting)):
            ended.append(Change(duty, _end(duty, meeting, now=now)))
    for key, duty in after.items():
        if before.get(key) != duty:
            begun.append(Change(duty, Orders(at=duty.since, act=duty.rule, starts=(Start(duty.rule, duty.day),))))
    return (*ended, *begun)


def _of_resolution(resolution: v.Resolution, law: Meetings) -> tuple[Duty, ...]:
    if resolution.state not in UNREPORTED_STATES or resolution.issued_at is None:
        return ()
    part, matter_id = resolution.part_id, resolution.part_id.removeprefix("resolution:")
    fulfil = Duty("resolution", matter_id, part, law.fulfil_rule, resolution.issued_at, resolution.due)
    if resolution.report_since is None:
        return (fulfil,)
    return (fulfil, Duty("resolution", matter_id, part, law.progress_rule, resolution.report_since))


def _answered(duty: Duty, meeting: Meeting) -> datetime | None:
    """When this member did what the period asks, if it did; a report of before does not answer what began after it."""
    part = meeting.parts.get(duty.part)
    if isinstance(part, v.Countersign):
        return part.at
    if isinstance(part, v.Resolution) and part.reported_at is not None and part.reported_at >= duty.since:
        return part.reported_at
    return None


def _end(duty: Duty, meeting: Meeting, *, now: datetime) -> Orders:
    """Done, given up because the minutes went back or the resolution is closed, or never done before the issue."""
    at = _answered(duty, meeting)
    rules = (duty.rule,)
    if at is not None:
        return Orders(at=at, act="countersign" if duty.matter == "meeting" else "report", stops=rules)
    if duty.matter == "meeting" and meeting.head.issued_at is not None:
        return Orders(at=meeting.head.issued_at, act="issue", breaks=rules)
    return Orders(at=now, act="revise" if duty.matter == "meeting" else "close", cancels=rules)
