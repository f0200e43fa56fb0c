"""Case packages between agencies (案件移送) and the answers of the receiving case office."""

from typing import ClassVar, Literal

from pydantic import AwareDatetime, Field

from zf_contracts.envelope import Payload
from zf_contracts.values import CodedProblem, Package


class CaseTransferSubmitted(Payload):
    """A package for prosecution, resubmission or indictment with its manifest. actedat = submitted_at."""

    TYPE: ClassVar[str] = "case.transfer.submitted"
    package: Package


class ArrestApprovalRequested(Payload):
    """提请批准逮捕 with the file (CPL 87). actedat = submitted_at; the receiver's clock J01/J02 runs from its receipt."""

    TYPE: ClassVar[str] = "arrest.approval.requested"
    package: Package


class EnforcementHandoverSent(Payload):
    """交付执行: judgment and notices to the executing body (CPL 264)."""

    TYPE: ClassVar[str] = "enforcement.handover.sent"
    package: Package


class CaseTransferReceipted(Payload):
    """Signed acceptance by the receiving case office; starts its clock and proves the sender's."""

    TYPE: ClassVar[str] = "case.transfer.receipted"
    transfer_id: str = Field(max_length=64)
    version: int = Field(ge=1)
    collab_no: str = Field(max_length=40)
    receiving_no: str = Field(max_length=80)
    accepted_at: AwareDatetime
    accepted_by: str = Field(max_length=64)
    accepted_by_name: str = Field(default="", max_length=100)
    warnings: tuple[CodedProblem, ...] = ()


class CaseTransferReturned(Payload):
    """Return or one-time demand for a supplement, with coded reasons R01–R99."""

    TYPE: ClassVar[str] = "case.transfer.returned"
    transfer_id: str = Field(max_length=64)
    version: int = Field(ge=1)
    collab_no: str = Field(max_length=40)
    effect: Literal["return", "supplement", "refuse"]
    problems: tuple[CodedProblem, ...]
    decided_at: AwareDatetime
    decided_by: str = Field(max_length=64)
    decided_by_name: str = Field(default="", max_length=100)
