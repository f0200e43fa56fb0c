"""A joint meeting (联席会议) as the convener keeps it and every member copies it: a head and versioned parts.

Only the convener's node changes a record, each change raises a version: a copy takes parts in any order, as often as they come.
"""

import datetime as dt
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from zf_contracts.values import BlobRef, OfficerNamed, Value

MeetingState = Literal[
    "proposed", "collecting", "convened", "in_session", "drafted", "countersigning", "issued", "tracking", "closed"
]
Stance = Literal["support", "oppose", "reserve", "comment"]
ResolutionState = Literal["drafted", "issued", "reported", "sent_back", "closed"]
Secrecy = Literal["none", "internal", "secret"]
Id = Annotated[str, Field(max_length=64)]
Code = Annotated[str, Field(max_length=32)]
Codes = Annotated[tuple[Code, ...], Field(max_length=20)]
LONGEST_TEXT = 10_000


class Speaker(Value):
    """A person of a member; its own node vouches for name and authority."""

    account_id: str = Field(max_length=80)
    name: str = Field(default="", max_length=60)
    unit: str = Field(default="", max_length=32)


class Material(Value):
    """A paper of a topic. What was distributed under a number keeps its content for ever."""

    no: int = Field(ge=1, le=99)
    title: str = Field(max_length=200)
    media_type: str = Field(default="", max_length=100)
    blob: BlobRef


class CarriedResolution(Value):
    """A resolution of an earlier meeting that is still open and therefore opens the next one."""

    meeting_id: Id
    meeting_no: str = Field(default="", max_length=80)
    resolution_id: Id
    no: int = Field(ge=1)
    agency: Code
    deliverable: str = Field(max_length=500)
    due: dt.date
    state: ResolutionState


class MeetingHead(Value):
    """Notice, members and state. `edition` counts the texts sent round for countersigning, the last at `circulated_at`."""

    meeting_id: Id
    version: int = Field(ge=1)
    convener: Code
    title: str = Field(max_length=200)
    state: MeetingState
    starts_at: AwareDatetime
    place: str = Field(default="", max_length=200)
    video: str = Field(default="", max_length=300)
    required: Codes
    optional: Codes = ()
    collect_until: AwareDatetime
    chair: str = Field(default="", max_length=60)
    recorder: str = Field(default="", max_length=60)
    contact: str = Field(default="", max_length=100)
    officers: Annotated[tuple[OfficerNamed, ...], Field(max_length=20)] = ()
    secrecy: Secrecy = "internal"
    edition: int = Field(default=0, ge=0)
    circulated_at: AwareDatetime | None = None
    countersign_due: AwareDatetime | dt.date | None = None
    number: str = Field(default="", max_length=80)
    issued_at: AwareDatetime | None = None
    distribution: Codes = ()
    carried: Annotated[tuple[CarriedResolution, ...], Field(max_length=100)] = ()
    closed_at: AwareDatetime | None = None

    @property
    def members(self) -> tuple[str, ...]:
        """Everybody at the table, the convener first."""
        return tuple(dict.fromkeys((self.convener, *self.required, *self.optional)))


class Part(Value):
    """Common to all parts. `topic_id` binds a part to its topic and so to who may see it; empty: all members."""

    part_id: str = Field(max_length=160)
    version: int = Field(ge=1)
    topic_id: str = Field(default="", max_length=64)


class Topic(Part):
    """议题. `no` is its place on the agenda; `case_no` ties it to one pending case, with the warning of handbook 4.2."""

    kind: Literal["topic"] = "topic"
    no: int = Field(ge=1, le=99)
    type: str = Field(max_length=40)
    title: str = Field(max_length=200)
    question: str = Field(default="", max_length=4000)
    proposer: Code
    proposed_by: Speaker
    urgent: bool = False
    restricted: bool = False
    named: Codes = ()
    case_no: str = Field(default="", max_length=80)
    materials: Annotated[tuple[Material, ...], Field(max_length=30)] = ()


class Attendance(Part):
    """签到. `authorised`: may speak and sign for the agency; only such a person counts for the quorum."""

    kind: Literal["attendance"] = "attendance"
    agency: Code
    who: Speaker
    authorised: bool
    at: AwareDatetime


class Opinion(Part):
    """What one agency says to a topic; `dissent` stands in the minutes under its name."""

    kind: Literal["opinion"] = "opinion"
    agency: Code
    who: Speaker
    stance: Stance
    dissent: bool = False
    text: str = Field(max_length=4000)
    at: AwareDatetime


class Section(Part):
    """One section of the minutes: of a topic, or the general one. The version is its revision."""

    kind: Literal["section"] = "section"
    text: str = Field(max_length=LONGEST_TEXT)
    agency: Code
    who: Speaker
    at: AwareDatetime


