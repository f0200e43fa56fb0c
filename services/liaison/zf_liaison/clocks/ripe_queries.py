"""Clocks whose next reminder has come, and clocks that ran out."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, tuple_

from zf_liaison.clocks.tables import MatterClock
from zf_platform.transaction import Scope

PAGE = 500


@dataclass(frozen=True, slots=True)
class Overdue:
    """A running period whose last moment has passed."""

    id: str
    matter_id: str
    rule: str
    due: str
    due_at: datetime


async def overdue_pages(
    scope: Scope, *, kind: str, rules: Sequence[str], size: int = PAGE
) -> AsyncIterator[tuple[Overdue, ...]]:
    """All of them, the oldest first, so many at a time: those about which nothing can be done hide nobody behind them."""
    wanted = select(MatterClock.id, MatterClock.matter_id, MatterClock.rule, MatterClock.due, MatterClock.due_at).where(
        MatterClock.state == "running",
        MatterClock.matter_kind == kind,
        MatterClock.rule.in_(list(rules)),
        MatterClock.due_at < scope.now,
    )
    place = tuple_(MatterClock.due_at, MatterClock.id)
    page = wanted.order_by(MatterClock.due_at, MatterClock.id).limit(size)
    while True:
        found = tuple(Overdue(*row) for row in await scope.session.execute(page))
        if not found:
            return
        yield found
        last = (found[-1].due_at, found[-1].id)
        page = wanted.where(place > last).order_by(MatterClock.due_at, MatterClock.id).limit(size)
