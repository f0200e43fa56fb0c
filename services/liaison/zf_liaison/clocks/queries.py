"""The clocks of a matter as both sides show them."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import and_, or_, select

from zf_contracts.http.supervision import MatterClockView
from zf_contracts.internal.deadlines import ClockLine
from zf_law.moments import Moment, read
from zf_liaison.clocks.rules import Period, band
from zf_liaison.clocks.tables import MatterClock
from zf_platform.transaction import Scope


async def clocks_of(scope: Scope, matter_id: str) -> tuple[MatterClockView, ...]:
    """In the order in which they began; two of one instant by their end, what has ended before what runs, so that both
    sides list them alike: their ids are each side's own.
    """
    ordered = (
        MatterClock.anchor,
        MatterClock.due_at,
        MatterClock.state == "running",
        MatterClock.state,
        MatterClock.id,
    )
    statement = select(MatterClock).where(MatterClock.matter_id == matter_id).order_by(*ordered)
    rows = await scope.session.scalars(statement.execution_options(populate_existing=True))
    return tuple(_view(clock, scope=scope) for clock in rows)


async def periods_of(scope: Scope, matter_id: str) -> tuple[Period, ...]:
    """Every period of the matter, for a decision on what is over."""
    statement = select(MatterClock.rule, MatterClock.due, MatterClock.state).where(MatterClock.matter_id == matter_id)
    return tuple(Period(rule, read(due), state) for rule, due, state in await scope.session.execute(statement))


async def next_due(scope: Scope, matter_ids: Collection[str]) -> Mapping[str, tuple[Moment, str]]:
    """The running period of each matter that ends first, and how urgent it is."""
    statement = select(MatterClock).where(MatterClock.matter_id.in_(list(matter_ids)), MatterClock.state == "running")
    found: dict[str, MatterClock] = {}
    for clock in await scope.session.scalars(statement.execution_options(populate_existing=True)):
        earlier = found.get(clock.matter_id)
        if earlier is None or clock.due_at < earlier.due_at:
            found[clock.matter_id] = clock
    return {key: (read(clock.due), _band(clock, scope=scope)) for key, clock in found.items()}


async def missed(
    scope: Scope, matter_ids: Collection[str], *, rule: str
) -> tuple[tuple[str, Moment, datetime | None], ...]:
    """Periods of one rule that ran out: matter, end, and when it was fulfilled after all."""
    over = or_(MatterClock.state == "met_late", and_(MatterClock.state == "running", MatterClock.due_at < scope.now))
    statement = select(MatterClock).where(MatterClock.matter_id.in_(list(matter_ids)), MatterClock.rule == rule, over)
    rows = await scope.session.scalars(statement.execution_options(populate_existing=True))
    return tuple((clock.matter_id, read(clock.due), clock.ended_at) for clock in rows)


async def marks_passed(scope: Scope, matter_id: str) -> int:
    """Marks that have come while their clock ran: the same number on both sides, whenever each of them looked."""
    rows = await scope.session.execute(
        select(MatterClock.marks, MatterClock.ended_at).where(MatterClock.matter_id == matter_id)
    )
    return sum(read(mark) <= (ended_at or scope.now) for marks, ended_at in rows for mark in marks)


def _band(clock: MatterClock, *, scope: Scope) -> str:
    return band(state=clock.state, due=read(clock.due), now=scope.now, warned=bool(clock.warned or clock.given))


def _view(clock: MatterClock, *, scope: Scope) -> MatterClockView:
    return MatterClockView(
        rule=clock.rule,
        title_zh=clock.title_zh,
        title_en=clock.title_en,
        basis=clock.basis,
        ours=clock.ours,
        provisional=clock.provisional,
        anchor=read(clock.anchor),
        due=read(clock.due),
        state=clock.state,
        band=_band(clock, scope=scope),
        ended_at=clock.ended_at,
        trace=tuple(ClockLine.model_validate(line) for line in clock.trace),
    )
