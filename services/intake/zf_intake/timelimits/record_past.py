"""Write down the clocks of a matter that ended before it was entered here: computed, explained, met or late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.dialects.postgresql import insert

from zf_intake.desk import Desk
from zf_intake.timelimits.apply import Matter, clock_row
from zf_intake.timelimits.past_rules import rule_of_the_day
from zf_intake.timelimits.rules import Clock, count
from zf_intake.timelimits.tables import PetitionClock
from zf_law.deadlines import ZONE
from zf_law.moments import last_instant
from zf_platform.transaction import Scope


@dataclass(frozen=True, slots=True)
class Past:
    """`flags` decide which rules apply; all of them ran from `anchor` and ended with the answer."""

    rules: Sequence[str]
    flags: frozenset[str]
    anchor: datetime
    ended_at: datetime
    act: str


async def record_past(scope: Scope, past: Past, *, matter: Matter, desk: Desk) -> None:
    """Nobody has to be warned of them any more, so oversight is not told."""
    kind = str(desk.law.agencies.by_code(scope.identity.agency).kind)
    on, today = past.anchor.astimezone(ZONE).date(), scope.now.astimezone(ZONE).date()
    rows: list[dict[str, object]] = []
    for name in past.rules:
        rule = rule_of_the_day(desk.law.deadlines, name, on=on, today=today)
        if not rule.binds(kind) or not rule.applies(in_custody=False, flags=past.flags):
            continue
        fresh = Clock(scope.new_id(), rule.id, past.anchor, past.anchor)
        counted = count(fresh, rule, calendar=desk.law.calendar)
        outcome = "met" if past.ended_at <= last_instant(counted.clock.due) else "met_late"
        ended = {"state": outcome, "ended_at": past.ended_at, "ended_act": past.act}
        rows.append({**clock_row(counted, matter=matter, act=past.act), **ended})
    if rows:
        await scope.session.execute(insert(PetitionClock).values(rows))
