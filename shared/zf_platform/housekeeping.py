"""Jobs every service has: forget old idempotency keys, keep the traces in order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time, timedelta

from sqlalchemy import delete, func, text

from zf_platform.jobs import Job
from zf_platform.settings import ServiceSettings
from zf_platform.span_store import keep_house
from zf_platform.tables import idempotency_key
from zf_platform.transaction import Scope

KEYS_KEPT = timedelta(days=90)
TRACE_OWNER = "liaison"


def platform_jobs(settings: ServiceSettings) -> Sequence[Job]:
    """Nightly, at quiet hours. Traces are kept in order by liaison alone, the one service that may read them."""

    async def tend_traces(scope: Scope) -> None:
        await keep_house(
            scope.session, keep_days=settings.trace_keep_days, keep_error_days=settings.trace_keep_error_days
        )

    jobs = [Job(name="platform.forget_keys", action=forget_keys, at=time(3, 10))]
    if settings.service == TRACE_OWNER:
        jobs.append(Job(name="platform.tend_traces", action=tend_traces, every=timedelta(hours=6)))
    return jobs


async def forget_keys(scope: Scope) -> None:
    """A retry after ninety days is no retry any more."""
    age = func.now() - text("make_interval(days => :days)").bindparams(days=KEYS_KEPT.days)
    await scope.session.execute(delete(idempotency_key).where(idempotency_key.c.created_at < age))
