"""Figures behind the operations page of one service."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, field

from sqlalchemy import func, select, text

from zf_contracts.http.operations import (
    AuditVerdictView,
    BusState,
    JobState,
    OperationsView,
    ParkedErrorView,
    ParkedView,
    PeerWaiting,
    QuarantinedView,
)
from zf_platform.audit import AuditReport
from zf_platform.bus.base import Bus
from zf_platform.parked import OPEN_COUNTS, ParkedMessage
from zf_platform.tables import inbox, job_run, outbox, quarantine
from zf_platform.telemetry import counters
from zf_platform.telemetry_names import MetricName
from zf_platform.transaction import Scope

Told = Callable[[Scope, ParkedMessage], Awaitable[None]]
_UNSEQUENCED = text("SELECT count(*) FROM audit_entry WHERE seq IS NULL")


async def _no_job(_name: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class OperationsParts:
    """`on_skipped` and `on_rejected` tell the sender (liaison), in the transaction of the operator's act."""

    bus: Bus
    job_names: Collection[str] = ()
    run_job: Callable[[str], Awaitable[bool]] = field(default=_no_job)
    on_skipped: Told | None = None
    on_rejected: Told | None = None


async def figures(scope: Scope, parts: OperationsParts) -> OperationsView:
    counts = (await scope.session.execute(OPEN_COUNTS)).one()
    health = await parts.bus.health()
    numbers = dict(counters(scope.identity))
    process = counters(None)
    for shared in (MetricName.SPANS_DROPPED.value, MetricName.SPANS_STORED.value):
        numbers[shared] = process[shared]
    return OperationsView(
        agency=scope.identity.agency,
        service=scope.identity.service,
        outbox_open=counts.outbox_open,
        outbox_oldest_at=counts.outbox_oldest,
        awaiting_receipt=await _awaiting(scope),
        inbox_waiting=counts.inbox_waiting,
        inbox_oldest_at=counts.inbox_oldest,
        parked=counts.parked,
        quarantined=counts.quarantined,
        audit_unsequenced=(await scope.session.execute(_UNSEQUENCED)).scalar_one(),
        jobs=await _jobs(scope),
        bus=BusState(
            connected=health.connected,
            blocked_seconds=health.blocked_seconds,
            consumers=health.consumers,
            depth=dict(health.depth),
            detail=health.detail,
        ),
        counters=numbers,
    )


async def parked_errors(scope: Scope) -> tuple[ParkedErrorView, ...]:
    number = func.count()
    statement = (
        select(
            inbox.c.error_code,
            number.label("parked"),
            func.min(inbox.c.parked_at).label("oldest_at"),
            func.array_agg(inbox.c.type.distinct()).label("types"),
        )
        .where(inbox.c.state == "parked")
        .group_by(inbox.c.error_code)
        .order_by(number.desc())
        .limit(100)
    )
    rows = (await scope.session.execute(statement)).all()
    return tuple(
        ParkedErrorView(error_code=row.error_code, parked=row.parked, oldest_at=row.oldest_at, types=tuple(row.types))
        for row in rows
    )


async def quarantined(scope: Scope, *, limit: int) -> tuple[QuarantinedView, ...]:
    kept = quarantine.c
    statement = (
        select(
            kept.seq,
            kept.at,
            kept.channel,
            kept.code,
            kept.detail,
            kept.message_id,
            kept.digest,
            func.length(kept.body).label("size"),
        )
        .order_by(kept.seq.desc())
        .limit(limit)
    )
    rows = (await scope.session.execute(statement)).mappings()
    return tuple(QuarantinedView.model_validate(dict(row)) for row in rows)


def parked_view(message: ParkedMessage) -> ParkedView:
    return ParkedView(
        id=message.id,
        source=message.source,
        type=message.type,
        subject=message.subject,
        sequence=message.sequence,
        error_code=message.error_code,
        first_error=message.first_error,
        last_error=message.last_error,
        attempts=message.attempts,
        taken_at=message.taken_at,
        parked_at=message.parked_at,
        trace_id=message.traceparent.split("-")[1] if message.traceparent else None,
        digest=message.digest,
        skip_requested_by=message.skip_requested_by,
        skip_requested_by_name=message.skip_requested_by_name,
        waiting=message.waiting,
    )


def verdict_view(report: AuditReport) -> AuditVerdictView:
    return AuditVerdictView(
        count=report.count,
        ok=report.ok,
        unsequenced=report.unsequenced,
        fault=report.fault,
        first_bad=report.first_bad,
        head_seq=report.head.seq,
        head_hash=report.head.hash,
    )


async def _awaiting(scope: Scope) -> tuple[PeerWaiting, ...]:
    statement = (
        select(outbox.c.receiver, func.count().label("waiting"), func.min(outbox.c.created_at).label("oldest_at"))
        .where(outbox.c.state == "awaiting_receipt")
        .group_by(outbox.c.receiver)
        .order_by(outbox.c.receiver)
    )
    rows = (await scope.session.execute(statement)).all()
    return tuple(PeerWaiting(receiver=row.receiver, waiting=row.waiting, oldest_at=row.oldest_at) for row in rows)


async def _jobs(scope: Scope) -> tuple[JobState, ...]:
    rows = (await scope.session.execute(select(job_run).order_by(job_run.c.name))).mappings()
    return tuple(JobState.model_validate(dict(row)) for row in rows)
