"""Legal periods counted by rule over given petitions, and the late ones of one rule."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, and_, func, or_, select, tuple_

from zf_intake.timelimits.tables import PetitionClock
from zf_platform.transaction import Scope

_OPEN = ("running", "paused")


@dataclass(frozen=True, slots=True)
class LateClock:
    id: str
    petition_id: str
    rule: str
    due_at: datetime
    ended_at: datetime | None


async def by_rule(scope: Scope, petitions: Select[str]) -> Sequence[Mapping[str, object]]:
    """Periods of the agency; those of the petitioner himself are rights and never late."""
    state, over = PetitionClock.state, PetitionClock.due_at < scope.now
    rows = await scope.session.execute(
        select(
            PetitionClock.rule,
            func.max(PetitionClock.title_zh).label("title_zh"),
            func.max(PetitionClock.title_en).label("title_en"),
            func.max(PetitionClock.basis).label("basis"),
            func.count().filter(state == "met").label("kept"),
            func.count().filter(state == "met_late").label("late"),
            func.count().filter(state.in_(_OPEN), or_(state == "paused", ~over)).label("running"),
            func.count().filter(state == "running", over).label("overdue"),
        )
        .where(PetitionClock.petition_id.in_(petitions), PetitionClock.party.is_(False), state != "cancelled")
        .group_by(PetitionClock.rule)
        .order_by(PetitionClock.rule)
    )
    return [row._asdict() for row in rows]


async def late_ones(
    scope: Scope, petitions: Select[str], *, rule: str, after: tuple[datetime, str] | None, limit: int
) -> Sequence[LateClock]:
    """Ended late, or still running beyond the period; the longest ago first."""
    over = and_(PetitionClock.state == "running", PetitionClock.due_at < scope.now)
    wanted = [PetitionClock.rule == rule, or_(PetitionClock.state == "met_late", over), PetitionClock.party.is_(False)]
    if after is not None:
        wanted.append(tuple_(PetitionClock.due_at, PetitionClock.id) > after)
    rows = await scope.session.scalars(
        select(PetitionClock)
        .where(*wanted, PetitionClock.petition_id.in_(petitions))
        .order_by(PetitionClock.due_at, PetitionClock.id)
        .limit(limit)
    )
    return [LateClock(one.id, one.petition_id, one.rule, one.due_at, one.ended_at) for one in rows]
