"""Every name of spans, attributes, metrics and log events that leaves a process. A name not listed here is dropped."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class SpanName(StrEnum):
    """Business and technical steps. HTTP spans are named by method and route template, SQL spans by verb and table."""

    # Messages.
    RELAY_PUBLISH = "relay.publish"
    INBOX_TAKE = "inbox.take"
    INBOX_ACT = "inbox.act"
    ENVELOPE_SEAL = "envelope.seal"
    ENVELOPE_OPEN = "envelope.open"
    RECONCILE = "exchange.reconcile"
    # Jobs and calls.
    JOB_RUN = "job.run"
    BLOB_PULL = "blob.pull"
    # Cases.
    CASE_OPEN = "case.open"
    CASE_DECIDE = "case.decide"
    STAGE_ENTER = "stage.enter"
    DEADLINE_COMPUTE = "deadline.compute"
    DOCUMENT_RENDER = "document.render"
    REVIEW_SIGN = "review.sign"
    PACKAGE_BUILD = "package.build"
    PACKAGE_CHECK = "package.check"
    TRANSFER_SEND = "transfer.send"
    TRANSFER_ACCEPT = "transfer.accept"
    # Petitions and the counter.
    REPORT_REGISTER = "report.register"
    PETITION_REGISTER = "petition.register"
    # Supervision.
    # The hall.


# Keyword of step() → name in the trace. Only ids, codes, counts and matter numbers; never names or free text.
ATTRIBUTES: Mapping[str, str] = {
    "agency": "zf.agency",
    "service": "zf.service",
    "case_no": "case.no",
    "case_id": "zf.case_id",
    "petition_no": "zf.petition_no",
    "object_kind": "zf.object.kind",
    "object_id": "zf.object.id",
    "message_type": "zf.message.type",
    "message_id": "zf.message.id",
    "sender": "zf.message.sender",
    "receiver": "zf.message.receiver",
    "channel": "zf.message.channel",
    "sequence": "zf.message.sequence",
    "attempts": "zf.message.attempts",
    "correlation_id": "zf.correlation_id",
    "request_id": "zf.request_id",
    "problems": "zf.problems",
    "job": "zf.job",
    "count": "zf.count",
    "size": "zf.size",
    "outcome": "zf.outcome",
    "peer": "zf.peer",
    "rule": "zf.rule",
    "state": "zf.state",
    "method": "http.request.method",
    "route": "http.route",
    "status": "http.response.status_code",
    "error_type": "error.type",
    "db_operation": "db.operation.name",
    "db_table": "db.collection.name",
    "db_system": "db.system.name",
}
ALLOWED_ATTRIBUTES = frozenset(ATTRIBUTES.values())
MATTER_ATTRIBUTES = frozenset(
    {"case.no", "zf.petition_no"}
)  # These may hold Chinese characters: （2026）京0105刑初1号.


class MetricName(StrEnum):
    """Counters since the process started, per service; `/ops/health` shows them, OTLP exports them."""

    OUTBOX_FENCED = "zf.outbox.fenced"
    OUTBOX_RESENT = "zf.outbox.resent"
    OUTBOX_CONFIRMED = "zf.outbox.confirmed"
    OUTBOX_FAILED = "zf.outbox.failed"
    BUS_BLOCKED_SECONDS = "zf.bus.blocked_seconds"
    INBOX_TAKEN = "zf.inbox.taken"
    INBOX_DUPLICATE = "zf.inbox.duplicate"
    INBOX_QUARANTINED = "zf.inbox.quarantined"
    INBOX_DONE = "zf.inbox.done"
    INBOX_PARKED = "zf.inbox.parked"
    INBOX_REJECTED = "zf.inbox.rejected"
    INBOX_RETRIED = "zf.inbox.retried"
    INBOX_FENCED = "zf.inbox.fenced"
    INBOX_PAUSED = "zf.inbox.paused"
    JOB_RUNS = "zf.job.runs"
    JOB_FAILURES = "zf.job.failures"
    AUDIT_SEQUENCED = "zf.audit.sequenced"
    HTTP_REQUESTS = "zf.http.requests"
    HTTP_REPLAYED = "zf.http.replayed"
    HTTP_FAILED = "zf.http.failed"
    SPANS_DROPPED = "zf.spans.dropped"
    SPANS_STORED = "zf.spans.stored"
    LOOP_RESTARTED = "zf.loop.restarted"
    PROCESS_RESTARTED = "zf.process.restarted"


class LogEvent(StrEnum):
    """Names of log lines."""

    SERVICE_STARTED = "service.started"
    SERVICE_STOPPING = "service.stopping"
    SERVICE_STOPPED = "service.stopped"
    SERVICE_REFUSED = "service.refused"
    STARTUP_FINDING = "startup.finding"
    LOOP_CRASHED = "loop.crashed"
    PROCESS_KILLED = "process.killed"
    REQUEST_FAILED = "http.request_failed"
    TOKEN_REFUSED = "http.token_refused"  # noqa: S105 - the name of a log line
    OUTBOX_FENCED = "outbox.fenced"
    PUBLISH_FAILED = "outbox.publish_failed"
    BUS_DOWN = "bus.down"
    BUS_UP = "bus.up"
    BUS_STUCK = "bus.stuck"
    TAKE_FAILED = "inbox.take_failed"
    MESSAGE_QUARANTINED = "inbox.quarantined"
    MESSAGE_PARKED = "inbox.parked"
    MESSAGE_RETRIED = "inbox.retried"
    MESSAGE_SUSPECTED = "inbox.suspected"
    INBOX_FENCED = "inbox.fenced"
    INBOX_PAUSED = "inbox.paused"
    JOB_FAILED = "job.failed"
    EXCHANGE_ALARM = "exchange.alarm"
    PULL_FAILED = "exchange.pull_failed"
    AUDIT_BROKEN = "audit.broken"
    DIRECTORY_RELOADED = "directory.reloaded"
    DIRECTORY_REFUSED = "directory.refused"
    SPAN_STORE_FAILED = "spans.store_failed"
    HALL_SERVICE_DOWN = "hall.service_down"
    FOREIGN = "library"
