"""Jobs run when due, once in the whole service, and tell when they fail."""

import asyncio
from datetime import time, timedelta

from tests.integration.messaging.conftest import Pair
from tests.integration.messaging.node import NOW
from zf_platform.jobs import Job, Scheduler
from zf_platform.transaction import Scope


class Counted:
    def __init__(self) -> None:
        self.runs = 0
        self.error: Exception | None = None

    async def __call__(self, scope: Scope) -> None:
        self.runs += 1
        scope.record("job.ran", object_kind="job", object_id=str(self.runs))
        await asyncio.sleep(0.05)
        if self.error is not None:
            raise self.error


async def test_an_interval_job_runs_when_due_and_not_before(pair: Pair) -> None:
    service, action = pair[0], Counted()
    scheduler = Scheduler(service.factory, jobs=[Job("watch", action, every=timedelta(minutes=5))])
    assert await scheduler.run_now("watch")
    await scheduler.tick()
    assert action.runs == 1
    service.clock.advance(timedelta(minutes=5))
    await scheduler.tick()
    await scheduler.tick()
    assert action.runs == 2
    assert await service.value("SELECT runs FROM job_run") == 2
    assert await service.value("SELECT count(*) FROM audit_entry") == 2


def test_a_daily_job_waits_for_its_hour() -> None:
    job = Job("daily", Counted(), at=time(0, 10))
    assert job.next_after(NOW) == NOW.replace(hour=0, minute=10) + timedelta(days=1)
    early = NOW.replace(hour=0, minute=5)
    assert job.next_after(early) == early.replace(minute=10)


async def test_two_processes_run_it_once(pair: Pair) -> None:
    service, action = pair[0], Counted()
    jobs = [Job("watch", action, every=timedelta(minutes=5))]
    one, other = Scheduler(service.factory, jobs=jobs), Scheduler(service.factory, jobs=jobs)
    await one.run_now("watch")
    service.clock.advance(timedelta(minutes=6))
    await asyncio.gather(one.tick(), other.tick())
    assert action.runs == 2


async def test_a_failed_job_leaves_nothing_and_says_so(pair: Pair) -> None:
    service, action = pair[0], Counted()
    scheduler = Scheduler(service.factory, jobs=[Job("watch", action, every=timedelta(minutes=5))])
    action.error = ValueError("no")
    assert not await scheduler.run_now("watch")
    assert await service.column("SELECT failures || last_error FROM job_run") == ["1ValueError"]
    assert await service.value("SELECT count(*) FROM audit_entry") == 0
    action.error = None
    assert await scheduler.run_now("watch")
    assert await service.column("SELECT failures || last_error FROM job_run") == ["0"]
