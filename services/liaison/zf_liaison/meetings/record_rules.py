"""The record of one meeting as facts: who is at the table, who may see what, who is present. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from zf_contracts import meeting_values as v

GENERAL: Final = ""
"""The section of the minutes that belongs to no topic."""

P = TypeVar("P", bound=v.Part)


@dataclass(frozen=True, slots=True)
class Meeting:
    """Head and parts as one node has them."""

    head: v.MeetingHead
    parts: Mapping[str, v.MeetingPart]

    @property
    def id(self) -> str:
        return self.head.meeting_id

    @property
    def topics(self) -> tuple[v.Topic, ...]:
        """In the order of the agenda."""
        return tuple(sorted(self.of(v.Topic), key=lambda topic: topic.no))

    @property
    def resolutions(self) -> tuple[v.Resolution, ...]:
        return tuple(sorted(self.of(v.Resolution), key=lambda one: one.no))

    @property
    def attendance(self) -> tuple[v.Attendance, ...]:
        return self.of(v.Attendance)

    def of(self, kind: type[P]) -> tuple[P, ...]:
        return tuple(part for _, part in sorted(self.parts.items()) if isinstance(part, kind))

    def topic(self, topic_id: str) -> v.Topic | None:
        return next((topic for topic in self.topics if topic.topic_id == topic_id), None)

    def resolution(self, resolution_id: str) -> v.Resolution | None:
        found = self.parts.get(resolution_part(resolution_id))
        return found if isinstance(found, v.Resolution) else None

    def section(self, topic_id: str) -> v.Section | None:
        found = self.parts.get(section_part(topic_id))
        return found if isinstance(found, v.Section) else None

    def version_of(self, part_id: str) -> int:
        found = self.parts.get(part_id)
        return found.version if found else 0

    def countersigned(self, agency: str) -> v.Countersign | None:
        """What this member said to the edition that is going round."""
        found = self.parts.get(countersign_part(self.head.edition, agency))
        return found if isinstance(found, v.Countersign) else None

    def with_changes(self, *, head: v.MeetingHead | None = None, parts: Iterable[v.MeetingPart] = ()) -> Meeting:
        return replace(self, head=head or self.head, parts={**self.parts, **{part.part_id: part for part in parts}})


@dataclass(frozen=True, slots=True)
class Quorum:
    """`missing`: required agencies without an authorised person; with any of them the meeting only discusses."""

    missing: tuple[str, ...]

    @property
    def reached(self) -> bool:
        return not self.missing


def quorum(meeting: Meeting) -> Quorum:
    """One authorised person of every required agency and of the convener (handbook 4.2)."""
    present = {one.agency for one in meeting.attendance if one.authorised}
    needed = dict.fromkeys((meeting.head.convener, *meeting.head.required))
    return Quorum(tuple(agency for agency in needed if agency not in present))


def may_see_topic(meeting: Meeting, topic_id: str, *, agency: str) -> bool:
    """A restricted topic is for the convener, its proposer and the members it names."""
    topic = meeting.topic(topic_id) if topic_id else None
    if topic is None or not topic.restricted:
        return True
    return agency in {meeting.head.convener, topic.proposer, *topic.named}


def visible_parts(meeting: Meeting, parts: Iterable[v.MeetingPart], *, agency: str) -> tuple[v.MeetingPart, ...]:
    """What this member gets of these parts, on its way to it and on its pages."""
    return tuple(
        part
        for part in parts
        if may_see_topic(meeting, part.topic_id, agency=agency) and _is_distributed(meeting, part, agency=agency)
    )


def is_withheld(head: v.MeetingHead, *, agency: str) -> bool:
    """Secret minutes were issued and not distributed to this member."""
    issued = head.secrecy == "secret" and head.issued_at is not None
    return issued and agency not in (head.convener, *head.distribution)


def may_see_resolution(head: v.MeetingHead, resolution: v.Resolution, *, agency: str) -> bool:
    """Whoever owes something knows what, also where it does not get the minutes."""
    return agency in (resolution.agency, *resolution.co_agencies) or not is_withheld(head, agency=agency)


def _is_distributed(meeting: Meeting, part: v.MeetingPart, *, agency: str) -> bool:
    """Without the minutes there is neither text nor opinion, and only the own duties."""
    if isinstance(part, v.Progress):
        found = meeting.resolution(part.resolution_id)
        return found is not None and may_see_resolution(meeting.head, found, agency=agency)
    if isinstance(part, v.Resolution):
        return may_see_resolution(meeting.head, part, agency=agency)
    texts = isinstance(part, v.Section | v.ParallelText | v.Opinion)
    return not (texts and is_withheld(meeting.head, agency=agency))


def audience(meeting: Meeting, topic_id: str) -> tuple[str, ...]:
    """The members who may see what belongs to this topic."""
    return tuple(one for one in meeting.head.members if may_see_topic(meeting, topic_id, agency=one))


def topic_part(topic_id: str) -> str:
    return f"topic:{topic_id}"


def section_part(topic_id: str) -> str:
    return f"section:{topic_id or 'general'}"


def resolution_part(resolution_id: str) -> str:
    return f"resolution:{resolution_id}"


def countersign_part(edition: int, agency: str) -> str:
    return f"countersign:{edition}:{agency}"


def attendance_part(agency: str, account_id: str) -> str:
    return f"attendance:{agency}:{account_id}"