class ParallelText(Part):
    """A text that was written on an older revision while another was faster: kept until somebody merges it."""

    kind: Literal["parallel"] = "parallel"
    base: int = Field(ge=0)
    text: str = Field(max_length=LONGEST_TEXT)
    agency: Code
    who: Speaker
    at: AwareDatetime
    merged_in: int = Field(default=0, ge=0)


class Countersign(Part):
    """会签 of one agency to one edition of the minutes."""

    kind: Literal["countersign"] = "countersign"
    agency: Code
    edition: int = Field(ge=1)
    decision: Literal["confirmed", "objected"]
    text: str = Field(default="", max_length=2000)
    who: Speaker
    at: AwareDatetime


class Resolution(Part):
    """议定事项: who owes what by when; `report_due` counts from `report_since`; `task_id`: the supervised task it became."""

    kind: Literal["resolution"] = "resolution"
    no: int = Field(ge=1, le=99)
    agency: Code
    co_agencies: Codes = ()
    deliverable: str = Field(max_length=500)
    due: dt.date
    acceptance: str = Field(max_length=500)
    state: ResolutionState
    issued_at: AwareDatetime | None = None
    report_since: AwareDatetime | None = None
    report_due: dt.date | None = None
    reported_at: AwareDatetime | None = None
    overdue_at: AwareDatetime | None = None
    task_id: str = Field(default="", max_length=64)
    closed_at: AwareDatetime | None = None
    verified_by: str = Field(default="", max_length=60)
    verification: str = Field(default="", max_length=1000)


class Progress(Part):
    """A report on a resolution; `done`: the agency holds it for fulfilled."""

    kind: Literal["progress"] = "progress"
    resolution_id: Id
    agency: Code
    who: Speaker
    text: str = Field(max_length=2000)
    done: bool = False
    at: AwareDatetime


MeetingPart = Topic | Attendance | Opinion | Section | ParallelText | Countersign | Resolution | Progress
AnyPart = Annotated[MeetingPart, Field(discriminator="kind")]


class MeetingTold(Value):
    """Head of every body between nodes. `notice_id` names one act of the sender."""

    notice_id: Id
    meeting_id: str = Field(default="", max_length=64)
    acted_at: AwareDatetime

    @property
    def subject(self) -> str:
        """Order runs within the meeting; what belongs to none yet stands alone."""
        return self.meeting_id or self.notice_id


class MeetingUpdate(MeetingTold):
    """What changed in the record: convener → members. Every member gets what it may see and nothing else."""

    kind: Literal["update"] = "update"
    head: MeetingHead | None = None
    parts: Annotated[tuple[AnyPart, ...], Field(max_length=200)] = ()


class TopicDecision(MeetingTold):
    """The convener put a proposed topic on the agenda of a meeting, or declined it with a reason."""

    kind: Literal["topic_decision"] = "topic_decision"
    topic_id: Id
    taken: bool
    reason: str = Field(default="", max_length=1000)

    @property
    def subject(self) -> str:
        """Ordered with the proposal it answers."""
        return self.topic_id


class TopicProposal(MeetingTold):
    """A topic for the convener: for a meeting that collects, or for one of the next."""

    kind: Literal["topic"] = "topic"
    type: str = Field(max_length=40)
    title: str = Field(max_length=200)
    question: str = Field(default="", max_length=4000)
    who: Speaker
    urgent: bool = False
    restricted: bool = False
    named: Codes = ()
    case_no: str = Field(default="", max_length=80)
    materials: Annotated[tuple[Material, ...], Field(max_length=30)] = ()


class CheckIn(MeetingTold):
    authorised: bool
    kind: Literal["check_in"] = "check_in"
    who: Speaker


class OpinionGiven(MeetingTold):
    kind: Literal["opinion"] = "opinion"
    topic_id: Id
    who: Speaker
    stance: Stance
    dissent: bool = False
    text: str = Field(max_length=4000)


class MinutesEdit(MeetingTold):
    """A new text of a section, on the revision `base` (0: none). `merges`: texts beside it that the writer saw and took in."""

    kind: Literal["minutes"] = "minutes"
    topic_id: str = Field(default="", max_length=64)
    base: int = Field(ge=0)
    text: str = Field(max_length=LONGEST_TEXT)
    who: Speaker
    merges: Annotated[tuple[Id, ...], Field(max_length=50)] = ()


class Countersigning(MeetingTold):
    kind: Literal["countersign"] = "countersign"
    edition: int = Field(ge=1)
    decision: Literal["confirmed", "objected"]
    text: str = Field(default="", max_length=2000)
    who: Speaker


class ProgressReport(MeetingTold):
    kind: Literal["progress"] = "progress"
    resolution_id: Id
    text: str = Field(max_length=2000)
    done: bool = False
    who: Speaker


MemberAct = TopicProposal | CheckIn | OpinionGiven | MinutesEdit | Countersigning | ProgressReport
