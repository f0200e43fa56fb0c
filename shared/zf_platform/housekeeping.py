"""Jobs every service has: forget old idempotency keys, verify the audit log, keep the traces in order."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import time, timedelta

from sqlalchemy import delete, func, text

from zf_platform.audit import verify
from zf_platform.jobs import Job
from zf_platform.settings import ServiceSettings
from zf_platform.span_store import keep_house
from zf_platform.tables import idempotency_key
from zf_platform.telemetry_names import LogEvent
from zf_platform.transaction import Scope

_log = logging.getLogger("zf.housekeeping")

KEYS_KEPT = timedelta(days=90)
TRACE_OWNER = "liaison"


def platform_jobs(settings: ServiceSettings) -> Sequence[Job]:
    """Nightly, at quiet hours. Traces are kept in order by liaison alone, the one service that may read them."""

    async def tend_traces(scope: Scope) -> None:
        await keep_house(
            scope.session, keep_days=settings.trace_keep_days, keep_error_days=settings.trace_keep_error_days
        )

    jobs = [
        Job(name="platform.forget_keys", action=forget_keys, at=time(3, 10)),
        Job(name="platform.verify_audit", action=verify_audit, at=time(3, 40)),
    ]
    if settings.service == TRACE_OWNER:
        jobs.append(Job(name="platform.tend_traces", action=tend_traces, every=timedelta(hours=6)))
    return jobs


class AuditBroken(RuntimeError):
    """The audit log was tampered with. The job shows as failed until somebody has looked."""


async def verify_audit(scope: Scope) -> None:
    """Recompute the chain every night; a break is an alarm, not a line in a report."""
    report = await verify(scope.session)
    if not report.ok:
        _log.error(LogEvent.AUDIT_BROKEN.value, extra={"fault": report.fault, "first_bad": report.first_bad})
        raise AuditBroken


async def forget_keys(scope: Scope) -> None:
    """A retry after ninety days is no retry any more."""
    age = func.now() - text("make_interval(days => :days)").bindparams(days=KEYS_KEPT.days)
    await scope.session.execute(delete(idempotency_key).where(idempotency_key.c.created_at < age))
