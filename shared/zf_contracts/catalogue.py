"""Every message by name: who sends it to whom, over which channel, in which order, under which contract.

This is the routing on one screen. A name outside this table cannot be sent, and a received one is parked.
`RESERVED_NAMES` (reserved.py) are wire names fixed for later capabilities, so that nobody gives them another meaning.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from zf_contracts.cooperation_lines import COOPERATION_LINES
from zf_contracts.envelope import Payload
from zf_contracts.interagency import directory as o
from zf_contracts.interagency import exchange as x
from zf_contracts.interagency import hall as h
from zf_contracts.interagency import meetings as m
from zf_contracts.interagency import notices as n
from zf_contracts.interagency import petitions as p
from zf_contracts.interagency import supervision as w
from zf_contracts.interagency import tasks as u
from zf_contracts.interagency import transfers as t
from zf_contracts.internal import conversions as c
from zf_contracts.internal import deadlines as d
from zf_contracts.internal import decisions as e
from zf_contracts.internal import hall as k
from zf_contracts.internal import inaction as f
from zf_contracts.internal import ledgers as g
from zf_contracts.internal import materials as a
from zf_contracts.internal import petitions as q
from zf_contracts.internal import promises as b
from zf_contracts.internal import reports as r
from zf_contracts.internal import screening as z
from zf_contracts.internal import transfers as i


class Channel(StrEnum):
    INTERNAL = "internal"
    INTERAGENCY = "interagency"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the catalogue. `senders` and `receivers` are services (internal) or agency kinds (inter-agency).

    `receipted`: the sender keeps it until the peer's signed receipt. `ordered`: the receiver acts by sequence.
    `urgent`: it goes to the urgent queue, so that a remand ending tomorrow does not wait behind notices.
    """

    payload: type[Payload]
    channel: Channel
    senders: tuple[str, ...]
    receivers: tuple[str, ...]
    zh: str
    en: str
    rows: tuple[str, ...] = ()
    urgent: bool = False
    ordered: bool = True
    receipted: bool = False

    @property
    def name(self) -> str:
        return self.payload.TYPE

    @property
    def version(self) -> int:
        return self.payload.VERSION


def _internal(payload: type[Payload], route: str, zh: str, en: str, *rows: str) -> Entry:
    senders, receivers = (tuple(part.split(",")) for part in route.split(">"))
    return Entry(payload, Channel.INTERNAL, senders, receivers, zh, en, rows)


def _matter(payload: type[Payload], route: str, zh: str, en: str, *rows: str, urgent: bool = False) -> Entry:
    senders, receivers = (tuple(part.split(",")) for part in route.split(">"))
    return Entry(payload, Channel.INTERAGENCY, senders, receivers, zh, en, rows, urgent=urgent, receipted=True)


# Every kind of agency that receives petitions; a petition office or a hall may run a node of its own in another city.
_WINDOWS = "police,procuratorate,court,justice,plc,petition_office,hall"

# Kinds of agency with authority to supervise others (督办); supervised_tasks.toml names the same.
_SUPERVISORS = "plc,petition_office"
# Kinds that issue supervision documents to others; which document to whom stands in supervision_notices.toml.
_ISSUERS = "procuratorate,court,plc"


def _petition(
    payload: type[p.PetitionPayload], zh: str, en: str, *rows: str, route: str = "", urgent: bool = False
) -> Entry:
    return _matter(payload, route or f"{_WINDOWS}>{_WINDOWS}", zh, en, *rows, urgent=urgent)


# Who sits at a joint meeting; any of them may convene one.
_TABLE = "police,procuratorate,court,justice,plc"


def _meeting(payload: type[m.MeetingPayload], zh: str, en: str) -> Entry:
    return _matter(payload, f"{_TABLE}>{_TABLE}", zh, en, "S-067")


