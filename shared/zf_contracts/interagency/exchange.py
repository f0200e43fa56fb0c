"""The protocol of the exchange itself: receipts, resend requests, skips, daily reconciliation. None of these is receipted."""

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
    """Daily statement of one agency to its peer: what I sent you, what I received from you, on that day."""

    TYPE: ClassVar[str] = "exchange.reconciliation.proposed"
    run_id: str = Field(max_length=64)
    day: date
    sent: DigestOfDay
    received: DigestOfDay


class ExchangeReconciliationAnswered(Payload):
    """The peer's own figures and the ids it misses; empty lists mean the ledgers are equal."""

    TYPE: ClassVar[str] = "exchange.reconciliation.answered"
    run_id: str = Field(max_length=64)
    day: date
    sent: DigestOfDay
    received: DigestOfDay
    equal: bool
    missing_here: tuple[str, ...] = ()
    unknown_there: tuple[str, ...] = ()
