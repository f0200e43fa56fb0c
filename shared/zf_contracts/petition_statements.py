"""Petition bodies beside the matter itself: warnings, requests, reports, objections, disputes; and the union of all bodies."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from zf_contracts.petition_matches import MatchAnswer, MatchQuestion
from zf_contracts.petition_values import (
    AgencyCode,
    JointSplit,
    PartNo,
    PetitionAnswer,
    PetitionClosing,
    PetitionContent,
    PetitionJointAnswer,
    PetitionMatter,
    PetitionProgress,
    PetitionReopening,
    PetitionTold,
    Word,
)
from zf_contracts.values import Value

ConversionKind = Literal["letter_to_visit", "first_to_repeat", "grassroots_to_skip_level", "individual_to_collective"]


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
    """四个不转化: one conversion, counted for the unit of the first handler on the day the harder petition was received."""

    kind: Literal["conversion"] = "conversion"
    conversion: ConversionKind
    unit: str = Field(default="", max_length=32)
    earlier_petition_no: str = Field(default="", max_length=40)
    detected_at: AwareDatetime
    happened_on: date | None = None


class HearingNotice(PetitionTold):
    """公开听证: the agencies invited to it are told time, place and subject, or that it is cancelled (S-025).

    `of` is the notice id of the call that a cancellation takes back.
    """

    kind: Literal["hearing"] = "hearing"
    hearing_at: AwareDatetime
    place: str = Field(max_length=300)
    subject: str = Field(max_length=500)
    public: bool = True
    panel: tuple[Annotated[str, Field(max_length=100)], ...] = Field(default=(), max_length=20)
    answer_by: date | None = None
    of: str = Field(default="", max_length=64)
    cancelled: bool = False


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
    | CompetenceDecision
    | MatchQuestion
    | MatchAnswer,
    Field(discriminator="kind"),
]
