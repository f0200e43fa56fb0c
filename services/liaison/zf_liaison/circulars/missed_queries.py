"""What was missed of the tasks this agency issued: reported late, or not reported to this day."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import select

from zf_contracts.supervision_values import MissedDay
from zf_law.deadlines import ZONE
from zf_law.moments import day_of
from zf_liaison.circulars.tables import TaskCircular
from zf_liaison.clocks.queries import missed
from zf_liaison.tasks.queries import missable_tasks
from zf_liaison.tasks.rules import DUE_RULE
from zf_platform.transaction import Scope


async def missed_days(scope: Scope, *, since: date, until: date) -> tuple[MissedDay, ...]:
    """By agency and day. A day that the issuer moved afterwards is not missed: its clock was counted anew."""
    tasks = await missable_tasks(scope)
    over = await missed(scope, tasks, rule=DUE_RULE)
    found = [_line(scope, tasks[task_id], due=day_of(due), reported_at=at) for task_id, due, at in over]
    inside = [one for one in found if since <= one.due <= until]
    return tuple(sorted(inside, key=lambda one: (one.agency, one.unit, one.due, one.task_no)))


async def named_already(scope: Scope) -> Collection[tuple[str, str]]:
    """(task, day) of every line of this agency's circulars: nobody is named twice for one day."""
    rows = await scope.session.scalars(select(TaskCircular.lines).where(TaskCircular.issuer == scope.identity.agency))
    return {(str(line["task_id"]), str(line["due"])) for lines in rows for line in lines}


def _line(scope: Scope, task: dict[str, str], *, due: date, reported_at: datetime | None) -> MissedDay:
    seen = (reported_at or scope.now).astimezone(ZONE).date()
    return MissedDay.model_validate(
        {**task, "due": due, "reported_at": reported_at, "days_late": max(0, (seen - due).days)}
    )
