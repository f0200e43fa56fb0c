"""Petition messages: what intake names ↔ what goes over the wire, on one screen, with what each may carry.

A new petition message is one line here, one contract and one line of the catalogue.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from zf_contracts import petition_values as v
from zf_contracts.envelope import Sensitivity
from zf_contracts.interagency import petitions as p
from zf_contracts.values import BlobRef, ManifestItem


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
)

PETITION_LINES: Mapping[str, Line] = {line.contract.TYPE: line for line in _LINES}


def content_of(body: v.PetitionTold) -> v.PetitionContent | None:
    if isinstance(body, v.PetitionKeys | v.CoordinationRequest | v.CompetenceDispute):
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
