"""What petition messages say: one frozen body for each kind of statement, shared by intake's notices and the wire.

Free text stands only where the receiver has to act on the matter itself. Progress carries codes and dates, nothing else.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from zf_contracts.values import ManifestItem, RunningClock, Value

AgencyCode = Annotated[str, Field(max_length=32)]
Word = Annotated[str, Field(max_length=40)]
PartNo = Annotated[int, Field(ge=1, le=50)]
Petitioned = Literal["letter", "visit", "phone", "online", "fax"]
Claim = Literal["suggestion", "accusation", "appeal_claim"]
Outcome = Literal["supported", "explained", "not_supported"]
LeadRule = Literal["main_request", "running_case", "decided", "open"]


class PetitionTold(Value):
    """Head of every petition body. `notice_id` names one act of the sender and is the same for all who are told of it.

    `collab_no` is the number of the matter in every agency; `petition_no` is the sender's own.
    """

    notice_id: str = Field(max_length=64)
    collab_no: str = Field(max_length=40)
    petition_no: str = Field(default="", max_length=40)
    acted_at: AwareDatetime


class FirstHandler(Value):
    """首办责任人: set once at the first registration, answers until closing (handbook 3.4)."""

    agency: str = Field(max_length=32)
    unit: str = Field(max_length=32)
    account_id: str = Field(max_length=64)
    name: str = Field(default="", max_length=100)


class PetitionerLine(Value):
    name: str = Field(default="", max_length=100)
    id_kind: str = Field(default="none", max_length=32)
    id_number: str = Field(default="", max_length=64)
    sex: Literal["male", "female", "unknown"] = "unknown"
    phone: str = Field(default="", max_length=40)
    address: str = Field(default="", max_length=300)
    representative: bool = False
    vulnerable: tuple[Word, ...] = Field(default=(), max_length=10)


class AccusedLine(Value):
    """Whom an accusation names. It travels in L4 messages to the one competent body and never to the accused (PET 30(3))."""

    name: str = Field(default="", max_length=100)
    agency: str = Field(default="", max_length=100)
    unit: str = Field(default="", max_length=100)
    post: str = Field(default="", max_length=100)
    conduct: str = Field(default="", max_length=1000)


class PetitionContent(Value):
    """What the petitioner brought. Text longer than a field and everything on paper travels as a file."""

    title: str = Field(max_length=200)
    request: str = Field(default="", max_length=5000)
    facts: str = Field(default="", max_length=20_000)
    reasons: str = Field(default="", max_length=5000)
    petitioners: tuple[PetitionerLine, ...] = Field(default=(), max_length=50)
    accused: tuple[AccusedLine, ...] = Field(default=(), max_length=20)
    case_nos: tuple[Annotated[str, Field(max_length=80)], ...] = Field(default=(), max_length=50)
    documents: tuple[ManifestItem, ...] = Field(default=(), max_length=200)
    confidential: bool = False


class HandOver(Value):
    """Why a matter is given to the receiver, and what is expected back (PET 22, 23)."""

    reason: str = Field(default="", max_length=2000)
    basis: str = Field(default="", max_length=300)
    report_due: date | None = None
    leader: str = Field(default="", max_length=100)


class PetitionKeys(PetitionTold):
    """A petition's key fields; `content` only for a receiver that is to act on it."""

    channel: Petitioned
    category: Claim
    topic: str = Field(default="", max_length=80)
    first_time: bool = True
    people: int = Field(default=1, ge=1, le=100_000)
    collective: bool = False
    skip_level: bool = False
    urgent: bool = False
    vulnerable: bool = False
    litigation: bool = False
    received_at: AwareDatetime
    registered_at: AwareDatetime
    first_handler: FirstHandler
    hand_over: HandOver | None = None
    content: PetitionContent | None = None
    clocks: tuple[RunningClock, ...] = Field(default=(), max_length=20)


class PetitionMatter(PetitionKeys):
    """One petition, handed over or made known."""

    kind: Literal["matter"] = "matter"


class JointPart(Value):
    """One sub-matter of a joint matter: which agency answers which request, and until when."""

    part_no: PartNo
    agency: str = Field(max_length=32)
    request: str = Field(max_length=2000)
    main: bool = False
    case_no: str = Field(default="", max_length=80)
    answer_due: AwareDatetime | date | None = None


class JointSplit(PetitionKeys):
    """A joint matter split into sub-matters. Each agency concerned gets the whole list and finds its own part by its code."""

    kind: Literal["split"] = "split"
    host: str = Field(max_length=32)
    parts: tuple[JointPart, ...] = Field(min_length=1, max_length=50)
    lead_agency: str = Field(default="", max_length=32)
    lead_rule: LeadRule = "main_request"


