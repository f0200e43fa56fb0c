"""Meeting messages: which act or news travels under which name, and who may say it; all pure.

A new message is one line here, one contract and one line of the catalogue.
"""

from collections.abc import Mapping

from zf_contracts import meeting_values as v
from zf_contracts.interagency import meetings as m
from zf_contracts.values import BlobRef
from zf_law.problems import Problem
from zf_liaison.meetings.record_rules import Meeting

MEMBER_MESSAGES: Mapping[type[v.MeetingTold], type[m.MeetingPayload]] = {
    v.TopicProposal: m.JointMeetingTopicProposed,
    v.CheckIn: m.JointMeetingAttended,
    v.OpinionGiven: m.JointMeetingOpinionGiven,
    v.MinutesEdit: m.JointMeetingMinutesEdited,
    v.Countersigning: m.JointMeetingCountersigned,
    v.ProgressReport: m.JointMeetingResolutionProgressed,
}
TOLD_MESSAGES: tuple[type[m.MeetingPayload], ...] = (
    m.JointMeetingTopicDecided,
    m.JointMeetingConvened,
    m.JointMeetingRecordUpdated,
    m.JointMeetingResolutionIssued,
    m.JointMeetingResolutionClosed,
)


def meeting_files(body: v.MeetingTold) -> tuple[tuple[int, BlobRef], ...]:
    """Every material a message refers to, numbered through."""
    if isinstance(body, v.TopicProposal):
        materials = list(body.materials)
    elif isinstance(body, v.MeetingUpdate):
        materials = [one for part in body.parts if isinstance(part, v.Topic) for one in part.materials]
    else:
        materials = []
    return tuple((place, one.blob) for place, one in enumerate(materials, start=1))


def update_problems(known: Meeting | None, update: v.MeetingUpdate, *, sender: str) -> list[Problem]:
    """One meeting has one convener, and what it distributed keeps its content."""
    head = update.head
    if head is not None and (head.convener != sender or head.meeting_id != update.meeting_id):
        return [Problem("meeting.not_the_convener", {"agency": sender})]
    if known is None:
        return [] if head is not None else [Problem("meeting.unknown")]
    if known.head.convener != sender:
        return [Problem("meeting.two_conveners", {"agency": known.head.convener})]
    return [problem for part in update.parts if isinstance(part, v.Topic) for problem in swapped_materials(known, part)]


def record_after(known: Meeting | None, update: v.MeetingUpdate) -> Meeting | None:
    """The copy once it has taken what is newer; nothing while only parts of an unknown meeting were told."""
    if known is None:
        return Meeting(update.head, {part.part_id: part for part in update.parts}) if update.head else None
    newer = update.head if update.head and update.head.version > known.head.version else None
    return known.with_changes(
        head=newer, parts=[part for part in update.parts if part.version > known.version_of(part.part_id)]
    )


def swapped_materials(known: Meeting, topic: v.Topic) -> list[Problem]:
    """Once the meeting is convened, a number of the list of materials stands for one content (its hash)."""
    before = known.topic(topic.topic_id)
    if before is None or known.head.state in ("proposed", "collecting"):
        return []
    distributed = {one.no: one.blob.digest for one in before.materials}
    return [
        Problem("meeting.material_swapped", {"item": one.no, "title": topic.title})
        for one in topic.materials
        if distributed.get(one.no, one.blob.digest) != one.blob.digest
    ]
