"""Work by the clock: name, rhythm, action."""

from collections.abc import Sequence
from datetime import time, timedelta
from functools import partial

from zf_liaison.accounts.forget_old import forget_old
from zf_liaison.desk import Desk
from zf_liaison.directory.watch_directory import watch_directory
from zf_liaison.exchange.ask_for_missing import ask_for_missing
from zf_liaison.exchange.watch_evidence import watch_evidence
from zf_liaison.meetings.watch_resolutions import watch_resolutions
from zf_liaison.notices.chase_notices import chase_notices
from zf_liaison.reconciliation.compare_yesterday import compare_yesterday
from zf_liaison.reconciliation.watch_runs import watch_runs
from zf_liaison.tasks.remind_tasks import remind_tasks
from zf_platform.jobs import Job

_MINUTE = timedelta(minutes=1)


def jobs(desk: Desk) -> Sequence[Job]:
    partners = desk.partners
    return (
        Job("watch_evidence", watch_evidence, every=_MINUTE),
        Job("ask_for_missing", ask_for_missing, every=_MINUTE),
        Job("watch_reconciliations", watch_runs, every=_MINUTE),
        Job("compare_yesterday", partial(compare_yesterday, partners=partners), at=time(0, 10)),
        Job("watch_directory", partial(watch_directory, directory=partners.directory), every=timedelta(hours=1)),
        Job("remind_tasks", partial(remind_tasks, tasks=desk.law.tasks), every=10 * _MINUTE),
        Job("chase_notices", partial(chase_notices, desk=desk), every=10 * _MINUTE),
        Job("watch_resolutions", partial(watch_resolutions, desk=desk), every=timedelta(hours=1)),
        Job("forget_old_sessions", forget_old, every=timedelta(hours=1)),
    )
