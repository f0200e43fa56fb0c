"""intake ↔ liaison: what a petition tells other agencies, what they tell, and the evidence of each hand-over.

intake names the message in the catalogue and gives the body; liaison signs, sends and receives it.
"""

from typing import ClassVar

from pydantic import AwareDatetime, Field

from zf_contracts.envelope import Payload
from zf_contracts.internal.transfers import EvidenceStep
from zf_contracts.petition_statements import PetitionBody
from zf_contracts.petition_values import AgencyCode
from zf_contracts.values import CodedProblem


class PetitionNoticeIssued(Payload):
    """intake → liaison: tell these agencies. All of them or none. acted_at = body.acted_at, the legal act."""

    TYPE: ClassVar[str] = "petition.notice.issued"
    message: str = Field(max_length=80)
    receivers: tuple[AgencyCode, ...] = Field(min_length=1, max_length=20)
    body: PetitionBody


class PetitionNoticeArrived(Payload):
    """liaison → intake: a verified petition message with all its files is here, and *delivered* has been signed."""

    TYPE: ClassVar[str] = "petition.notice.arrived"
    message: str = Field(max_length=80)
    message_id: str = Field(max_length=64)
    sender: str = Field(max_length=32)
    body: PetitionBody
    received_at: AwareDatetime


class PetitionEvidenceChanged(Payload):
    """liaison → intake: one more evidence of an outgoing message to one receiver, or it is missing past its fail time.

    `warn_at` and `fail_at` say when the next evidence is late and when the hand-over counts as failed.
    """

    TYPE: ClassVar[str] = "petition.evidence.changed"
    notice_id: str = Field(max_length=64)
    message: str = Field(max_length=80)
    message_id: str = Field(max_length=64)
    receiver: str = Field(max_length=32)
    collab_no: str = Field(max_length=40)
    step: EvidenceStep
    at: AwareDatetime
    warn_at: AwareDatetime | None = None
    fail_at: AwareDatetime | None = None
    problems: tuple[CodedProblem, ...] = ()
