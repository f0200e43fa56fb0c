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
    """A petitioner, a representative of a collective visit, or an agent."""

    role: Literal["petitioner", "representative", "agent"] = "petitioner"
    name: str = Field(default="", max_length=100)
    id_kind: str = Field(default="none", max_length=32)
    id_number: str = Field(default="", max_length=64)
    sex: Literal["male", "female", "unknown"] = "unknown"
    birth_date: date | None = None
    phone: str = Field(default="", max_length=40)
    address: str = Field(default="", max_length=300)
    vulnerable: tuple[Word, ...] = Field(default=(), max_length=10)


class AccusedLine(Value):
    """Whom an accusation names. It travels in L4 messages to the one competent body and never to the accused (PET 30(3))."""

    kind: Literal["agency", "unit", "person"]
    agency: str = Field(default="", max_length=100)
    unit: str = Field(default="", max_length=100)
    name: str = Field(default="", max_length=100)
    post: str = Field(default="", max_length=100)


class RequestLine(Value):
    """One request of the petitioner; each wants a result of its own (PET 32)."""

    no: int = Field(ge=1, le=100)
    content: str = Field(max_length=5000)


class PetitionContent(Value):
    """What the petitioner brought. What is too long for a message, and everything on paper, travels as a file."""

    title: str = Field(max_length=200)
    requests: tuple[RequestLine, ...] = Field(default=(), max_length=50)
    facts: str = Field(default="", max_length=20_000)
    reasons: str = Field(default="", max_length=20_000)
    place: str = Field(default="", max_length=300)
    petitioners: tuple[PetitionerLine, ...] = Field(default=(), max_length=200)
    accused: tuple[AccusedLine, ...] = Field(default=(), max_length=20)
    case_nos: tuple[Annotated[str, Field(max_length=80)], ...] = Field(default=(), max_length=50)
    documents: tuple[ManifestItem, ...] = Field(default=(), max_length=200)
    confidential: bool = False
    complaint_kind: str = Field(default="", max_length=40)


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
    serious: Literal["", "major", "difficult"] = ""
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
    """One sub-matter of a joint matter: which agency answers which of the numbered requests, and until when."""

    part_no: PartNo
    agency: str = Field(max_length=32)
    request_nos: tuple[Annotated[int, Field(ge=1, le=100)], ...] = Field(min_length=1, max_length=50)
    main: bool = False
    case_no: str = Field(default="", max_length=80)
    answer_due: AwareDatetime | date | None = None


class JointSplit(PetitionKeys):
    """A joint matter split into sub-matters. Each agency concerned gets the whole list and finds its own part by its code.

    A later `edition` of the same `joint_id` tells that parts went to other agencies.
    """

    kind: Literal["split"] = "split"
    joint_id: str = Field(max_length=64)
    edition: int = Field(default=1, ge=1, le=1000)
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


class RequestResult(Value):
    """What one request came to."""

    no: int = Field(ge=1, le=100)
    outcome: Outcome


class PetitionAnswer(PetitionTold):
    """What the handling agency answered. `way` is one of the six ways of PET 31, a reply, or a step of review."""

    kind: Literal["answer"] = "answer"
    part_no: PartNo | None = None
    way: str = Field(max_length=40)
    outcome: Outcome | None = None
    results: tuple[RequestResult, ...] = Field(default=(), max_length=50)
    document_no: str = Field(default="", max_length=80)
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
    part_no: PartNo | None = None
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
    part_no: PartNo | None = None
    cause: Literal["rebound", "new_facts", "error_found"]
    reason: str = Field(default="", max_length=2000)
