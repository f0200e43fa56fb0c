"""Joint meetings over HTTP: what people plan, propose, say, write, sign and report, and what they see (S-067)."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from zf_contracts import meeting_values as v
from zf_contracts.http.base import Command, Line, Text, Versioned, View

AgencyCode = Annotated[Line, Field(min_length=1, max_length=32)]
AgencyCodes = Annotated[tuple[AgencyCode, ...], Field(max_length=20)]
ObjectId = Annotated[Line, Field(min_length=1, max_length=64)]
Title = Annotated[Line, Field(min_length=1, max_length=200)]
StepName = Literal["collect", "convene", "open", "end", "circulate", "revise", "issue", "close"]


class PlanMeeting(Command):
    """POST /meetings. Without `collect_until` materials are due the number of days of meetings.toml before."""

    title: Title
    starts_at: AwareDatetime
    place: Line = Field(default="", max_length=200)
    video: Line = Field(default="", max_length=300)
    required: AgencyCodes = Field(min_length=1)
    optional: AgencyCodes = ()
    collect_until: AwareDatetime | None = None
    chair: Line = Field(default="", max_length=60)
    recorder: Line = Field(default="", max_length=60)
    contact: Line = Field(default="", max_length=100)
    secrecy: v.Secrecy = "internal"
    topics: Annotated[tuple[ObjectId, ...], Field(max_length=30)] = ()


class ProposeTopic(Command):
    """POST /meetings/topics: to a convener for one of its next meetings, or to a meeting that collects.

    `materials` are uploads of this agency (POST /meetings/materials).
    """

    convener: Line = Field(default="", max_length=32)
    meeting_id: Line = Field(default="", max_length=64)
    type: Line = Field(min_length=1, max_length=40)
    title: Title
    question: Text = Field(default="", max_length=4000)
    urgent: bool = False
    restricted: bool = False
    named: AgencyCodes = ()
    case_no: Line = Field(default="", max_length=80)
    materials: Annotated[tuple[ObjectId, ...], Field(max_length=30)] = ()


class DeclineTopic(Command):
    reason: Text = Field(min_length=1, max_length=1000)


class OrderAgenda(Versioned):
    """POST /meetings/{id}/agenda: all topics in their order."""

    topics: Annotated[tuple[ObjectId, ...], Field(min_length=1, max_length=99)]


class AddMaterial(Command):
    """`replaces`: the number of a paper to be exchanged, possible only until the meeting is convened."""

    upload_id: ObjectId
    replaces: int = Field(default=0, ge=0, le=99)


class MoveMeeting(Versioned):
    """POST /meetings/{id}/step. `distribution` counts for the issue; empty: every member that may have it."""

    step: StepName
    distribution: AgencyCodes = ()


class GiveOpinion(Command):
    topic_id: ObjectId
    stance: v.Stance
    dissent: bool = False
    text: Text = Field(min_length=1, max_length=4000)


class EditMinutes(Command):
    """`base`: the revision of the section the person saw, 0 if there was none. `topic_id` empty: the general section.

    `merges`: the texts beside it (their `part_id`) that the person saw and took in.
    """

    topic_id: Line = Field(default="", max_length=64)
    base: int = Field(ge=0)
    text: Text = Field(max_length=v.LONGEST_TEXT)
    merges: Annotated[tuple[ObjectId, ...], Field(max_length=50)] = ()


class DraftResolution(Command):
    """`about` outcome is what a meeting may not decide: it is refused and recorded (handbook 4.2).

    `resolution_id` changes a draft.
    """

    resolution_id: Line = Field(default="", max_length=64)
    topic_id: Line = Field(default="", max_length=64)
    about: Literal["procedure", "general", "outcome"] = "procedure"
    agency: AgencyCode
    co_agencies: AgencyCodes = ()
    deliverable: Text = Field(min_length=1, max_length=500)
    due: dt.date
    acceptance: Text = Field(min_length=1, max_length=500)


class CountersignMinutes(Command):
    edition: int = Field(ge=1)
    decision: Literal["confirmed", "objected"]
    text: Text = Field(default="", max_length=2000)


class ReportResolution(Command):
    text: Text = Field(min_length=1, max_length=2000)
    done: bool = False


class VerifyResolution(Command):
    """The convener closes a reported resolution, or sends it back with what is missing."""

    closed: bool
    text: Text = Field(min_length=1, max_length=1000)


class UploadView(View):
    id: str
    title: str
    digest: str
    size: int
    media_type: str


class TopicTypeView(View):
    id: str
    zh: str
    en: str


class ProposalView(View):
    """A topic on its way to an agenda. state: proposed | taken | declined."""

    topic_id: str
    convener: str
    proposer: str
    state: str
    meeting_id: str = ""
    reason: str = ""
    proposal: v.TopicProposal
    warning: bool = False


class MeetingLine(View):
    meeting_id: str
    title: str
    convener: str
    state: v.MeetingState
    state_zh: str
    state_en: str
    starts_at: AwareDatetime
    number: str = ""


class ResolutionLine(View):
    """One row of the board."""

    meeting_id: str
    meeting_title: str
    meeting_no: str
    convener: str
    resolution_id: str
    resolution: v.Resolution
    overdue: bool = False
    report_late: bool = False


class SeatView(View):
    """One member: who is here for it, and what it said to the edition going round (waiting | silent | …).

    `officer`: whom the notice named; `officer_today`: who is in charge now, if that is somebody else.
    """

    agency: str
    required: bool
    authorised: bool
    people: tuple[str, ...] = ()
    countersign: Literal["", "waiting", "silent", "confirmed", "objected"] = ""
    countersign_text: str = ""
    countersigned_at: AwareDatetime | None = None
    notice: str = ""
    officer: str = ""
    officer_today: str = ""


class SentActView(View):
    """An act of this agency that went to the convener: waiting | delivered | rejected | failed, with reasons."""

    notice_id: str
    kind: str
    state: str
    acted_at: AwareDatetime
    reasons: tuple[str, ...] = ()


class MeetingView(View):
    """A meeting as this agency may see it. `may` names the acts open to this person now, steps included.

    `withheld`: secret minutes were issued and not distributed to this agency; it sees its own duties, no text.
    """

    head: v.MeetingHead
    state_zh: str
    state_en: str
    own: bool
    withheld: bool = False
    topics: tuple[v.Topic, ...]
    tied: tuple[str, ...] = ()
    attendance: tuple[v.Attendance, ...]
    quorum: bool
    quorum_missing: tuple[str, ...]
    opinions: tuple[v.Opinion, ...]
    sections: tuple[v.Section, ...]
    parallels: tuple[v.ParallelText, ...]
    resolutions: tuple[v.Resolution, ...]
    progress: tuple[v.Progress, ...]
    seats: tuple[SeatView, ...]
    sent: tuple[SentActView, ...] = ()
    may: tuple[str, ...] = ()


class MeetingMark(View):
    """GET /meetings/{id}/mark: it is another one as soon as anything of the meeting is new here."""

    mark: str


class RevisionView(View):
    revision: int
    section: v.Section


class InterferenceView(View):
    id: str
    meeting_id: str
    topic_id: str
    case_no: str
    agency: str
    name: str
    act: str
    sentence: str
    at: AwareDatetime