class PetitionProgress(PetitionTold):
    """Where a matter stands at the handling agency. Codes, dates and the officer to ask; no word of the content."""

    kind: Literal["progress"] = "progress"
    part_no: PartNo | None = None
    state: str = Field(max_length=40)
    unit: str = Field(default="", max_length=32)
    handler_name: str = Field(default="", max_length=100)
    next_step: str = Field(default="", max_length=40)
    next_on: date | None = None
    due_rule: str = Field(default="", max_length=40)
    due: AwareDatetime | date | None = None


class PetitionAnswer(PetitionTold):
    """What the handling agency answered. `way` is one of the six ways of PET 31 or the plain reply to a suggestion."""

    kind: Literal["answer"] = "answer"
    part_no: PartNo | None = None
    way: str = Field(max_length=40)
    outcome: Outcome | None = None
    text: str = Field(max_length=20_000)
    basis: str = Field(default="", max_length=2000)
    documents: tuple[ManifestItem, ...] = Field(default=(), max_length=50)
    answered_by: str = Field(default="", max_length=100)
    by_leader: bool = False
    served_at: AwareDatetime | None = None


class PartAnswer(Value):
    """What one sub-matter came to, as the combined answer tells it."""

    part_no: PartNo
    agency: str = Field(max_length=32)
    outcome: Outcome | None = None
    text: str = Field(default="", max_length=5000)


class PetitionJointAnswer(PetitionTold):
    """The one combined answer of the lead agency. `missing` names the parts that were not in at the earliest deadline.

    `edition` 2 and higher complete it when those parts come in.
    """

    kind: Literal["joint_answer"] = "joint_answer"
    lead_agency: str = Field(max_length=32)
    edition: int = Field(default=1, ge=1, le=50)
    text: str = Field(max_length=20_000)
    parts: tuple[PartAnswer, ...] = Field(default=(), max_length=50)
    missing: tuple[PartNo, ...] = Field(default=(), max_length=50)
    documents: tuple[ManifestItem, ...] = Field(default=(), max_length=50)
    answered_by: str = Field(default="", max_length=100)


class PetitionClosing(PetitionTold):
    """How a petition ended (handbook 3.6): the path and, for a settled one, the four checks that were evidenced."""

    kind: Literal["closing"] = "closing"
    path: str = Field(max_length=40)
    facts_established: bool = False
    measures_done: bool = False
    problem_solved: bool = False
    petitioner_settled: bool = False
    case_no: str = Field(default="", max_length=80)
    closed_by: str = Field(default="", max_length=100)
    approved_by: str = Field(default="", max_length=100)


class PetitionReopening(PetitionTold):
    kind: Literal["reopening"] = "reopening"
    cause: Literal["rebound", "new_facts", "error_found"]
    reason: str = Field(default="", max_length=2000)


class PetitionEscalation(PetitionTold):
    """A major or difficult matter, told to the committee and the petition office without its content."""

    kind: Literal["escalation"] = "escalation"
    level: Literal["major", "difficult"]
    grounds: tuple[Word, ...] = Field(default=(), max_length=10)
    people: int = Field(default=1, ge=1, le=100_000)
    leader: str = Field(default="", max_length=100)


class CollectiveWarning(PetitionTold):
    """A likely collective visit: place, time, number and cause; no private detail."""

    kind: Literal["collective_warning"] = "collective_warning"
    place: str = Field(max_length=200)
    expected_at: AwareDatetime | date | None = None
    people: int = Field(ge=1, le=100_000)
    registrations: int = Field(default=0, ge=0, le=100_000)
    cause: str = Field(max_length=200)
    agencies: tuple[AgencyCode, ...] = Field(default=(), max_length=20)


class CoordinationRequest(PetitionTold):
    """Help asked from another body with a matter outside one's own competence, until a day (S-018)."""

    kind: Literal["coordination"] = "coordination"
    asked: str = Field(max_length=2000)
    due: date
    vulnerable: tuple[Word, ...] = Field(default=(), max_length=10)
    content: PetitionContent | None = None
    contact: str = Field(default="", max_length=100)


