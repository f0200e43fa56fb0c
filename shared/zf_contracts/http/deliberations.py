"""Collective decisions (集体议案): what is put to the committee, who said what, what was resolved and how it binds."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from zf_contracts.http.base import Command, Line, Reason, Text, Versioned, View

Name = Annotated[Line, Field(min_length=1, max_length=100)]
Account = Annotated[Line, Field(min_length=1, max_length=64)]
Why = Annotated[Text, Field(min_length=2, max_length=500)]
Step = Literal["convene", "attend", "opine", "close", "withdraw"]


class ProposeDeliberation(Versioned):
    """POST /cases/{id}/deliberations: put an act to the committee. `version` is the case's.

    `supersedes` is the resolution that a new discussion shall take the place of, with the reason.
    """

    question: str = Field(min_length=1, max_length=40)
    act: str = Field(min_length=1, max_length=80)
    suspect_id: str = Field(default="", max_length=64)
    asked: Annotated[Text, Field(min_length=2, max_length=2000)]
    report: Annotated[Text, Field(max_length=20_000)] = ""
    supersedes: str = Field(default="", max_length=64)
    supersede_reason: Annotated[Text, Field(max_length=500)] = ""


class ConveneDeliberation(Versioned):
    """POST /deliberations/{id}/convening: every member gets a seat. `order_no` is the place on the agenda of that meeting."""

    meets_at: AwareDatetime
    place: Annotated[Line, Field(min_length=1, max_length=200)]
    order_no: int = Field(default=1, ge=1, le=99)


class RecordAttendance(Versioned):
    """POST /deliberations/{id}/attendance: who is there, who withdraws and why, who attends without a vote."""

    present: tuple[Account, ...] = Field(max_length=100)
    recusals: dict[Account, Why] = Field(default_factory=dict, max_length=100)
    guests: tuple[Name, ...] = Field(default=(), max_length=50)


class GiveOpinion(Command):
    """POST /deliberations/{id}/opinion: the member's own, once. No version: members speak beside each other."""

    opinion: Literal["for", "against", "own"]
    reason: Annotated[Text, Field(min_length=2, max_length=5000)]


class CloseDeliberation(Versioned):
    """POST /deliberations/{id}/closing: the rules count, the convener writes the conclusion."""

    conclusion: Annotated[Text, Field(min_length=2, max_length=5000)]


class WithdrawDeliberation(Versioned):
    reason: Why


class MarkGrave(Versioned):
    """POST /cases/{id}/grave-mark: mark a case as major or difficult, or lift the mark. `version` is the case's."""

    grave: bool
    ground: str = Field(default="", max_length=40)
    reason: Why


class SeatMember(Command):
    """POST /committee/members: a member of the committee, or another duty for one."""

    account_id: Account
    name: Name
    duty: Literal["chair", "deputy", "member"]


class UnseatMember(Command):
    reason: Why


class SeatView(View):
    """A member in this discussion. `opinion` and `reason` are empty for readers who have no seat and do not lead."""

    account_id: str
    name: str
    duty: str
    duty_zh: str
    duty_en: str
    present: bool
    recused: str
    spoke: bool
    opinion: str
    opinion_zh: str
    opinion_en: str
    reason: str
    spoke_at: AwareDatetime | None


class CountView(View):
    members: int
    favour: int
    against: int
    own: int
    missing: int


class ResolutionView(View):
    """state: standing (binds) | carried_out | superseded. `told` are the agencies that were told."""

    id: str
    deliberation_id: str
    number: str
    act: str
    act_zh: str
    act_en: str
    suspect_name: str
    outcome: str
    outcome_zh: str
    outcome_en: str
    state: str
    state_zh: str
    state_en: str
    count: CountView
    told: tuple[str, ...]
    made_at: AwareDatetime
    ended_at: AwareDatetime | None


class DeliberationRow(View):
    """state: proposed | convened | closed | withdrawn; outcome: adopted | rejected | undecided. `my_turn`: it waits for me."""

    id: str
    case_id: str
    case_no: str
    title: str
    question: str
    question_zh: str
    question_en: str
    act: str
    act_zh: str
    act_en: str
    suspect_name: str
    state: str
    state_zh: str
    state_en: str
    outcome: str
    outcome_zh: str
    outcome_en: str
    meets_at: AwareDatetime | None
    order_no: int
    proposed_by_name: str
    proposed_at: AwareDatetime
    number: str
    my_turn: bool


class StepView(View):
    """A step of the discussion as it stands for this person now: possible, or why not."""

    step: Step
    zh: str
    en: str
    possible: bool
    reasons: tuple[Reason, ...]


class RuleLine(View):
    """One rule of procedure in words."""

    zh: str
    en: str


class DeliberationView(DeliberationRow):
    """`secret`: what the members said is not shown to this person."""

    collab_no: str
    committee_zh: str
    committee_en: str
    basis: str
    rules: tuple[RuleLine, ...]
    asked: str
    report: str
    convened_by_name: str
    place: str
    guests: tuple[str, ...]
    seats: tuple[SeatView, ...]
    secret: bool
    ended_at: AwareDatetime | None
    conclusion: str
    supersedes_no: str
    supersede_reason: str
    resolution: ResolutionView | None
    dissents: tuple[str, ...]
    steps: tuple[StepView, ...]
    version: int


class MemberView(View):
    account_id: str
    name: str
    duty: str
    duty_zh: str
    duty_en: str
    since: AwareDatetime


class CommitteeView(View):
    """The committee of this agency with its rules of procedure. `problems`: why it cannot be convened as it stands."""

    zh: str
    en: str
    basis: str
    rules: tuple[RuleLine, ...]
    members: tuple[MemberView, ...]
    problems: tuple[Reason, ...]


class ChoiceView(View):
    """An act that may be put to the committee from where the case stands."""

    act: str
    zh: str
    en: str
    of_suspect: bool


class CodeView(View):
    code: str
    zh: str
    en: str


class GraveView(View):
    ground: str
    ground_zh: str
    ground_en: str
    reason: str
    marked_by_name: str
    marked_at: AwareDatetime


class ReceivedResolutionView(View):
    """A resolution of another agency's committee that concerns this matter."""

    sender: str
    number: str
    committee_zh: str
    committee_en: str
    act_zh: str
    act_en: str
    outcome: str
    outcome_zh: str
    outcome_en: str
    superseded_no: str
    made_at: AwareDatetime
    received_at: AwareDatetime


class CaseDeliberationsView(View):
    """What the committee has to do with one case. `version` is the case's; `committee_zh` is empty where there is none."""

    case_id: str
    case_no: str
    title: str
    version: int
    committee_zh: str
    committee_en: str
    grave: GraveView | None
    deliberations: tuple[DeliberationRow, ...]
    resolutions: tuple[ResolutionView, ...]
    received: tuple[ReceivedResolutionView, ...]
    questions: tuple[CodeView, ...]
    grounds: tuple[CodeView, ...]
    choices: tuple[ChoiceView, ...]
    may_propose: bool
    may_lift: bool
