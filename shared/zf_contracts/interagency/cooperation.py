"""Requests between agencies that are answered (协作事项): legal aid and community correction (S-063)."""

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
