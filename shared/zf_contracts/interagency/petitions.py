"""Petitions between agencies (信访): one name on the wire for each statement, one body for each kind of statement."""

from typing import ClassVar

from zf_contracts import petition_matches as m
from zf_contracts import petition_statements as s
from zf_contracts import petition_values as v
from zf_contracts.envelope import Payload


class PetitionPayload(Payload):
    """Common to all. actedat = body.acted_at; subject = body.collab_no, or the notice id where there is no matter."""

    body: v.PetitionTold


class PetitionRegistered(PetitionPayload):
    """First registration: first handler, channel, repeat flags. Content only for agencies named as competent (S-005)."""

    TYPE: ClassVar[str] = "petition.registered"
    body: v.PetitionMatter


class PetitionSplit(PetitionPayload):
    """A joint matter with its sub-matters and its lead agency (S-023)."""

    TYPE: ClassVar[str] = "petition.split"
    body: v.JointSplit


class PetitionTransferred(PetitionPayload):
    """转送: the receiver's clocks of notice and objection run from its receipt (PET 22, 23)."""

    TYPE: ClassVar[str] = "petition.transferred"
    body: v.PetitionMatter


class PetitionAssigned(PetitionPayload):
    """交办: like 转送, with a result report until `hand_over.report_due` (PET 22(3))."""

    TYPE: ClassVar[str] = "petition.assigned"
    body: v.PetitionMatter


class PetitionReferred(PetitionPayload):
    """A matter outside the sender's jurisdiction, led to the competent body and followed to the end (S-018)."""

    TYPE: ClassVar[str] = "petition.referred"
    body: v.PetitionMatter


class PetitionTrackingUpdated(PetitionPayload):
    """The handling agency tells the first handler's agency, and the hall, where the matter stands (S-006)."""

    TYPE: ClassVar[str] = "petition.tracking.updated"
    body: v.PetitionProgress


class PetitionReplied(PetitionPayload):
    """The handling agency answered the petitioner; the first handler's agency and the hall are told (S-004, S-006)."""

    TYPE: ClassVar[str] = "petition.replied"
    body: v.PetitionAnswer


class PetitionSubReplyIssued(PetitionPayload):
    """Answer to one part of a joint matter, for the lead agency to combine; not served on the petitioner (S-023)."""

    TYPE: ClassVar[str] = "petition.sub_reply.issued"
    body: v.PetitionAnswer


class PetitionJointReplyIssued(PetitionPayload):
    """The one combined answer of the lead agency, to the hall and all who have a part (S-023)."""

    TYPE: ClassVar[str] = "petition.joint_reply.issued"
    body: v.PetitionJointAnswer


class PetitionRoutingObjected(PetitionPayload):
    """管辖异议 within five working days; the matter stays with the receiver until the sender agrees (PET 23(3))."""

    TYPE: ClassVar[str] = "petition.routing.objected"
    body: s.RoutingObjection


class PetitionRoutingDecided(PetitionPayload):
    """Answer to a routing objection: taken back, or upheld."""

    TYPE: ClassVar[str] = "petition.routing.decided"
    body: s.RoutingDecision


class PetitionCompetenceDisputed(PetitionPayload):
    """The committee is asked who leads, or who is competent (PET 24); it answers in two working days."""

    TYPE: ClassVar[str] = "petition.competence.disputed"
    body: s.CompetenceDispute


class PetitionCompetenceDecided(PetitionPayload):
    """The committee's decision on a dispute, to all agencies concerned."""

    TYPE: ClassVar[str] = "petition.competence.decided"
    body: s.CompetenceDecision


class PetitionEscalated(PetitionPayload):
    """A major or difficult matter is made known to the committee and the petition office (S-004)."""

    TYPE: ClassVar[str] = "petition.escalated"
    body: s.PetitionEscalation


class PetitionCollectiveWarningRaised(PetitionPayload):
    """A likely collective visit (S-013)."""

    TYPE: ClassVar[str] = "petition.collective_warning.raised"
    body: s.CollectiveWarning


class PetitionCoordinationRequested(PetitionPayload):
    """Help asked with a matter, with a due date (S-018)."""

    TYPE: ClassVar[str] = "petition.coordination.requested"
    body: s.CoordinationRequest


class PetitionCoordinationAnswered(PetitionPayload):
    """Answer to a request for help (S-018)."""

    TYPE: ClassVar[str] = "petition.coordination.answered"
    body: s.RequestAnswer


class PetitionHomeVisitRequested(PetitionPayload):
    """Partners asked to join a home visit (S-017)."""

    TYPE: ClassVar[str] = "petition.home_visit.requested"
    body: s.HomeVisitRequest


class PetitionHomeVisitAnswered(PetitionPayload):
    """A partner's answer to a home-visit request (S-017)."""

    TYPE: ClassVar[str] = "petition.home_visit.answered"
    body: s.RequestAnswer


class PetitionConversionDetected(PetitionPayload):
    """One of the four conversions happened (S-010)."""

    TYPE: ClassVar[str] = "petition.conversion.detected"
    body: s.ConversionFound


class PetitionReopened(PetitionPayload):
    """A closed matter runs again (S-015)."""

    TYPE: ClassVar[str] = "petition.reopened"
    body: v.PetitionReopening


class PetitionClosed(PetitionPayload):
    """A matter is closed: path and evidenced checks (S-009)."""

    TYPE: ClassVar[str] = "petition.closed"
    body: v.PetitionClosing


class PetitionHearingScheduled(PetitionPayload):
    """Invitation to a public hearing (S-025)."""

    TYPE: ClassVar[str] = "petition.hearing.scheduled"
    body: s.HearingNotice


class PetitionLedgerReported(PetitionPayload):
    """Backlog and skip-level figures of a period (S-019)."""

    TYPE: ClassVar[str] = "petition.ledger.reported"
    body: s.LedgerReport


class PetitionMatchAsked(PetitionPayload):
    """Have you a matter of the same person, or with nearly the same words? Keyed hashes; no identity leaves the node."""

    TYPE: ClassVar[str] = "petition.match.asked"
    body: m.MatchQuestion


class PetitionMatchFound(PetitionPayload):
    """Numbers of such matters; an agency that has none says nothing."""

    TYPE: ClassVar[str] = "petition.match.found"
    body: m.MatchAnswer
