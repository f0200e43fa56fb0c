"""The protocol of the exchange itself: receipts, resending, skips, daily reconciliation; only the self-test is receipted."""

from datetime import date
from typing import ClassVar, Literal

from pydantic import AwareDatetime, Field

from zf_contracts.envelope import Payload
from zf_contracts.values import CodedProblem, Value


class ExchangeReceipt(Payload):
    """Signed evidence about one message. `digest` is the SHA-256 of the JWS received; `at` is the receiver's time."""

    TYPE: ClassVar[str] = "exchange.receipt"
    of: str = Field(max_length=64)
    digest: str = Field(pattern=r"^[0-9a-f]{64}$")
    step: Literal["delivered", "opened", "rejected"]
    at: AwareDatetime
    problems: tuple[CodedProblem, ...] = ()


class ExchangeResendRequested(Payload):
    """The receiver misses sequence numbers of one subject and asks for them again."""

    TYPE: ClassVar[str] = "exchange.resend.requested"
    subject: str = Field(max_length=80)
    first: int = Field(ge=1)
    last: int = Field(ge=1)


class ExchangeSequenceSkipped(Payload):
    """The receiver's operators skipped a parked message, with reason and two persons; told to the sender."""

    TYPE: ClassVar[str] = "exchange.sequence.skipped"
    of: str = Field(max_length=64)
    subject: str = Field(max_length=80)
    sequence: int = Field(ge=1)
    reason: str = Field(max_length=500)
    at: AwareDatetime


class DigestOfDay(Value):
    """Count and digest (SHA-256 over the sorted `id digest` lines) of one direction on one day."""

    count: int = Field(ge=0)
    digest: str = Field(pattern=r"^[0-9a-f]{64}$")


class ExchangeReconciliationProposed(Payload):
    """Daily statement of one agency to its peer: what I sent you, what I received from you, on that day.

    First digests only, whole and in 256 buckets. When the answer says *different*, a second proposal of the same run names
    the buckets that differ and lists their messages as `id:digest` (the digest shortened to 16 digits).
    `until` ends the day early: a comparison of today so far.
    """

    TYPE: ClassVar[str] = "exchange.reconciliation.proposed"
    run_id: str = Field(max_length=64)
    day: date
    until: AwareDatetime | None = None
    sent: DigestOfDay
    received: DigestOfDay
    sent_buckets: tuple[str, ...] = Field(default=(), max_length=256)
    received_buckets: tuple[str, ...] = Field(default=(), max_length=256)
    detail: bool = False
    sent_differs: tuple[int, ...] = Field(default=(), max_length=256)
    received_differs: tuple[int, ...] = Field(default=(), max_length=256)
    sent_lines: tuple[str, ...] = Field(default=(), max_length=1500)
    received_lines: tuple[str, ...] = Field(default=(), max_length=1500)


class ExchangeReconciliationAnswered(Payload):
    """The peer's own figures and, once it has seen the lines (`detail`), the ids that differ.

    `missing_here`: sent by the proposer, never received by the answering side. `unknown_there`: sent by the answering side,
    not received by the proposer; the answering side sends them again by itself. `other_bytes`: same id, other content.
    `sent_differs` and `received_differs` name the buckets from the proposer's view.
    """

    TYPE: ClassVar[str] = "exchange.reconciliation.answered"
    run_id: str = Field(max_length=64)
    day: date
    sent: DigestOfDay
    received: DigestOfDay
    equal: bool
    detail: bool = False
    sent_differs: tuple[int, ...] = Field(default=(), max_length=256)
    received_differs: tuple[int, ...] = Field(default=(), max_length=256)
    missing_here: tuple[str, ...] = ()
    unknown_there: tuple[str, ...] = ()
    other_bytes: tuple[str, ...] = ()


class ExchangeLineTested(Payload):
    """互通自检: one message whose signed receipt shows that both ways work, with the times of each step."""

    TYPE: ClassVar[str] = "exchange.line.tested"
    asked_by: str = Field(max_length=100)
    asked_at: AwareDatetime
