"""Clocks whose next reminder has come, and clocks that ran out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from zf_liaison.clocks.tables import MatterClock
from zf_platform.transaction import Scope


@dataclass(frozen=True, slots=True)
class Overdue:
    """A running period whose last moment has passed."""

    matter_id: str
    rule: str
    due: str
    due_at: datetime


async def overdue_clocks(scope: Scope, *, kind: str, rules: Sequence[str], limit: int = 500) -> tuple[Overdue, ...]:
    statement = (
        select(MatterClock.matter_id, MatterClock.rule, MatterClock.due, MatterClock.due_at)
        .where(
            MatterClock.state == "running",
            MatterClock.matter_kind == kind,
            MatterClock.rule.in_(list(rules)),
            MatterClock.due_at < scope.now,
        )
        .order_by(MatterClock.due_at)
        .limit(limit)
    )
    return tuple(Overdue(*row) for row in await scope.session.execute(statement))
