"""Operations of any service (`/ops/…`): figures, parked messages, jobs, the audit chain. Metadata only, never content."""

from typing import Literal

from pydantic import AwareDatetime, Field

from zf_contracts.http.base import Command, View


class JobState(View):
    name: str
    next_at: AwareDatetime
    started_at: AwareDatetime | None
    ended_at: AwareDatetime | None
    runs: int
    failures: int
    last_error: str


class PeerWaiting(View):
    """Messages that left and wait for this receiver's signed receipt."""

    receiver: str
    waiting: int
    oldest_at: AwareDatetime


class BusState(View):
    connected: bool
    blocked_seconds: float
    consumers: int
    depth: dict[str, int]
    detail: str


class OperationsView(View):
    """The state of one service at a glance. `counters` run since the start of the process."""

    agency: str
    service: str
    outbox_open: int
    outbox_oldest_at: AwareDatetime | None
    awaiting_receipt: tuple[PeerWaiting, ...]
    inbox_waiting: int
    inbox_oldest_at: AwareDatetime | None
    parked: int
    quarantined: int
    audit_unsequenced: int
    jobs: tuple[JobState, ...]
    bus: BusState
    counters: dict[str, int]


class ParkedErrorView(View):
    """How many messages are parked with the same error, and for how long."""

    error_code: str
    parked: int
    oldest_at: AwareDatetime
    types: tuple[str, ...]


class ParkedView(View):
    """One parked message without its content. `waiting` messages of the same subject are held up behind it."""

    id: str
    source: str
    type: str
    subject: str
    sequence: int
    error_code: str
    first_error: str
    last_error: str
    attempts: int
    taken_at: AwareDatetime
    parked_at: AwareDatetime
    trace_id: str | None
    digest: str
    skip_requested_by: str | None
    skip_requested_by_name: str | None
    waiting: int


class QuarantinedView(View):
    """Bytes that could not be believed or read, with the reason."""

    seq: int
    at: AwareDatetime
    channel: str
    code: str
    detail: str
    message_id: str | None
    digest: str
    size: int


class OperatorReason(Command):
    """Every act of an operator says why; the text goes into the audit log."""

    reason: str = Field(min_length=4, max_length=500)


class RetryAll(OperatorReason):
    """Retry every message parked with this error. `dry_run` only counts; it must be turned off on purpose."""

    error_code: str = Field(min_length=1, max_length=80)
    dry_run: bool = True


class Retried(View):
    """`matched` messages fit, `retried` went back to work; more than one call may be needed."""

    matched: int
    retried: int


class ParkedActView(View):
    id: str
    state: Literal["taken", "skip_requested", "skipped", "rejected"]


class JobRunView(View):
    name: str
    ran: bool


class AuditVerdictView(View):
    """`fault` is changed, missing, reordered, cut_off, head_changed or rewritten; `first_bad` the first wrong number."""

    count: int
    ok: bool
    unsequenced: int
    fault: str | None
    first_bad: int | None
    head_seq: int
    head_hash: str
