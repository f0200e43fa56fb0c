"""Requests between agencies that are answered (协作事项), and the acts on them: S-061, S-063, S-069 to S-072, S-075."""

from typing import ClassVar

from zf_contracts.cooperation_values import CooperationAct, CooperationMatter
from zf_contracts.envelope import Payload


class CooperationOpenedPayload(Payload):
    """Common to every matter that is opened. actedat = body.acted_at; subject = body.matter_id."""

    body: CooperationMatter


class CooperationActPayload(Payload):
    """Common to the acts on a matter that was opened. actedat = body.acted_at; subject = body.matter_id."""

    body: CooperationAct


class LegalAidRequested(CooperationOpenedPayload):
    """Police, procuratorate, court → justice bureau: a notice to name a lawyer, or an application passed on."""

    TYPE: ClassVar[str] = "legal_aid.requested"


class LegalAidAnswered(CooperationActPayload):
    """Justice bureau → requester: granted, refused with its code, papers asked for, objection decided."""

    TYPE: ClassVar[str] = "legal_aid.answered"


class LegalAidAssigned(CooperationActPayload):
    """Justice bureau → requester: the lawyer, or another one."""

    TYPE: ClassVar[str] = "legal_aid.assigned"


class LegalAidUpdated(CooperationActPayload):
    """Requester → justice bureau: papers supplied, objection passed on, reminded, withdrawn."""

    TYPE: ClassVar[str] = "legal_aid.updated"


class LegalAidClosed(CooperationActPayload):
    """Justice bureau → requester: concluded, or ended early with its ground."""

    TYPE: ClassVar[str] = "legal_aid.closed"


class CorrectionHandoverSent(CooperationOpenedPayload):
    """Court → justice bureau, with a copy to procuratorate and police: the person, the term, the list of papers."""

    TYPE: ClassVar[str] = "correction.handover.sent"


class CorrectionHandoverAnswered(CooperationActPayload):
    """Justice bureau → sender: receipt, errors to be corrected, the person registered or absent, handed over."""

    TYPE: ClassVar[str] = "correction.handover.answered"


class CorrectionHandoverCorrected(CooperationActPayload):
    """Sender → justice bureau: papers sent, errors corrected, withdrawn."""

    TYPE: ClassVar[str] = "correction.handover.corrected"


class OpinionForwarded(CooperationOpenedPayload):
    """Committee → agency: classified public opinions, the common frame and the demands of this place (S-069)."""

    TYPE: ClassVar[str] = "opinion.forwarded"


class OpinionAnswered(CooperationActPayload):
    """Agency → committee: signed for, results reported."""

    TYPE: ClassVar[str] = "opinion.answered"


class CampaignPlanSubmitted(CooperationActPayload):
    """Agency → committee: its own plan within the common frame, with what its own line demands (S-069)."""

    TYPE: ClassVar[str] = "campaign.plan.submitted"


class OpinionAssessed(CooperationActPayload):
    """Committee → agency: plan accepted or sent back, reminded, closed, withdrawn."""

    TYPE: ClassVar[str] = "opinion.assessed"


class ReportSubmitted(CooperationOpenedPayload):
    """Agency → committee: a formal report (S-070)."""

    TYPE: ClassVar[str] = "report.submitted"


class ReportUpdated(CooperationActPayload):
    """Agency → committee: papers, the report again."""

    TYPE: ClassVar[str] = "report.updated"


class ReportAnswered(CooperationActPayload):
    """Committee → agency: received, sent back, the decision, closed."""

    TYPE: ClassVar[str] = "report.answered"


class PledgeOffered(CooperationOpenedPayload):
    """Committee → agency: a responsibility letter with its indicators, to be signed (S-075)."""

    TYPE: ClassVar[str] = "pledge.offered"


class PledgeSigned(CooperationActPayload):
    """Agency → committee: this version of the letter is signed."""

    TYPE: ClassVar[str] = "pledge.signed"


