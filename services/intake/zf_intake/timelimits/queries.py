"""Reading clocks of petitions: those of one petition, the most urgent of several, one page of all that run."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import BindParameter, bindparam, select, tuple_
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from zf_contracts.http.petition_views import PetitionClockView, TraceLine
from zf_intake.timelimits.rules import OPEN_STATES, Clock, band
from zf_intake.timelimits.tables import PetitionClock, PetitionClockExtension
from zf_law.deadlines import Interval
from zf_law.moments import Moment, day_of, last_instant, read

if TYPE_CHECKING:
    from sqlalchemy import Select


_WANTED: BindParameter[str] = bindparam("petition")
_CLOCKS = select(PetitionClock).where(PetitionClock.petition_id == _WANTED).execution_options(populate_existing=True)
_EXTENSIONS = (
    select(PetitionClockExtension)
    .join(PetitionClock, PetitionClock.id == PetitionClockExtension.clock_id)
    .where(PetitionClock.petition_id == _WANTED)
    .order_by(PetitionClockExtension.number)
)


@dataclass(frozen=True, slots=True)
class NextClock:
    """The clock of our own duty that ends first."""

    rule: str
    due: Moment
    band: str


async def clocks_of(session: AsyncSession, petition_id: str) -> Sequence[PetitionClock]:
    """All clocks of a petition, the running ones first, nearest end first."""
    rows = await session.scalars(_CLOCKS, {"petition": petition_id})
    return sorted(rows, key=lambda row: (row.state not in OPEN_STATES, row.due_at, row.id))


async def extensions_of(session: AsyncSession, petition_id: str) -> Mapping[str, Sequence[PetitionClockExtension]]:
    """Clock → its extensions in order."""
    rows = await session.scalars(_EXTENSIONS, {"petition": petition_id})
    found: dict[str, list[PetitionClockExtension]] = {}
    for row in rows:
        found.setdefault(row.clock_id, []).append(row)
    return found


def clock_facts(row: PetitionClock) -> Clock:
    return Clock(
        id=row.id,
        rule=row.rule,
        anchor=read(row.anchor),
        due=read(row.due),
        party=row.party,
        extensions=row.extensions,
        excluded=tuple(
            Interval(date.fromisoformat(part["start"]), date.fromisoformat(part["end"]), part["reason"])
            for part in row.excluded
        ),
        state=row.state,
        paused_since=row.paused_since,
        revision=row.revision,
    )


async def most_urgent(session: AsyncSession, petition_ids: Sequence[str], *, now: datetime) -> Mapping[str, NextClock]:
    """The clock of our own duty of each petition that ends first."""
    if not petition_ids:
        return {}
    rows = await session.scalars(
        select(PetitionClock)
        .ext(distinct_on(PetitionClock.petition_id))
        .where(
            PetitionClock.petition_id.in_(petition_ids),
            PetitionClock.state == "running",
            PetitionClock.party.is_(False),
        )
        .order_by(PetitionClock.petition_id, PetitionClock.due_at, PetitionClock.rule)
        .execution_options(populate_existing=True)
    )
    return {row.petition_id: NextClock(row.rule, read(row.due), band_of(row, now=now)) for row in rows}


async def page(
    session: AsyncSession,
    *,
    within: "Select[str]",
    wanted: str,
    now: datetime,
    after: tuple[datetime, str] | None,
    limit: int,
) -> Sequence[PetitionClock]:
    """Running clocks of our own duty in the petitions `within`, by end. `wanted` is overdue, running or empty."""
    statement = select(PetitionClock).where(
        PetitionClock.state.in_(OPEN_STATES),
        PetitionClock.party.is_(False),
        PetitionClock.petition_id.in_(within),
    )
    if wanted == "overdue":
        statement = statement.where(PetitionClock.state == "running", PetitionClock.due_at < now)
    elif wanted == "running":
        statement = statement.where(PetitionClock.due_at >= now)
    if after is not None:
        statement = statement.where(tuple_(PetitionClock.due_at, PetitionClock.id) > after)
    return (await session.scalars(statement.order_by(PetitionClock.due_at, PetitionClock.id).limit(limit))).all()


def band_of(row: PetitionClock, *, now: datetime) -> str:
    return band(state=row.state, due=read(row.due), now=now, warn_at=[read(text) for text in row.warn_at])


def view(
    row: PetitionClock, *, petition_no: str, now: datetime, extensions: Sequence[PetitionClockExtension] = ()
) -> PetitionClockView:
    due = read(row.due)
    late = row.state == "running" and now > last_instant(due)
    return PetitionClockView(
        id=row.id,
        petition_id=row.petition_id,
        petition_no=petition_no,
        rule=row.rule,
        title_zh=row.title_zh,
        title_en=row.title_en,
        basis=row.basis,
        party=row.party,
        anchor=read(row.anchor),
        due=due,
        provisional=row.provisional,
        extensions=row.extensions,
        max_extensions=row.max_extensions,
        extension_reasons=tuple(one.reason for one in extensions),
        state="breached" if late else row.state,
        band=band_of(row, now=now),
        days_left=(day_of(due) - day_of(now)).days,
        ended_at=row.ended_at,
        trace=tuple(TraceLine(**line) for line in row.trace),
    )