class HomeVisitRequest(PetitionTold):
    """Partners asked to join a home visit, with its written plan (S-017)."""

    kind: Literal["home_visit"] = "home_visit"
    plan: str = Field(max_length=5000)
    planned_at: AwareDatetime
    place: str = Field(max_length=300)
    petitioner_name: str = Field(default="", max_length=100)
    criteria: tuple[Word, ...] = Field(default=(), max_length=10)
    wanted: tuple[Word, ...] = Field(default=(), max_length=10)
    safety: str = Field(default="", max_length=1000)
    contact: str = Field(default="", max_length=100)


class RequestAnswer(PetitionTold):
    """Answer of the partner asked for help or for company on a home visit; `of` is the notice id of the request."""

    kind: Literal["request_answer"] = "request_answer"
    of: str = Field(max_length=64)
    outcome: Literal["agreed", "declined", "done"]
    text: str = Field(default="", max_length=5000)
    contact: str = Field(default="", max_length=100)


class ConversionFound(PetitionTold):
    """四个不转化: one conversion, counted for the unit of the first handler."""

    kind: Literal["conversion"] = "conversion"
    conversion: Literal["letter_to_visit", "first_to_repeat", "grassroots_to_skip_level", "individual_to_collective"]
    unit: str = Field(default="", max_length=32)
    earlier_petition_no: str = Field(default="", max_length=40)
    detected_at: AwareDatetime


class HearingNotice(PetitionTold):
    """公开听证: the agencies invited to it are told time, place and subject (S-025)."""

    kind: Literal["hearing"] = "hearing"
    hearing_at: AwareDatetime
    place: str = Field(max_length=300)
    subject: str = Field(max_length=500)
    public: bool = True
    panel: tuple[Annotated[str, Field(max_length=100)], ...] = Field(default=(), max_length=20)
    answer_by: date | None = None


class LedgerFigure(Value):
    item: str = Field(max_length=40)
    count: int = Field(ge=0)
    target: int | None = Field(default=None, ge=0)


class LedgerReport(PetitionTold):
    """积案、越级等台账数字 of one period (S-019)."""

    kind: Literal["ledger"] = "ledger"
    first_day: date
    last_day: date
    figures: tuple[LedgerFigure, ...] = Field(default=(), max_length=100)


class RoutingObjection(PetitionTold):
    """管辖异议: the receiver of a hand-over holds that it is not competent (PET 23(3)). `of` is the hand-over's notice id."""

    kind: Literal["objection"] = "objection"
    of: str = Field(max_length=64)
    part_no: PartNo | None = None
    reason: str = Field(max_length=5000)
    basis: str = Field(default="", max_length=300)
    competent: str = Field(default="", max_length=32)


class RoutingDecision(PetitionTold):
    """The sender of the hand-over agrees (*returned*: the matter is its own again) or does not (*upheld*)."""

    kind: Literal["routing_decision"] = "routing_decision"
    of: str = Field(max_length=64)
    objection: str = Field(max_length=64)
    part_no: PartNo | None = None
    outcome: Literal["returned", "upheld"]
    reason: str = Field(default="", max_length=5000)


class CompetenceDispute(PetitionTold):
    """Agencies do not agree who leads a joint matter, or who is competent at all: the committee is asked (PET 24)."""

    kind: Literal["dispute"] = "dispute"
    about: Literal["lead", "competence"]
    of: str = Field(default="", max_length=64)
    part_no: PartNo | None = None
    agencies: tuple[AgencyCode, ...] = Field(min_length=1, max_length=20)
    proposed: str = Field(default="", max_length=32)
    reason: str = Field(max_length=5000)
    answer_due: AwareDatetime | date | None = None
    content: PetitionContent | None = None


class CompetenceDecision(PetitionTold):
    """The committee's answer: this agency leads, or is competent. `dispute` is the notice id of the dispute."""

    kind: Literal["competence_decision"] = "competence_decision"
    dispute: str = Field(max_length=64)
    about: Literal["lead", "competence"]
    of: str = Field(default="", max_length=64)
    part_no: PartNo | None = None
    agency: str = Field(max_length=32)
    reason: str = Field(max_length=5000)
    basis: str = Field(default="", max_length=300)
    decided_by: str = Field(default="", max_length=100)


PetitionBody = Annotated[
    PetitionMatter
    | JointSplit
    | PetitionProgress
    | PetitionAnswer
    | PetitionJointAnswer
    | PetitionClosing
    | PetitionReopening
    | PetitionEscalation
    | CollectiveWarning
    | CoordinationRequest
    | HomeVisitRequest
    | RequestAnswer
    | ConversionFound
    | HearingNotice
    | LedgerReport
    | RoutingObjection
    | RoutingDecision
    | CompetenceDispute
    | CompetenceDecision,
    Field(discriminator="kind"),
]
