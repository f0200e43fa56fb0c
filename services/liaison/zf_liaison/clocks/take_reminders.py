"""Take the reminders that have come: each mark of a running clock is given once."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from zf_law.moments import read
from zf_liaison.clocks.tables import MatterClock
from zf_platform.transaction import Scope

BATCH = 500


@dataclass(frozen=True, slots=True)
class Reminder:
    """`mark` is the place of the reminder in the list of the law, from 0."""

    matter_id: str
    mark: int
    due: str


async def take_reminders(scope: Scope, *, kind: str) -> tuple[Reminder, ...]:
    """Marks that came while nobody looked are given as one: the last of them."""
    statement = (
        select(MatterClock)
        .where(MatterClock.state == "running", MatterClock.matter_kind == kind, MatterClock.next_mark_at <= scope.now)
        .order_by(MatterClock.next_mark_at)
        .limit(BATCH)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    found: list[Reminder] = []
    for clock in await scope.session.scalars(statement):
        moments = [_instant(text) for text in clock.marks]
        passed = sum(moment <= scope.now for moment in moments)
        clock.given = passed
        clock.next_mark_at = moments[passed] if passed < len(moments) else None
        found.append(Reminder(clock.matter_id, passed - 1, clock.due))
    await scope.session.flush()
    return tuple(found)


def _instant(text: str) -> datetime:
    moment = read(text)
    assert isinstance(moment, datetime)
    return moment