class PledgeAnswered(CooperationActPayload):
    """Agency → committee: an objection to the letter."""

    TYPE: ClassVar[str] = "pledge.answered"


class PledgeRevised(CooperationActPayload):
    """Committee → agency: another version to be signed, reminded, withdrawn."""

    TYPE: ClassVar[str] = "pledge.revised"


class PledgeProgressed(CooperationActPayload):
    """Agency → committee: values of the indicators, with the progress computed from them."""

    TYPE: ClassVar[str] = "pledge.progressed"


class PledgeScorePublished(CooperationActPayload):
    """Committee → agency: confirmed values and the score computed from them."""

    TYPE: ClassVar[str] = "pledge.score.published"


class EnforcementAssistRequested(CooperationOpenedPayload):
    """Court → police and others: help with the enforcement of a judgment (S-061)."""

    TYPE: ClassVar[str] = "enforcement.assist.requested"


class EnforcementAssistAnswered(CooperationActPayload):
    """Police and others → court: signed for, papers asked for, progress."""

    TYPE: ClassVar[str] = "enforcement.assist.answered"


class EnforcementAssistReplied(CooperationActPayload):
    """Police and others → court: the result, or the coded refusal."""

    TYPE: ClassVar[str] = "enforcement.assist.replied"


class EnforcementAssistUpdated(CooperationActPayload):
    """Court → police and others: papers, result accepted or to be gone on with, reminded, withdrawn."""

    TYPE: ClassVar[str] = "enforcement.assist.updated"


class FaultClueReported(CooperationOpenedPayload):
    """Any agency → the agency of the officer: a clue to inaction, wrong or slow action (S-071)."""

    TYPE: ClassVar[str] = "fault.clue.reported"


class FaultClueAnswered(CooperationActPayload):
    """Agency of the officer → who reported: signed for, progress, given back with its reason."""

    TYPE: ClassVar[str] = "fault.clue.answered"


class FaultClueConcluded(CooperationActPayload):
    """Agency of the officer → who reported: founded, partly or not, with grounds and what is done."""

    TYPE: ClassVar[str] = "fault.clue.concluded"


class FaultClueAssessed(CooperationActPayload):
    """Who reported → agency of the officer: material, result accepted or sent back, reminded, withdrawn."""

    TYPE: ClassVar[str] = "fault.clue.assessed"


class InspectionFindingIssued(CooperationOpenedPayload):
    """Committee → agency: what an inspection found, with supervising body, method, opinion, demand and day (S-072)."""

    TYPE: ClassVar[str] = "inspection.finding.issued"


class InspectionFindingAnswered(CooperationActPayload):
    """Agency → committee: signed for, objected to, evidence added."""

    TYPE: ClassVar[str] = "inspection.finding.answered"


class InspectionFindingRectified(CooperationActPayload):
    """Agency → committee: corrected, with evidence."""

    TYPE: ClassVar[str] = "inspection.finding.rectified"


class InspectionFindingAssessed(CooperationActPayload):
    """Committee → agency: objection decided, verified or sent back, follow-up visit, closed, revoked."""

    TYPE: ClassVar[str] = "inspection.finding.assessed"


class CampaignProblemRegistered(CooperationOpenedPayload):
    """Committee and others → justice bureau, with a copy to the committee: a problem to be put right by a day (S-063)."""

    TYPE: ClassVar[str] = "campaign.problem.registered"


class CampaignProblemPlanned(CooperationActPayload):
    """Justice bureau → who registered it: owner, measure and the day planned."""

    TYPE: ClassVar[str] = "campaign.problem.planned"


class CampaignProblemRectified(CooperationActPayload):
    """Justice bureau → who registered it: the result, with evidence."""

    TYPE: ClassVar[str] = "campaign.problem.rectified"


class CampaignProblemAssessed(CooperationActPayload):
    """Who registered it → justice bureau: verified, sent back, reminded, withdrawn."""

    TYPE: ClassVar[str] = "campaign.problem.assessed"
