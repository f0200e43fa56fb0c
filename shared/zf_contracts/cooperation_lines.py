"""The part of the catalogue for cooperation matters: contract, route, title in both languages, row.

Who may open which kind to whom stands in cooperation.toml; a test holds the two together.
"""

from collections.abc import Sequence

from zf_contracts.envelope import Payload
from zf_contracts.interagency import cooperation as c

_REFERRERS = "police,procuratorate,court"
_CORRECTION = "court,police"
_AGENCIES = "police,procuratorate,court,justice"
_HELPERS = "police,procuratorate,justice"
_REGISTERING = "plc,police,procuratorate,court"
_ALL = "police,procuratorate,court,justice,plc"

COOPERATION_LINES: Sequence[tuple[type[Payload], str, str, str, str]] = (
    (c.LegalAidRequested, f"{_REFERRERS}>justice", "送交法律援助", "Referred to legal aid", "S-063"),
    (c.LegalAidAnswered, f"justice>{_REFERRERS}", "法律援助答复", "Legal aid answered", "S-063"),
    (c.LegalAidAssigned, f"justice>{_REFERRERS}", "法律援助指派律师", "Lawyer named", "S-063"),
    (c.LegalAidUpdated, f"{_REFERRERS}>justice", "法律援助补充与异议", "Papers, objection, withdrawal", "S-063"),
    (c.LegalAidClosed, f"justice>{_REFERRERS}", "法律援助结案", "Legal aid ended", "S-063"),
    (
        c.CorrectionHandoverSent,
        f"{_CORRECTION}>justice,procuratorate,police",
        "社区矫正移交",
        "Handed over to correction",
        "S-063",
    ),
    (c.CorrectionHandoverAnswered, f"justice>{_CORRECTION}", "社区矫正回执与差错", "Receipt, errors, arrival", "S-063"),
    (c.CorrectionHandoverCorrected, f"{_CORRECTION}>justice", "社区矫正差错改正", "Errors corrected", "S-063"),
    (c.OpinionForwarded, f"plc>{_AGENCIES}", "群众意见转达", "Public opinions forwarded", "S-069"),
    (c.OpinionAnswered, f"{_AGENCIES}>plc", "群众意见签收与落实", "Opinions signed for, results", "S-069"),
    (c.CampaignPlanSubmitted, f"{_AGENCIES}>plc", "方案报送", "Own plan submitted", "S-069"),
    (c.OpinionAssessed, f"plc>{_AGENCIES}", "方案审核与办结", "Plan assessed", "S-069"),
    (c.ReportSubmitted, f"{_AGENCIES}>plc", "工作报告", "Formal report", "S-070"),
    (c.ReportUpdated, f"{_AGENCIES}>plc", "工作报告补充", "Report completed", "S-070"),
    (c.ReportAnswered, f"plc>{_AGENCIES}", "工作报告批示", "Decision on a report", "S-070"),
    (c.PledgeOffered, f"plc>{_AGENCIES}", "责任状签发", "Responsibility letter offered", "S-075"),
    (c.PledgeSigned, f"{_AGENCIES}>plc", "责任状签署", "Responsibility letter signed", "S-075"),
    (c.PledgeAnswered, f"{_AGENCIES}>plc", "责任状异议", "Objection to a letter", "S-075"),
    (c.PledgeRevised, f"plc>{_AGENCIES}", "责任状变更", "Another version of a letter", "S-075"),
    (c.PledgeProgressed, f"{_AGENCIES}>plc", "责任状指标数据", "Values of a letter", "S-075"),
    (c.PledgeScorePublished, f"plc>{_AGENCIES}", "责任状得分公布", "Score of a letter", "S-075"),
    (c.EnforcementAssistRequested, f"court>{_HELPERS}", "协助执行请求", "Assistance requested", "S-061"),
    (c.EnforcementAssistAnswered, f"{_HELPERS}>court", "协助执行签收与进展", "Assistance under way", "S-061"),
    (c.EnforcementAssistReplied, f"{_HELPERS}>court", "协助执行回复", "Assistance replied", "S-061"),
    (c.EnforcementAssistUpdated, f"court>{_HELPERS}", "协助执行后续", "Papers, accepted, withdrawn", "S-061"),
    (c.FaultClueReported, f"{_ALL}>{_ALL}", "线索通报", "Fault clue reported", "S-071"),
    (c.FaultClueAnswered, f"{_ALL}>{_ALL}", "线索签收与进展", "Fault clue under inquiry", "S-071"),
    (c.FaultClueConcluded, f"{_ALL}>{_ALL}", "线索核查反馈", "Fault clue concluded", "S-071"),
    (c.FaultClueAssessed, f"{_ALL}>{_ALL}", "线索反馈确认", "Feedback accepted or sent back", "S-071"),
    (c.InspectionFindingIssued, f"plc>{_AGENCIES}", "巡视督查整改意见", "Finding issued", "S-072"),
    (c.InspectionFindingAnswered, f"{_AGENCIES}>plc", "整改意见签收与异议", "Finding signed for, objected to", "S-072"),
    (c.InspectionFindingRectified, f"{_AGENCIES}>plc", "巡视督查整改情况", "Finding corrected", "S-072"),
    (c.InspectionFindingAssessed, f"plc>{_AGENCIES}", "整改核验与回访", "Verified, sent back, followed up", "S-072"),
    (c.CampaignProblemRegistered, f"{_REGISTERING}>justice,plc", "专项整改问题登记", "Problem registered", "S-063"),
    (c.CampaignProblemPlanned, f"justice>{_REGISTERING}", "专项整改责任人和措施", "Owner and measure named", "S-063"),
    (c.CampaignProblemRectified, f"justice>{_REGISTERING}", "专项整改结果", "Problem put right", "S-063"),
    (c.CampaignProblemAssessed, f"{_REGISTERING}>justice", "专项整改核验", "Result verified or sent back", "S-063"),
)
