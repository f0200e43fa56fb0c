"""Petition messages: what intake names ↔ what goes over the wire, on one screen, with what each may carry; all pure.

A new petition message is one line here, one contract and one line of the catalogue. Both sides ask the same rules: the
sender before it signs, the receiver before it believes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from zf_contracts import petition_values as v
from zf_contracts.catalogue import entry_for
from zf_contracts.envelope import Sensitivity
from zf_contracts.interagency import petitions as p
from zf_contracts.petition_statements import CompetenceDispute, CoordinationRequest
from zf_contracts.values import BlobRef, ManifestItem
from zf_law.problems import Problem
from zf_liaison.exchange.rules import shortest_period


class Carries(StrEnum):
    """Whether a message carries the content of the matter."""

    NOTHING = "nothing"
    MAYBE = "maybe"
    CONTENT = "content"


@dataclass(frozen=True, slots=True)
class Line:
    """`accused`: may name the accused, to the one competent body. `hall`: only the node of the hall sends it."""

    contract: type[p.PetitionPayload]
    sensitivity: Sensitivity
    carries: Carries = Carries.NOTHING
    accused: bool = False
    hall: bool = False

    @property
    def body(self) -> type[v.PetitionTold]:
        """The body this message must have."""
        annotation = self.contract.model_fields["body"].annotation
        assert isinstance(annotation, type)
        assert issubclass(annotation, v.PetitionTold)
        return annotation


_LINES = (
    Line(p.PetitionRegistered, "L2", Carries.MAYBE),
    Line(p.PetitionSplit, "L3", Carries.CONTENT, accused=True, hall=True),
    Line(p.PetitionTransferred, "L3", Carries.CONTENT, accused=True),
    Line(p.PetitionAssigned, "L3", Carries.CONTENT, accused=True),
    Line(p.PetitionReferred, "L3", Carries.CONTENT, accused=True),
    Line(p.PetitionTrackingUpdated, "L2"),
    Line(p.PetitionReplied, "L3"),
    Line(p.PetitionSubReplyIssued, "L3"),
    Line(p.PetitionJointReplyIssued, "L3"),
    Line(p.PetitionRoutingObjected, "L3"),
    Line(p.PetitionRoutingDecided, "L3"),
    Line(p.PetitionCompetenceDisputed, "L3", Carries.MAYBE),
    Line(p.PetitionCompetenceDecided, "L3"),
    Line(p.PetitionEscalated, "L2"),
    Line(p.PetitionCollectiveWarningRaised, "L2"),
    Line(p.PetitionCoordinationRequested, "L3", Carries.MAYBE),
    Line(p.PetitionCoordinationAnswered, "L3"),
    Line(p.PetitionHomeVisitRequested, "L3"),
    Line(p.PetitionHomeVisitAnswered, "L3"),
    Line(p.PetitionConversionDetected, "L2"),
    Line(p.PetitionReopened, "L3"),
    Line(p.PetitionClosed, "L2"),
    Line(p.PetitionHearingScheduled, "L2"),
    Line(p.PetitionLedgerReported, "L2"),
    Line(p.PetitionMatchAsked, "L3"),
    Line(p.PetitionMatchFound, "L3"),
)

PETITION_LINES: Mapping[str, Line] = {line.contract.TYPE: line for line in _LINES}


def content_of(body: v.PetitionTold) -> v.PetitionContent | None:
    if isinstance(body, v.PetitionKeys | CoordinationRequest | CompetenceDispute):
        return body.content
    return None


def petition_documents(body: v.PetitionTold) -> tuple[ManifestItem, ...]:
    if isinstance(body, v.PetitionAnswer | v.PetitionJointAnswer):
        return body.documents
    content = content_of(body)
    return content.documents if content else ()


def petition_files(body: v.PetitionTold) -> tuple[tuple[int, BlobRef], ...]:
    return tuple((item.no, item.blob) for item in petition_documents(body) if item.blob is not None)


def petition_subject(body: v.PetitionTold) -> str:
    """Order runs within the matter; a statement that belongs to no matter stands alone."""
    return body.collab_no or body.notice_id


def body_problems(line: Line, body: v.PetitionTold) -> list[Problem]:
    """The right kind of body, content where it is needed and nowhere else, the accused only where that is allowed."""
    message = line.contract.TYPE
    if not isinstance(body, line.body):
        return [Problem("exchange.petition_body_differs", {"message": message})]
    content = content_of(body)
    problems: list[Problem] = []
    if line.carries is Carries.CONTENT and content is None:
        problems.append(Problem("exchange.petition_content_missing", {"message": message}))
    if content is not None and content.accused and not line.accused:
        problems.append(Problem("exchange.accused_not_allowed", {"message": message}))
    return problems


def receiver_problems(line: Line, body: v.PetitionTold, *, kinds: Mapping[str, str]) -> list[Problem]:
    """`kinds` maps each receiver to its kind of agency. Who is accused is told to one body alone (handbook 3.1, rule 6)."""
    message = line.contract.TYPE
    named = set(entry_for(line.contract).receivers)
    problems = [
        Problem("exchange.receiver_not_named", {"message": message, "peer": peer})
        for peer, kind in kinds.items()
        if kind not in named
    ]
    content = content_of(body)
    if content is not None and content.accused and len(kinds) > 1:
        problems.append(Problem("exchange.accused_to_several", {"message": message}))
    return problems


def sender_problems(line: Line, *, sender: str, hall_host: str | None) -> list[Problem]:
    """What only the hall says comes from the node that hosts it."""
    if line.hall and sender != hall_host:
        return [Problem("exchange.not_from_the_hall", {"message": line.contract.TYPE, "peer": sender})]
    return []


def sensitivity_of(line: Line, body: v.PetitionTold) -> Sensitivity:
    """Accusations and confidential matters are restricted; whatever carries content is private to the parties."""
    content = content_of(body)
    if content is None:
        return line.sensitivity
    accusation = isinstance(body, v.PetitionKeys) and body.category == "accusation"
    return "L4" if accusation or content.accused or content.confidential else "L3"


def shortest_of(body: v.PetitionTold) -> timedelta | None:
    """The shortest period of law that hangs on it, if it names its clocks."""
    return shortest_period(body.clocks, submitted_at=body.acted_at) if isinstance(body, v.PetitionKeys) else None
