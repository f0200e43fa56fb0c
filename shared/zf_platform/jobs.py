"""Work by the clock: each service lists its JOBS; the scheduler runs what is due, once in the whole service.

The next time is a row, so a restart forgets nothing; an advisory lock keeps two processes from running one job twice.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from zf_platform.telemetry import count, step
from zf_platform.telemetry_names import LogEvent, MetricName, SpanName
from zf_platform.transaction import Cause, Scope, TransactionFactory, service_actor

_log = logging.getLogger("zf.jobs")

JobAction = Callable[[Scope], Awaitable[None]]

_KNOWN = text("INSERT INTO job_run (name, next_at) VALUES (:name, :next_at) ON CONFLICT (name) DO NOTHING")
_DUE = text("SELECT name FROM job_run WHERE next_at <= :now AND name = ANY(:names)")
_LOCK = text("SELECT pg_try_advisory_xact_lock(hashtextextended(current_schema() || '/' || :name, 0))")
_STILL_DUE = text("SELECT 1 FROM job_run WHERE name = :name AND next_at <= :now")
_DONE = text(
    """
    UPDATE job_run SET next_at = :next_at, started_at = :started, ended_at = :ended, runs = runs + 1,
        failures = 0, last_error = '' WHERE name = :name
    """
)
_FAILED = text(
    """
    UPDATE job_run SET next_at = :next_at, started_at = :started, ended_at = :ended,
        failures = failures + 1, last_error = :error WHERE name = :name
    """
)


@dataclass(frozen=True, slots=True)
class Job:
    """`every` an interval, or daily `at` a local time. The action runs in one transaction of its own."""

    name: str
    action: JobAction
    every: timedelta = timedelta(days=1)
    at: time | None = None

    def next_after(self, moment: datetime) -> datetime:
        if self.at is None:
            return moment + self.every
        today = moment.replace(hour=self.at.hour, minute=self.at.minute, second=0, microsecond=0)
        return today if today > moment else today + timedelta(days=1)


class Scheduler:
    """Runs the jobs of one service. `tick` looks for due ones; `run_now` is for operators and tests."""

    def __init__(self, factory: TransactionFactory, *, jobs: Sequence[Job], poll: float = 5.0) -> None:
        self._factory = factory
        self._jobs = {job.name: job for job in jobs}
        self._poll = poll

    @property
    def names(self) -> frozenset[str]:
        return frozenset(self._jobs)

    async def run(self, stopping: asyncio.Event) -> None:
        if not self._jobs:
            return
        await self._announce()
        while not stopping.is_set():
            await self.tick()
            try:
                await asyncio.wait_for(stopping.wait(), timeout=self._poll)
            except TimeoutError:
                continue

    async def tick(self) -> None:
        now = self._factory.clock.now()
        async with self._factory.begin() as transaction:
            due = await transaction.session.execute(_DUE, {"now": now, "names": list(self._jobs)})
            names = [row.name for row in due]
        for name in names:
            await self._run(self._jobs[name], forced=False)

    async def run_now(self, name: str) -> bool:
        """Run one job at once; False when another process is at it, or when it failed."""
        await self._announce()
        return await self._run(self._jobs[name], forced=True)

    async def _announce(self) -> None:
        now = self._factory.clock.now()
        async with self._factory.begin() as transaction:
            for job in self._jobs.values():
                first = now if job.at is None else job.next_after(now)
                await transaction.session.execute(_KNOWN, {"name": job.name, "next_at": first})
            await transaction.commit()

    async def _run(self, job: Job, *, forced: bool) -> bool:
        started = self._factory.clock.now()
        identity = self._factory.identity
        try:
            with step(SpanName.JOB_RUN, job=job.name):
                async with self._factory.begin() as transaction:
                    if not await self._mine(transaction.session, job, started, forced=forced):
                        return False
                    cause = Cause(correlation_id=f"job:{job.name}", request_id=f"job:{job.name}")
                    await job.action(transaction.scope(actor=service_actor(identity), cause=cause))
                    await transaction.session.execute(_DONE, self._values(job, started))
                    await transaction.commit()
        except Exception as error:  # noqa: BLE001 - a failing job is recorded and runs again at its next time
            count(MetricName.JOB_FAILURES, address=identity)
            _log.exception(LogEvent.JOB_FAILED.value, extra={"job": job.name})
            await self._failed(job, started, error)
            return False
        count(MetricName.JOB_RUNS, address=identity)
        return True

    async def _mine(self, session: AsyncSession, job: Job, started: datetime, *, forced: bool) -> bool:
        if not (await session.execute(_LOCK, {"name": job.name})).scalar_one():
            return False
        if forced:
            return True
        return (await session.execute(_STILL_DUE, {"name": job.name, "now": started})).first() is not None

    async def _failed(self, job: Job, started: datetime, error: Exception) -> None:
        async with self._factory.begin() as transaction:
            values = {**self._values(job, started), "error": type(error).__name__}
            await transaction.session.execute(_FAILED, values)
            await transaction.commit()

    def _values(self, job: Job, started: datetime) -> dict[str, object]:
        ended = self._factory.clock.now()
        return {"name": job.name, "started": started, "ended": ended, "next_at": job.next_after(started)}
