"""Joint meetings between agencies (S-067): the convener tells its members, every member acts from its own node."""

from typing import ClassVar

from zf_contracts import meeting_values as v
from zf_contracts.envelope import Payload


class MeetingPayload(Payload):
    """Common to all. actedat = body.acted_at; subject = body.subject."""

    body: v.MeetingTold


class JointMeetingConvened(MeetingPayload):
    """Convener → members: notice, topics and materials; each member sees what it may see."""

    TYPE: ClassVar[str] = "joint_meeting.convened"
    body: v.MeetingUpdate


class JointMeetingRecordUpdated(MeetingPayload):
    """Convener → members: what changed in the record, before, during and after the meeting."""

    TYPE: ClassVar[str] = "joint_meeting.record.updated"
    body: v.MeetingUpdate


class JointMeetingResolutionIssued(MeetingPayload):
    """Convener → the agencies that owe a resolution: deliverable, due date, acceptance test."""

    TYPE: ClassVar[str] = "joint_meeting.resolution.issued"
    body: v.MeetingUpdate


class JointMeetingResolutionClosed(MeetingPayload):
    """Convener → members: a resolution was verified and is closed."""

    TYPE: ClassVar[str] = "joint_meeting.resolution.closed"
    body: v.MeetingUpdate


class JointMeetingTopicDecided(MeetingPayload):
    """Convener → proposer: its topic is on an agenda, or declined with a reason."""

    TYPE: ClassVar[str] = "joint_meeting.topic.decided"
    body: v.TopicDecision


class JointMeetingTopicProposed(MeetingPayload):
    """Any agency → convener: a topic with its question and materials."""

    TYPE: ClassVar[str] = "joint_meeting.topic.proposed"
    body: v.TopicProposal


class JointMeetingAttended(MeetingPayload):
    """Member → convener: a person of the member checked in."""

    TYPE: ClassVar[str] = "joint_meeting.attended"
    body: v.CheckIn


class JointMeetingOpinionGiven(MeetingPayload):
    """Member → convener: an opinion or a dissent to a topic."""

    TYPE: ClassVar[str] = "joint_meeting.opinion.given"
    body: v.OpinionGiven


class JointMeetingMinutesEdited(MeetingPayload):
    """Member → convener: a new text of one section of the minutes, and the revision it was written on."""

    TYPE: ClassVar[str] = "joint_meeting.minutes.edited"
    body: v.MinutesEdit


class JointMeetingCountersigned(MeetingPayload):
    """Member → convener: the minutes of this edition are confirmed or objected to."""

    TYPE: ClassVar[str] = "joint_meeting.countersigned"
    body: v.Countersigning


class JointMeetingResolutionProgressed(MeetingPayload):
    """Responsible agency → convener: how far a resolution is."""

    TYPE: ClassVar[str] = "joint_meeting.resolution.progressed"
    body: v.ProgressReport
