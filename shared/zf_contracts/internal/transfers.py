"""casemgmt ↔ liaison: packages and notices on their way out and in, and the evidence of each step.

casemgmt never names a wire message between agencies; liaison translates (architecture rule 4).
"""

from typing import ClassVar, Literal

from pydantic import AwareDatetime, Field

from zf_contracts.envelope import Payload
from zf_contracts.values import CodedProblem, Package, StageNotice

EvidenceStep = Literal["submitted", "relayed", "delivered", "opened", "rejected", "failed"]


class TransferSubmitted(Payload):
    """casemgmt → liaison: send this package. acted_at = submitted_at, the sender's legal time."""

    TYPE: ClassVar[str] = "transfer.submitted"
    package: Package


class TransferEvidenceChanged(Payload):
    """liaison → casemgmt: one more evidence of an outgoing package is there, or is missing past its fail time."""

    TYPE: ClassVar[str] = "transfer.evidence.changed"
    transfer_id: str = Field(max_length=64)
    version: int = Field(ge=1)
    message_id: str = Field(max_length=64)
    step: EvidenceStep
    at: AwareDatetime
    problems: tuple[CodedProblem, ...] = ()


class TransferArrived(Payload):
    """liaison → casemgmt: a verified package with all its files is here."""

    TYPE: ClassVar[str] = "transfer.arrived"
    message_id: str = Field(max_length=64)
    package: Package
    received_at: AwareDatetime


class TransferOpened(Payload):
    """casemgmt → liaison: a person opened the arrived package for the first time."""

    TYPE: ClassVar[str] = "transfer.opened"
    transfer_id: str = Field(max_length=64)
    version: int = Field(ge=1)
    message_id: str = Field(max_length=64)
    opened_at: AwareDatetime


class TransferReceipted(Payload):
    """The receiving case office accepted: its own number and time. Used both ways inside a node.

    Out: casemgmt → liaison. In: liaison → casemgmt of the sender, where it moves the sender's record.
    """

    TYPE: ClassVar[str] = "transfer.receipted"
    transfer_id: str = Field(max_length=64)
    version: int = Field(ge=1)
    direction: Literal["out", "in"]
    peer: str = Field(max_length=32)
    collab_no: str = Field(max_length=40)
    receiving_no: str = Field(max_length=80)
    accepted_at: AwareDatetime
    accepted_by: str = Field(max_length=64)
    accepted_by_name: str = Field(default="", max_length=100)
    warnings: tuple[CodedProblem, ...] = ()


class TransferReturned(Payload):
    """The receiving case office returned the package or asked once for a supplement, with coded reasons."""

    TYPE: ClassVar[str] = "transfer.returned"
    transfer_id: str = Field(max_length=64)
    version: int = Field(ge=1)
    direction: Literal["out", "in"]
    peer: str = Field(max_length=32)
    collab_no: str = Field(max_length=40)
    effect: Literal["return", "supplement", "refuse"]
    problems: tuple[CodedProblem, ...]
    decided_at: AwareDatetime
    decided_by: str = Field(max_length=64)
    decided_by_name: str = Field(default="", max_length=100)


class NoticeIssued(Payload):
    """casemgmt → liaison: tell these agencies about a step. `message` is the name in the catalogue."""

    TYPE: ClassVar[str] = "notice.issued"
    message: str = Field(max_length=80)
    receivers: tuple[str, ...]
    notice: StageNotice


class NoticeArrived(Payload):
    """liaison → casemgmt: another agency took a step in a shared matter."""

    TYPE: ClassVar[str] = "notice.arrived"
    message: str = Field(max_length=80)
    message_id: str = Field(max_length=64)
    sender: str = Field(max_length=32)
    notice: StageNotice
    received_at: AwareDatetime
