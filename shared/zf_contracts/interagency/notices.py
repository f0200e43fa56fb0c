"""Steps of one agency that the others of the same matter must know: one body, one name per step on the wire."""

from typing import ClassVar

from pydantic import AwareDatetime, Field

from zf_contracts.envelope import Payload
from zf_contracts.values import StageNotice


class StageNoticePayload(Payload):
    """Common body of all step notices. actedat = notice.acted_at, the legal act."""

    notice: StageNotice


class CaseIntakeRegistered(Payload):
    """Registration facts for the filing-supervision view of the procuratorate (S-034); no names of persons."""

    TYPE: ClassVar[str] = "case.intake.registered"
    collab_no: str = Field(max_length=40)
    case_no: str = Field(max_length=80)
    kind: str = Field(max_length=40)
    source: str = Field(max_length=40)
    unit: str = Field(max_length=32)
    registered_at: AwareDatetime


class CaseFilingDecided(StageNoticePayload):
    """立案 or 不予立案 (S-035)."""

    TYPE: ClassVar[str] = "case.filing.decided"


class ArrestDecisionIssued(StageNoticePayload):
    """批准逮捕 or 不批准逮捕 with reasons (CPL 90)."""

    TYPE: ClassVar[str] = "arrest.decision.issued"


class ProsecutionDecisionIssued(StageNoticePayload):
    """起诉 or 不起诉 (CPL 176, 177, 175(4))."""

    TYPE: ClassVar[str] = "prosecution.decision.issued"


class SupplementaryInvestigationOrdered(StageNoticePayload):
    """退回补充侦查, at most two rounds (CPL 175)."""

    TYPE: ClassVar[str] = "supplementary_investigation.ordered"


class CourtCaseAccepted(StageNoticePayload):
    """The court filed the case after the acceptance check (SPC 218–219)."""

    TYPE: ClassVar[str] = "court.case.accepted"


class CourtJudgmentServed(StageNoticePayload):
    """Judgment or ruling served (CPL 202); appeal windows run from each receipt."""

    TYPE: ClassVar[str] = "court.judgment.served"


class ReconsiderationRequested(StageNoticePayload):
    """要求复议: same body looks again (CPL 92, 179)."""

    TYPE: ClassVar[str] = "reconsideration.requested"


class ReconsiderationDecided(StageNoticePayload):
    """Answer to a reconsideration (SPP 290, 379)."""

    TYPE: ClassVar[str] = "reconsideration.decided"


class HigherReviewRequested(StageNoticePayload):
    """提请复核: the next higher body looks again (CPL 92, 179)."""

    TYPE: ClassVar[str] = "higher_review.requested"


class HigherReviewDecided(StageNoticePayload):
    """Answer to a higher review (SPP 291, 380)."""

    TYPE: ClassVar[str] = "higher_review.decided"


class AppealFiled(StageNoticePayload):
    """上诉 within the window (CPL 227)."""

    TYPE: ClassVar[str] = "appeal.filed"


class ProtestFiled(StageNoticePayload):
    """抗诉 by the procuratorate (CPL 228)."""

    TYPE: ClassVar[str] = "protest.filed"


class CaseDocumentIssued(StageNoticePayload):
    """A step whose document is addressed to another agency and has no message of its own (S-042, S-057)."""

    TYPE: ClassVar[str] = "case.document.issued"


class CommitteeResolutionIssued(StageNoticePayload):
    """What a committee resolved about an act that concerns the receiver (S-039): number, act and result, no opinions."""

    TYPE: ClassVar[str] = "committee.resolution.issued"


class DeadlineBreached(Payload):
    """Overdue custody or handling, told to the procuratorate and the committee (S-044). No names."""

    TYPE: ClassVar[str] = "deadline.breached"
    deadline_id: str = Field(max_length=64)
    collab_no: str = Field(max_length=40)
    rule: str = Field(max_length=40)
    due: str = Field(max_length=40)
    found_at: AwareDatetime
    custody: bool
