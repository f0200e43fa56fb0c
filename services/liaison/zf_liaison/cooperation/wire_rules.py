"""Messages of cooperation matters by name: a new one is a contract, a line here and a line of the catalogue."""

from collections.abc import Mapping

from zf_contracts.envelope import Sensitivity
from zf_contracts.interagency import cooperation as c
from zf_law.cooperation import CooperationKind

OPENED_MESSAGES: Mapping[str, type[c.CooperationOpenedPayload]] = {
    message.TYPE: message
    for message in (
        c.LegalAidRequested,
        c.CorrectionHandoverSent,
        c.OpinionForwarded,
        c.ReportSubmitted,
        c.PledgeOffered,
        c.EnforcementAssistRequested,
        c.FaultClueReported,
        c.InspectionFindingIssued,
        c.CampaignProblemRegistered,
    )
}
ACT_MESSAGES: Mapping[str, type[c.CooperationActPayload]] = {
    message.TYPE: message
    for message in (
        c.LegalAidAnswered,
        c.LegalAidAssigned,
        c.LegalAidUpdated,
        c.LegalAidClosed,
        c.CorrectionHandoverAnswered,
        c.CorrectionHandoverCorrected,
        c.OpinionAnswered,
        c.CampaignPlanSubmitted,
        c.OpinionAssessed,
        c.ReportUpdated,
        c.ReportAnswered,
        c.PledgeSigned,
        c.PledgeAnswered,
        c.PledgeRevised,
        c.PledgeProgressed,
        c.PledgeScorePublished,
        c.EnforcementAssistAnswered,
        c.EnforcementAssistReplied,
        c.EnforcementAssistUpdated,
        c.FaultClueAnswered,
        c.FaultClueConcluded,
        c.FaultClueAssessed,
        c.InspectionFindingAnswered,
        c.InspectionFindingRectified,
        c.InspectionFindingAssessed,
        c.CampaignProblemPlanned,
        c.CampaignProblemRectified,
        c.CampaignProblemAssessed,
    )
}


def sensitivity_of(kind: CooperationKind) -> Sensitivity:
    """What names a person is for the two agencies alone."""
    return "L3" if kind.sensitivity == "L3" else "L2"
