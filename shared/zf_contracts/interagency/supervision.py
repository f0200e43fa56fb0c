"""Supervision notices between agencies (法律监督文书), and filing supervision under its own names (S-049, S-074)."""

from typing import ClassVar

from zf_contracts.envelope import Payload
from zf_contracts.supervision_values import ActTold, NoticeMatter


class NoticeServedPayload(Payload):
    """Common to every document that is served. actedat = body.acted_at; subject = body.matter_id."""

    body: NoticeMatter


class NoticeActPayload(Payload):
    """Common to the acts on a document that was served. actedat = body.acted_at; subject = body.matter_id."""

    body: ActTold


class SupervisionNoticeIssued(NoticeServedPayload):
    """Issuer → addressee: the document, with the day of its reply if it names one."""

    TYPE: ClassVar[str] = "supervision_notice.issued"


class SupervisionNoticeReceipted(NoticeActPayload):
    """Addressee → issuer: signed for; the reply period runs from now on both sides."""

    TYPE: ClassVar[str] = "supervision_notice.receipted"


class SupervisionNoticeReplied(NoticeActPayload):
    """Addressee → issuer: the written reply with its evidence."""

    TYPE: ClassVar[str] = "supervision_notice.replied"


class SupervisionNoticeObjected(NoticeActPayload):
    """Addressee → issuer: a re-check is asked for, or the next higher review."""

    TYPE: ClassVar[str] = "supervision_notice.objected"


class SupervisionNoticeAssessed(NoticeActPayload):
    """Issuer → addressee: accepted, insufficient, urged, escalated, objection answered, closed, revoked."""

    TYPE: ClassVar[str] = "supervision_notice.assessed"


class FilingSupervisionReasonRequested(NoticeServedPayload):
    """要求说明立案（不立案）理由通知书 (SPP 560)."""

    TYPE: ClassVar[str] = "filing_supervision.reason_requested"


class FilingSupervisionReasonGiven(NoticeActPayload):
    """The police explains why it did or did not file (SPP 560)."""

    TYPE: ClassVar[str] = "filing_supervision.reason_given"


class FilingSupervisionFilingOrdered(NoticeServedPayload):
    """通知立案书: the police files within fifteen days (SPP 563, 564)."""

    TYPE: ClassVar[str] = "filing_supervision.filing_ordered"