def _protocol(payload: type[Payload], zh: str, en: str) -> Entry:
    return Entry(payload, Channel.INTERAGENCY, ("*",), ("*",), zh, en, ordered=False)


_ENTRIES: tuple[Entry, ...] = (
    _internal(r.ReportRegistered, "intake>casemgmt", "受案登记完成，请建案", "A report was registered", "S-034"),
    _internal(r.CaseOpened, "casemgmt>intake,oversight", "已建案", "A case was opened", "S-034"),
    _internal(r.CaseStageAdvanced, "casemgmt>oversight", "案件环节推进", "A case record moved", "S-033"),
    _internal(
        e.CollectiveDecisionRecorded, "casemgmt>oversight", "集体议案决定", "A collective decision was made", "S-039"
    ),
    _internal(g.LedgerBatchDue, "intake>intake", "台账下一批待登记", "Next batch of a ledger", "S-019"),
    _internal(d.DeadlineStarted, "casemgmt,intake,liaison>oversight", "期限起算", "A legal clock started", "S-044"),
    _internal(d.DeadlineEnded, "casemgmt,intake,liaison>oversight", "期限终止", "A legal clock ended", "S-044"),
    _internal(
        d.DeadlineWarningRaised, "oversight>casemgmt,intake,liaison", "期限预警", "A clock reached a warning", "S-044"
    ),
    _internal(d.CustodyBreachFound, "oversight>liaison", "发现超期", "An overdue clock was found", "S-044"),
    _internal(i.TransferSubmitted, "casemgmt>liaison", "案件移送待发", "A package is to be sent", "S-030"),
    _internal(i.TransferEvidenceChanged, "liaison>casemgmt", "移送凭证更新", "Evidence of a package", "S-030"),
    _internal(i.TransferArrived, "liaison>casemgmt", "收到移送", "A package arrived", "S-030"),
    _internal(i.TransferOpened, "casemgmt>liaison", "移送已拆阅", "A package was opened", "S-030"),
    _internal(i.TransferReceipted, "casemgmt,liaison>liaison,casemgmt", "移送签收", "A package was accepted", "S-030"),
    _internal(i.TransferReturned, "casemgmt,liaison>liaison,casemgmt", "移送退回", "A package was returned", "S-030"),
    _internal(i.NoticeIssued, "casemgmt>liaison", "环节通知待发", "A step notice is to be sent", "S-030"),
    _internal(i.NoticeArrived, "liaison>casemgmt", "收到环节通知", "A step notice arrived", "S-030"),
    _internal(q.PetitionNoticeIssued, "intake>liaison", "信访通知待发", "A petition message is to be sent", "S-006"),
    _internal(q.PetitionNoticeArrived, "liaison>intake", "收到信访通知", "A petition message arrived", "S-006"),
    _internal(q.PetitionEvidenceChanged, "liaison>intake", "信访通知凭证更新", "Evidence of a message", "S-006"),
    _internal(c.ConversionNoted, "intake>oversight", "信访转化计入", "A conversion is counted", "S-010"),
    _internal(f.InactionNoted, "liaison>oversight", "督办迟报计入", "A missed day of a task", "S-051"),
    _internal(z.LedgerNoted, "intake>oversight", "清理排查报告计入", "A screening report is kept", "S-019"),
    _internal(b.PromiseBreached, "intake>oversight", "服务承诺未做到", "A public promise was broken", "S-028"),
    _internal(a.MaterialFaultNoted, "intake>oversight", "重复告知计入", "Material was asked for again", "S-027"),
    _internal(k.HallNoticeIssued, "intake>liaison", "接待通知待发", "A reception message is to be sent", "S-001"),
    _internal(k.HallNoticeArrived, "liaison>intake", "收到接待通知", "A reception message arrived", "S-001"),
    _matter(
        t.CaseTransferSubmitted,
        "police,procuratorate,court,justice>procuratorate,court,police,justice",
        "案件移送",
        "Case package",
        "S-030",
        "S-047",
    ),
    _matter(t.ArrestApprovalRequested, "police>procuratorate", "提请批准逮捕", "Arrest request", "S-030", urgent=True),
    _matter(t.EnforcementHandoverSent, "court>police,justice", "交付执行", "Enforcement handover", "S-063"),
    _matter(
        t.CaseTransferReceipted,
        "procuratorate,court,police,justice>police,procuratorate,court,justice",
        "移送签收回执",
        "Package accepted",
        "S-030",
    ),
    _matter(
        t.CaseTransferReturned,
        "procuratorate,court,police,justice>police,procuratorate,court,justice",
        "移送退回或补充",
        "Package returned",
        "S-030",
    ),
    _matter(n.CaseIntakeRegistered, "police>procuratorate", "受案登记通报", "Intake registered", "S-033", "S-034"),
    _matter(n.CaseFilingDecided, "police>procuratorate", "立案决定通报", "Filing decided", "S-035"),
    _matter(n.ArrestDecisionIssued, "procuratorate>police", "批捕决定", "Arrest decision", "S-030", urgent=True),
    _matter(n.ProsecutionDecisionIssued, "procuratorate>police", "起诉或不起诉决定", "Prosecution decision", "S-030"),
    _matter(
        n.SupplementaryInvestigationOrdered,
        "procuratorate>police",
        "退回补充侦查",
        "Supplementary investigation",
        "S-030",
    ),
    _matter(n.CourtCaseAccepted, "court>procuratorate,police", "法院受理", "Court accepted", "S-030"),
    _matter(n.CourtJudgmentServed, "court>procuratorate,police", "裁判送达", "Judgment served", "S-030"),
    _matter(n.ReconsiderationRequested, "police>procuratorate", "要求复议", "Reconsideration requested", "S-030"),
    _matter(n.ReconsiderationDecided, "procuratorate>police", "复议决定", "Reconsideration decided", "S-030"),
    _matter(n.HigherReviewRequested, "police>procuratorate", "提请复核", "Higher review requested", "S-030"),
    _matter(n.HigherReviewDecided, "procuratorate>police", "复核决定", "Higher review decided", "S-030"),
    _matter(n.AppealFiled, "court>procuratorate,police", "提出上诉", "Appeal filed", "S-030"),
    _matter(n.ProtestFiled, "procuratorate>court,police", "提出抗诉", "Protest filed", "S-030"),
    _matter(
        n.CaseDocumentIssued,
        "police,procuratorate,court,justice>police,procuratorate,court,justice",
        "对外文书送达",
        "Document issued to another agency",
        "S-042",
        "S-057",
    ),
    _matter(
        n.CommitteeResolutionIssued,
        "police>procuratorate,court",
        "委员会决定告知",
        "Resolution of a committee",
        "S-039",
    ),
    _matter(
        n.DeadlineBreached,
        "police,procuratorate,court>procuratorate,plc",
        "期限超期通报",
        "Deadline breached",
        "S-044",
        urgent=True,
    ),
    _petition(p.PetitionRegistered, "信访登记通报", "Petition registered", "S-005", "S-023", "S-024", "S-029"),
    _petition(p.PetitionSplit, "联合信访事项拆分", "Joint matter split", "S-023"),
    _petition(p.PetitionTransferred, "信访转送", "Petition forwarded", "S-006"),
    _petition(p.PetitionAssigned, "信访交办", "Petition assigned", "S-006", "S-113"),
    _petition(p.PetitionReferred, "非管辖信访引导转办", "Out-of-jurisdiction referral", "S-018"),
    _petition(p.PetitionTrackingUpdated, "信访办理进度", "Progress of a petition", "S-006"),
    _petition(p.PetitionReplied, "信访答复", "Petition answered", "S-004", "S-006"),
    _petition(p.PetitionSubReplyIssued, "分项答复", "Answer to one part", "S-023"),
    _petition(p.PetitionJointReplyIssued, "联合答复", "Combined answer", "S-023"),
    _petition(p.PetitionRoutingObjected, "管辖异议", "Routing objection", "S-006"),
    _petition(p.PetitionRoutingDecided, "管辖异议答复", "Routing objection answered", "S-006"),
    _petition(p.PetitionCompetenceDisputed, "提请协调管辖", "Dispute put to the committee", "S-023"),
    _petition(p.PetitionCompetenceDecided, "管辖协调决定", "Dispute decided", "S-023", route=f"plc>{_WINDOWS}"),
    _petition(
        p.PetitionEscalated, "重大疑难信访报告", "Matter escalated", "S-004", route=f"{_WINDOWS}>plc,petition_office"
    ),
    _petition(p.PetitionCollectiveWarningRaised, "集体访预警", "Collective visit likely", "S-013", urgent=True),
    _petition(p.PetitionCoordinationRequested, "请求协调", "Coordination requested", "S-018"),
    _petition(p.PetitionCoordinationAnswered, "协调答复", "Coordination answered", "S-018"),
    _petition(p.PetitionHomeVisitRequested, "邀请上门息诉", "Home visit requested", "S-017"),
    _petition(p.PetitionHomeVisitAnswered, "上门息诉回复", "Home visit answered", "S-017"),
    _petition(p.PetitionConversionDetected, "信访转化", "Conversion detected", "S-010", route=f"{_WINDOWS}>plc"),
    _petition(p.PetitionReopened, "信访重新办理", "Petition reopened", "S-015"),
    _petition(p.PetitionClosed, "信访办结", "Petition closed", "S-009"),
    _petition(p.PetitionHearingScheduled, "听证通知", "Hearing scheduled", "S-025"),
    _petition(
        p.PetitionLedgerReported, "信访台账报告", "Ledger figures", "S-019", route=f"{_WINDOWS}>plc,petition_office"
    ),
    _petition(p.PetitionMatchAsked, "重复信访比对询问", "Repeats asked for", "S-024"),
    _petition(p.PetitionMatchFound, "重复信访比对结果", "Repeats found", "S-024"),
    _matter(
        h.HallSessionPublished,
        f"{_WINDOWS}>plc,petition_office,hall",
        "领导接访日程公布",
        "Calendar published",
        "S-001",
    ),
    _matter(h.HallDeskOpened, f"{_WINDOWS}>plc,petition_office,hall", "窗口开放情况", "Window opened", "S-023"),
    _matter(
        h.HallAppointmentRequested, f"{_WINDOWS}>{_WINDOWS}", "接访预约申请", "Appointment requested", "S-002", "S-003"
    ),
    _matter(h.HallAppointmentConfirmed, f"{_WINDOWS}>{_WINDOWS}", "接访预约答复", "Appointment confirmed", "S-002"),
    _matter(h.HallAppointmentReassigned, f"{_WINDOWS}>{_WINDOWS}", "接访领导变更", "Leader reassigned", "S-003"),
    _matter(u.SupervisedTaskIssued, f"{_SUPERVISORS}>{_WINDOWS}", "督办下达", "Task issued", "S-051", "S-070"),
    _matter(u.SupervisedTaskProgressed, f"{_WINDOWS}>{_SUPERVISORS}", "督办进展", "Task progressed", "S-051"),
    _matter(u.SupervisedTaskAnswered, f"{_SUPERVISORS}>{_WINDOWS}", "督办答复", "Task answered", "S-051"),
    _matter(u.SupervisedTaskListed, f"{_SUPERVISORS}>{_WINDOWS}", "挂账公示", "Task on the listed account", "S-051"),
    _matter(u.SupervisedTaskCircular, f"{_SUPERVISORS}>{_WINDOWS}", "督办通报", "Circular on missed tasks", "S-051"),
    _matter(u.SupervisedTaskClosed, f"{_SUPERVISORS}>{_WINDOWS}", "督办销号", "Task closed", "S-051"),
    _matter(
        w.SupervisionNoticeIssued, f"{_ISSUERS}>{_WINDOWS}", "监督文书送达", "Supervision document", "S-049", "S-074"
    ),
    _matter(w.SupervisionNoticeReceipted, f"{_WINDOWS}>{_ISSUERS}", "监督文书签收", "Document signed for", "S-049"),
    _matter(
        w.SupervisionNoticeReplied, f"{_WINDOWS}>{_ISSUERS}", "监督文书回复", "Reply to a document", "S-049", "S-074"
    ),
    _matter(w.SupervisionNoticeObjected, f"{_WINDOWS}>{_ISSUERS}", "监督文书异议", "Objection to a document", "S-074"),
    _matter(w.SupervisionNoticeAssessed, f"{_ISSUERS}>{_WINDOWS}", "监督文书后续", "Assessed, urged, closed", "S-049"),
    _matter(
        w.FilingSupervisionReasonRequested, "procuratorate>police", "要求说明立案理由", "Filing reasons asked", "S-049"
    ),
    _matter(w.FilingSupervisionReasonGiven, "police>procuratorate", "说明立案理由", "Filing reasons given", "S-049"),
    _matter(w.FilingSupervisionFilingOrdered, "procuratorate>police", "通知立案", "Filing ordered", "S-049"),
    _meeting(m.JointMeetingTopicProposed, "联席会议议题提请", "Topic proposed"),
    _meeting(m.JointMeetingTopicDecided, "联席会议议题处理", "Topic taken or declined"),
    _meeting(m.JointMeetingConvened, "联席会议通知", "Meeting convened"),
    _meeting(m.JointMeetingRecordUpdated, "联席会议记录更新", "Record of a meeting changed"),
    _meeting(m.JointMeetingAttended, "联席会议签到", "Checked in to a meeting"),
    _meeting(m.JointMeetingOpinionGiven, "联席会议意见", "Opinion in a meeting"),
    _meeting(m.JointMeetingMinutesEdited, "联席会议纪要修改", "Minutes edited"),
    _meeting(m.JointMeetingCountersigned, "联席会议纪要会签", "Minutes countersigned"),
    _meeting(m.JointMeetingResolutionIssued, "联席会议议定事项", "Resolution issued"),
    _meeting(m.JointMeetingResolutionProgressed, "议定事项进展", "Progress of a resolution"),
    _meeting(m.JointMeetingResolutionClosed, "议定事项办结", "Resolution closed"),
    *(_matter(*line) for line in COOPERATION_LINES),
    _matter(o.LiaisonOfficerChanged, f"{_WINDOWS}>{_WINDOWS}", "联络员变更", "Liaison officer changed", "S-068"),
    _matter(x.ExchangeLineTested, f"{_WINDOWS}>{_WINDOWS}", "互通自检", "Self-test of the line"),
    _protocol(x.ExchangeReceipt, "交换回执", "Signed receipt of one message"),
    _protocol(x.ExchangeResendRequested, "请求重发", "Please send these numbers again"),
    _protocol(x.ExchangeSequenceSkipped, "序号跳过通知", "A parked message was skipped"),
    _protocol(x.ExchangeReconciliationProposed, "对账提出", "Daily reconciliation proposed"),
    _protocol(x.ExchangeReconciliationAnswered, "对账答复", "Daily reconciliation answered"),
)

CATALOGUE: Mapping[str, Entry] = {entry.name: entry for entry in _ENTRIES}


def entry_for(payload: Payload | type[Payload]) -> Entry:
    return CATALOGUE[payload.TYPE]


def payload_class(message_type: str, version: int) -> type[Payload] | None:
    """The contract of a received message, or None for a name or version this release does not know."""
    entry = CATALOGUE.get(message_type)
    if entry is None or version != entry.version:
        return None
    return entry.payload
